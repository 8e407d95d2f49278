package dev.cleave.service.store;

/**
 * Something that somebody did or wanted to do.
 *
 * @param at when, in milliseconds UTC
 * @param actor who: an owner, and the token's id
 * @param action what, such as {@code job.cancel}
 * @param subject to what, such as a job's id
 * @param origin from where, such as an address
 * @param decision allowed or refused, and why
 */
public record AuditEntry(long at, String actor, String action, String subject, String origin, String decision) {

    /** In a form that every database keeps, since the hash is over what is kept. */
    public AuditEntry {
        actor = Text.storable(actor);
        action = Text.storable(action);
        subject = Text.storable(subject);
        origin = Text.storable(origin);
        decision = Text.storable(decision);
    }
}
