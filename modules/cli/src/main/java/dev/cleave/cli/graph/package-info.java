/**
 * {@code cleave graph}: graphs of tasks, analyzed and drawn.
 */
@NullMarked
package dev.cleave.cli.graph;

import org.jspecify.annotations.NullMarked;
