package dev.cleave.service.store;

/**
 * A run of a pipeline, as it was asked for.
 *
 * @param id its name
 * @param owner who pays for it
 * @param pipeline what runs
 * @param schedule the name of the schedule by which it began; empty if somebody asked for it
 * @param idempotencyKey the name that the submitter gave to the request, unique among the owner's; empty if none
 * @param requestSha256 the SHA-256 of the request's body, as 64 lower-case hexadecimal digits
 * @param submittedAt when, in milliseconds UTC
 */
public record PipelineSubmission(
        String id,
        String owner,
        PipelineText pipeline,
        String schedule,
        String idempotencyKey,
        String requestSha256,
        long submittedAt) {

    /** Checked. */
    public PipelineSubmission {
        Checks.name("run", id);
        Checks.name("owner", owner);
        if (!schedule.isEmpty()) {
            Checks.name("schedule", schedule);
        }
        if (!idempotencyKey.isEmpty()) {
            Checks.name("idempotency key", idempotencyKey);
        }
        Checks.sha256("request's digest", requestSha256);
        Checks.notNegative("submission time", submittedAt);
    }
}
