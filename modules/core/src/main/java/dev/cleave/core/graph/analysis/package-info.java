/**
 * What a graph of tasks says of itself: work, span, critical path, levels.
 */
@NullMarked
package dev.cleave.core.graph.analysis;

import org.jspecify.annotations.NullMarked;
