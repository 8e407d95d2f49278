/**
 * Which tasks of a graph may begin, as others end.
 */
@NullMarked
package dev.cleave.core.graph.run;

import org.jspecify.annotations.NullMarked;
