/**
 * How fast Cleave is: side-by-side runs against references, each line in a JVM of its own, interleaved, every answer
 * checked, ratios of medians.
 *
 * <p>Must not know how anything is done inside: it measures what users see, and never tunes.
 */
@NullMarked
package dev.cleave.benchmarks;

import org.jspecify.annotations.NullMarked;
