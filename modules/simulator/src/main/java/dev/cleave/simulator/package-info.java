/**
 * Whole jobs on simulated clusters: virtual time, seeded faults, every run reproducible from its seed.
 *
 * <p>Runs the very state machines of {@code core}; must not know of actors, sockets or real time.
 */
@NullMarked
package dev.cleave.simulator;

import org.jspecify.annotations.NullMarked;
