package dev.cleave.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster says of one job.
 *
 * @param id its name in the cluster; sorts by the time of submission
 * @param program what it runs, as submitted
 * @param arguments text by parameter name, as submitted
 * @param labels as submitted
 * @param priority 0 to 9, higher first; empty if left to the cluster
 * @param jvmOptions as submitted
 * @param deadline when it fails if it has not ended; empty for never
 * @param owner who submitted it
 * @param state where it is in its life
 * @param submittedAt when it was accepted
 * @param startedAt when it began to run; empty if it never did
 * @param endedAt when it ended; empty if it has not
 * @param attempt which try of the whole job this is, from 1
 * @param progress how far it has come
 * @param ending how it ended; empty if it has not
 * @param retryOf the job that this one tries once more; empty if none
 * @param waitingFor in a line, why it does not run; empty if it does
 */
public record JobStatus(
        String id,
        String program,
        Map<String, String> arguments,
        Map<String, String> labels,
        Optional<Integer> priority,
        List<String> jvmOptions,
        Optional<Instant> deadline,
        String owner,
        JobState state,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        int attempt,
        JobProgress progress,
        Optional<Ending> ending,
        Optional<String> retryOf,
        String waitingFor) {

    JobStatus with(JobProgress newer) {
        return new JobStatus(
                id,
                program,
                arguments,
                labels,
                priority,
                jvmOptions,
                deadline,
                owner,
                state,
                submittedAt,
                startedAt,
                endedAt,
                attempt,
                newer,
                ending,
                retryOf,
                waitingFor);
    }
}
