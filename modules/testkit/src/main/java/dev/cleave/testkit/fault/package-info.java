/**
 * Faults at seeded moments: what is done to a run, what came of it, and whether that is right.
 */
@NullMarked
package dev.cleave.testkit.fault;

import org.jspecify.annotations.NullMarked;
