package dev.cleave.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a task of a run does.
 *
 * @param name as {@code count}, or {@code count[3]}
 * @param item what it is for; empty for a task without items
 * @param state where it stands
 * @param attempt counts its attempts, from 1; 0 if it never began
 * @param job the job of its latest attempt
 * @param result what it has left, as text; empty unless it has succeeded
 * @param files the SHA-256 of each file that it has left, by the file's name
 * @param isCached whether its result was known from before, and nothing ran
 * @param failureCode as {@code EXIT_CODE}; empty if it has not failed
 * @param message why it failed, was skipped, or is tried again
 * @param skippedBy the task for which it was skipped; its own name for its condition; empty if it was not
 * @param startedAt when its latest attempt began
 * @param endedAt when it ended
 * @param took how long its latest attempt ran
 */
public record PipelineInstance(
        String name,
        String item,
        TaskState state,
        int attempt,
        Optional<String> job,
        String result,
        Map<String, String> files,
        boolean isCached,
        String failureCode,
        String message,
        String skippedBy,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Duration took) {

    public PipelineInstance {
        files = Map.copyOf(files);
    }
}
