/**
 * Drawings of graphs, layer by layer, as SVG.
 */
@NullMarked
package dev.cleave.graph.draw;

import org.jspecify.annotations.NullMarked;
