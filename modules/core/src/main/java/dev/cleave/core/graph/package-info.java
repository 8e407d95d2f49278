/**
 * Graphs of tasks: what has to be done before what, and how long each task takes, planned or measured.
 */
@NullMarked
package dev.cleave.core.graph;

import org.jspecify.annotations.NullMarked;
