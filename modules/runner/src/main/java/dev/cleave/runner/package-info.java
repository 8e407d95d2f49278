/**
 * The lean process around the engine: one per job and node, where user code lives.
 *
 * <p>It connects to its node over a local socket, loads the job, runs the leases that it is given, and ends when the
 * node is gone. Everything that user code can do to a process it does to this one. This module must not know of actors
 * or of other nodes, and its process holds nothing that the job should not see.
 */
@NullMarked
package dev.cleave.runner;

import org.jspecify.annotations.NullMarked;
