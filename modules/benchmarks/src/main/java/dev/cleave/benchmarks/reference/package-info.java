/** What Cleave is measured against: plain recursion and the JDK's own fork/join pool, as one would write them by hand. */
@NullMarked
package dev.cleave.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
