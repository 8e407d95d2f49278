/**
 * How long a graph of tasks takes on some number of cores.
 */
@NullMarked
package dev.cleave.core.graph.schedule;

import org.jspecify.annotations.NullMarked;
