/**
 * The store of a controller in virtual time: what is written there outlives controllers.
 */
@NullMarked
package dev.cleave.simulator.store;

import org.jspecify.annotations.NullMarked;
