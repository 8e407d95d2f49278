/**
 * What single operations cost, measured with JMH: the parts of which the times of the table are made.
 *
 * <p>The one place outside of the engine that knows its frames, by name ({@link dev.cleave.benchmarks.part.FrameAccess}),
 * since what is too small for a job to show is what is measured here.
 */
@NullMarked
package dev.cleave.benchmarks.part;

import org.jspecify.annotations.NullMarked;
