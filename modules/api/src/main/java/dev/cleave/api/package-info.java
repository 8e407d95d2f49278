/**
 * What users write against: the four methods of a divide-and-conquer program, the job that names and
 * parameterises it, and the failures it can end in.
 *
 * <p>This package knows nothing of nodes, lanes, wires or actors, and depends on the JDK alone.
 */
@NullMarked
package dev.cleave.api;

import org.jspecify.annotations.NullMarked;
