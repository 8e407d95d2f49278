/**
 * Cleave's decisions, as plain state machines without threads, clocks, sockets or randomness of their own.
 *
 * <p>Time and randomness come in as arguments; what should happen goes out through small port interfaces. The same
 * machines run simulated, in one process and on a cluster. This module must not know of actors, protobuf, processes
 * or files.
 */
@NullMarked
package dev.cleave.core;

import org.jspecify.annotations.NullMarked;
