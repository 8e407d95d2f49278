package dev.cleave.service.access;

import static dev.cleave.service.access.Permission.*;

import java.util.EnumSet;
import java.util.Set;

/** What a token allows. {@link Permission#UPLOAD} also needs the token's own leave, whatever the role. */
public enum Role {
    VIEWER(SEE),
    SUBMITTER(SEE, SUBMIT, UPLOAD, CHANGE_OWN_JOBS),
    OPERATOR(SEE, SUBMIT, UPLOAD, CHANGE_OWN_JOBS, CHANGE_ALL_JOBS, GO_FIRST, CHANGE_NODES),
    ADMIN(SEE, SUBMIT, UPLOAD, CHANGE_OWN_JOBS, CHANGE_ALL_JOBS, GO_FIRST, CHANGE_NODES, TOKENS);

    private final Set<Permission> permissions;

    Role(Permission first, Permission... more) {
        permissions = EnumSet.of(first, more);
    }

    public boolean allows(Permission permission) {
        return permissions.contains(permission);
    }
}
