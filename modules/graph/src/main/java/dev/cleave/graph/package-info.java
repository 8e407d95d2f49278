/**
 * Graphs of tasks at the edge of the house: read from files, drawn, composed in Java and run in one process.
 *
 * <p>What a graph is, and what follows from it, is in {@code core}. This module must not know of nodes, jobs or commands.
 */
@NullMarked
package dev.cleave.graph;

import org.jspecify.annotations.NullMarked;
