package dev.cleave.client;

import java.time.Instant;

/** Something that happened to a job. */
public sealed interface JobEvent {

    /** From 1, in the order of what happened; 0 for {@link Progressed}, which is not kept. */
    long number();

    /** When it happened. */
    Instant at();

    /**
     * The job has another state now.
     *
     * @param number the event's number
     * @param at when
     * @param job the job as it is now
     */
    record Changed(long number, Instant at, JobStatus job) implements JobEvent {}

    /**
     * The job has come so far.
     *
     * @param number 0
     * @param at when
     * @param progress how far
     */
    record Progressed(long number, Instant at, JobProgress progress) implements JobEvent {}

    /**
     * Something that people may want to know.
     *
     * @param number the event's number
     * @param at when
     * @param text what, in a line
     */
    record Noted(long number, Instant at, String text) implements JobEvent {}
}
