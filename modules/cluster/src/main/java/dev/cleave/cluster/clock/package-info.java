/**
 * The clock that drives state machines while there are jobs.
 */
@NullMarked
package dev.cleave.cluster.clock;

import org.jspecify.annotations.NullMarked;
