/**
 * A runner whose lanes run a generated tree in virtual time.
 */
@NullMarked
package dev.cleave.simulator.runner;

import org.jspecify.annotations.NullMarked;
