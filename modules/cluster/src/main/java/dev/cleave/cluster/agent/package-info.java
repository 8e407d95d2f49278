/**
 * A node as actors: it registers with the controller, says that it is alive, and runs jobs; thin shells over the
 * decisions in {@code core}.
 */
@NullMarked
package dev.cleave.cluster.agent;

import org.jspecify.annotations.NullMarked;
