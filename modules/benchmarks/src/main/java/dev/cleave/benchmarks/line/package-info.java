/** The lines of the table: what is compared with what, and what is to be reached. */
@NullMarked
package dev.cleave.benchmarks.line;

import org.jspecify.annotations.NullMarked;
