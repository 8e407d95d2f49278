package dev.cleave.client;

import java.time.Instant;

/**
 * A line that a job's code has printed.
 *
 * @param at when
 * @param node on which node
 * @param text the line, without its end
 */
public record LogLine(Instant at, String node, String text) {}
