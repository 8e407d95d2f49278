package dev.cleave.graph.read;

import dev.cleave.core.graph.TaskGraph;
import java.util.Optional;

/**
 * A graph as it was read.
 *
 * @param format what it was written in
 * @param name what the file calls it, if it does
 * @param graph the graph
 */
public record ReadGraph(GraphFormat format, Optional<String> name, TaskGraph graph) {}
