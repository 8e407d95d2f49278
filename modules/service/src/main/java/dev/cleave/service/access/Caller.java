package dev.cleave.service.access;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;

/**
 * Whoever sends a request, as its token says.
 *
 * @param owner whose jobs are submitted
 * @param tokenId which token it was; never the secret
 * @param from the address that the request came from
 */
public record Caller(String owner, Role role, boolean mayUpload, String tokenId, String from) {

    public boolean may(Permission permission) {
        return role.allows(permission) && (permission != Permission.UPLOAD || mayUpload);
    }

    /** Whether it may change a job of that owner. */
    public boolean mayChangeJobOf(String jobOwner) {
        return may(Permission.CHANGE_ALL_JOBS) || (may(Permission.CHANGE_OWN_JOBS) && owner.equals(jobOwner));
    }

    /** Refuses with {@link RefusalCode#PERMISSION_DENIED} what is not allowed. */
    public void need(Permission permission) {
        if (!may(permission)) {
            throw denied(permission);
        }
    }

    /** The refusal of what needs this permission. */
    public Refusal denied(Permission permission) {
        String given = role.name().toLowerCase(java.util.Locale.ROOT);
        return Refusal.of(
                RefusalCode.PERMISSION_DENIED,
                "token",
                permission == Permission.UPLOAD && !mayUpload ? given + " that may not upload" : given,
                "one that allows " + permission);
    }
}
