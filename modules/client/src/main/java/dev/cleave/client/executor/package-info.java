/**
 * An executor whose workers are processes: {@link dev.cleave.client.executor.CleaveExecutor} takes tasks and hands out
 * a {@link dev.cleave.client.executor.ClusterFuture} for each.
 *
 * <p>Where tasks run is behind one interface, {@code Workers}: threads of this process, or a cluster's nodes. What goes
 * there and comes back are chunks of tasks, as bytes.
 */
@NullMarked
package dev.cleave.client.executor;

import org.jspecify.annotations.NullMarked;
