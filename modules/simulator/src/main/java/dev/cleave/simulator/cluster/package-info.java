/**
 * Nodes and a controller around the state machines of core, and what befalls them.
 */
@NullMarked
package dev.cleave.simulator.cluster;

import org.jspecify.annotations.NullMarked;
