package dev.cleave.service.store;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import java.util.Map;

/**
 * What a submitter handed in; never changes.
 *
 * @param spec what is to be run
 * @param owner who pays for it; 1 to 256 characters
 * @param program the name it is shown under, such as {@code nqueens}
 * @param labels values by name, to find it again
 * @param priority larger goes first, within the owner's share
 * @param limits how much it may use
 * @param retries whether it is tried again after it failed
 * @param idempotencyKey the name that the submitter gave to the request, unique among the owner's; empty if none
 * @param requestSha256 the SHA-256 of the request's body, as 64 lower-case hexadecimal digits
 * @param submittedAt when, in milliseconds UTC
 */
public record Submission(
        JobSpec spec,
        String owner,
        String program,
        Map<String, String> labels,
        int priority,
        JobLimits limits,
        RetryPolicy retries,
        String idempotencyKey,
        String requestSha256,
        long submittedAt) {

    /** Checked. */
    public Submission {
        Checks.name("owner", owner);
        Checks.name("program", program);
        Checks.text("job class", spec.jobClass());
        labels = Map.copyOf(labels);
        labels.forEach((name, value) -> {
            Checks.name("label's name", name);
            Checks.text("label " + name, value);
        });
        spec.arguments().forEach((name, value) -> {
            Checks.text("parameter's name", name);
            Checks.text("parameter " + name, value);
        });
        spec.jvmOptions().forEach(option -> Checks.text("JVM option", option));
        if (!idempotencyKey.isEmpty()) {
            Checks.name("idempotency key", idempotencyKey);
        }
        Checks.sha256("request's digest", requestSha256);
        Checks.notNegative("submission time", submittedAt);
    }

    /** The job's identity. */
    public JobId id() {
        return spec.id();
    }
}
