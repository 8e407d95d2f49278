package dev.cleave.core.job;

import dev.cleave.core.lease.Payload;
import java.util.List;
import java.util.Map;

/**
 * What is to be run, and within which bounds.
 *
 * @param id the job
 * @param jobClass the binary name of the class that implements {@link dev.cleave.api.Job}
 * @param classPath the jars to find it in, as blobs, in order
 * @param arguments text by parameter name, as the user gave it
 * @param jvmOptions options for the runner's JVM, such as {@code -Xmx512m}
 * @param maxDepth how deep the recursion may go before the job fails as DEPTH_EXCEEDED, at least 1
 * @param maxPayloadBytes how large one encoded problem or result may be
 * @param profile whether every step is measured, at a price
 */
public record JobSpec(
        JobId id,
        String jobClass,
        List<Payload.Blob> classPath,
        Map<String, String> arguments,
        List<String> jvmOptions,
        int maxDepth,
        long maxPayloadBytes,
        boolean profile) {

    /**
     * The argument that makes a session of a job: its root is not run, and a client adds subproblems while it runs. A job class
     * that is for sessions has a parameter of this name.
     */
    public static final String SESSION = "cleave.session";

    /** How deep the recursion may go if nothing else is said. */
    public static final int DEFAULT_MAX_DEPTH = 10_000_000;

    /** How large an encoded problem or result may be if nothing else is said: 64 MiB. */
    public static final long DEFAULT_MAX_PAYLOAD_BYTES = 64L << 20;

    /** Whether the job is a session. */
    public boolean isSession() {
        return arguments.containsKey(SESSION);
    }
}
