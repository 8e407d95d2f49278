/**
 * One run of a pipeline: what begins, what is tried again, what is skipped, and how it all ends.
 */
@NullMarked
package dev.cleave.core.pipeline.run;

import org.jspecify.annotations.NullMarked;
