package dev.cleave.core.session;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import java.util.List;

/** What a session's coordinator says to its client. */
public sealed interface FromSession {

    /**
     * The stream is open.
     *
     * @param window how many chunks may be outstanding at a time
     */
    record Opened(int window) implements FromSession {}

    /** Somebody works on a chunk. */
    record Begun(int number) implements FromSession {}

    /** The result of a chunk, kept until the client says that it does not need it any more. */
    record Ended(int number, Payload result) implements FromSession {}

    /** A chunk has failed, and nothing is kept of it. */
    record Failed(int number, JobFailure failure) implements FromSession {}

    /** These chunks are waited for, as was said, and are not known: to be sent again. */
    record Missing(List<Integer> numbers) implements FromSession {}
}
