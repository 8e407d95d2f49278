package dev.cleave.service.access;

import java.time.Instant;

/**
 * One decision about a request.
 *
 * @param owner who asked; empty if that is not known
 * @param tokenId with which token; empty if that is not known
 * @param from the address that it came from
 * @param action what was asked for, as {@code cleave.v1.JobService/CancelJob} or {@code PUT /v1/blobs/…}
 * @param target on what, as a job's id; empty if on nothing that has a name
 * @param decision {@code ACCEPTED}, or the code of the refusal
 * @param reason why it was refused; empty if it was not
 */
public record AuditEntry(
        Instant at,
        String owner,
        String tokenId,
        String from,
        String action,
        String target,
        String decision,
        String reason) {
    public static final String ACCEPTED = "ACCEPTED";
}
