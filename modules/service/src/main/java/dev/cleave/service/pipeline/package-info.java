/**
 * Keeps the runs of pipelines of one controller's term: the shell around what {@code core} decides of them. Each instance of a task is an
 * ordinary job of the queue.
 *
 * <p>Knows nothing of requests and of how they are answered.
 */
@NullMarked
package dev.cleave.service.pipeline;

import org.jspecify.annotations.NullMarked;
