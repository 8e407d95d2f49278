package dev.cleave.core.session;

import dev.cleave.core.lease.Payload;
import java.util.List;

/** What a session's client says. May arrive late, twice or not at all: {@link Holding} repairs that. */
public sealed interface ToSession {

    /**
     * A chunk to be solved.
     *
     * @param number which; from 0, never used again
     * @param beside whether it waits more than it computes, and runs beside the lanes
     */
    record Chunk(int number, boolean beside, Payload problem) implements ToSession {}

    /** Nothing of these chunks is needed any more: their results are there, or nobody wants them. */
    record Unwanted(List<Integer> numbers) implements ToSession {}

    /**
     * All chunks up to a number whose results are waited for; those that are known besides are not needed any more.
     *
     * @param highest the highest number that was used
     */
    record Holding(int highest, List<Integer> numbers) implements ToSession {}

    /** The client is there. */
    record Alive() implements ToSession {}

    /** The session ends, and whatever runs of it. */
    record Close() implements ToSession {}
}
