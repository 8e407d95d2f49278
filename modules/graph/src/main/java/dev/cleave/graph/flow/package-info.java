/**
 * Tasks composed in Java, and run as they become ready.
 */
@NullMarked
package dev.cleave.graph.flow;

import org.jspecify.annotations.NullMarked;
