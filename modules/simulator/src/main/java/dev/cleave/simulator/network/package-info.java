/**
 * A network that drops, doubles, delays, reorders and cuts, as its seed says.
 */
@NullMarked
package dev.cleave.simulator.network;

import org.jspecify.annotations.NullMarked;
