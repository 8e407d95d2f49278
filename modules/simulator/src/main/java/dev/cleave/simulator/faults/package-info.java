/**
 * Random runs: a tree, a network and mishaps, all from one seed.
 */
@NullMarked
package dev.cleave.simulator.faults;

import org.jspecify.annotations.NullMarked;
