package dev.cleave.client;

import dev.cleave.api.JobFailure;

/** Who waits for the chunks of a {@link Session}. Called by threads that others wait for: must return soon. */
public interface SessionListener {

    /** There is room for chunks, or more of it than before. */
    void room();

    /** Somebody works on a chunk; may be said more than once. */
    void begun(int number);

    /** The result of a chunk, as the program's codec encodes it. This or {@link #failed} is said once. */
    void ended(int number, byte[] result);

    /** A chunk has failed; the others go on. */
    void failed(int number, JobFailure failure);

    /** The session has ended, and nothing more is said; chunks that are outstanding have no result. */
    void over(CleaveException why);
}
