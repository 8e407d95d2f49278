package dev.cleave.client;

import java.time.Instant;
import java.util.Map;

/**
 * A pipeline that begins by itself.
 *
 * @param name the pipeline's name
 * @param owner whose runs they are
 * @param cron five fields, in UTC
 * @param nextAt when it is due next
 * @param createdAt since when
 * @param arguments text by parameter name
 */
public record PipelineSchedule(
        String name, String owner, String cron, Instant nextAt, Instant createdAt, Map<String, String> arguments) {

    public PipelineSchedule {
        arguments = Map.copyOf(arguments);
    }
}
