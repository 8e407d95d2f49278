/**
 * Virtual time: what happens when, one event after the other.
 */
@NullMarked
package dev.cleave.simulator.clock;

import org.jspecify.annotations.NullMarked;
