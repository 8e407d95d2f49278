/**
 * Graphs of tasks from files: our own YAML and JSON, WfFormat, Standard Task Graphs.
 */
@NullMarked
package dev.cleave.graph.read;

import org.jspecify.annotations.NullMarked;
