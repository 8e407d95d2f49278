package dev.cleave.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may do what, as a table. */
class RoleTest {
    @Test
    void theTableOfRoles() {
        assertThat(table()).isEqualTo("""
                                        VIEWER     SUBMITTER  OPERATOR   ADMIN
                        SEE             yes        yes        yes        yes
                        SUBMIT          -          yes        yes        yes
                        UPLOAD          -          yes        yes        yes
                        CHANGE_OWN_JOBS -          yes        yes        yes
                        CHANGE_ALL_JOBS -          -          yes        yes
                        GO_FIRST        -          -          yes        yes
                        CHANGE_NODES    -          -          yes        yes
                        TOKENS          -          -          -          yes
                        """);
    }

    @Test
    void uploadingNeedsTheTokensOwnLeaveToo() {
        assertThat(new Caller("ann", Role.ADMIN, false, "t", "here").may(Permission.UPLOAD))
                .isFalse();
        assertThat(new Caller("ann", Role.SUBMITTER, true, "t", "here").may(Permission.UPLOAD))
                .isTrue();
        assertThat(new Caller("ann", Role.VIEWER, true, "t", "here").may(Permission.UPLOAD))
                .isFalse();
    }

    @Test
    void submittersChangeTheirOwnJobsOnly() {
        Caller submitter = new Caller("ann", Role.SUBMITTER, false, "t", "here");
        assertThat(submitter.mayChangeJobOf("ann")).isTrue();
        assertThat(submitter.mayChangeJobOf("bob")).isFalse();
        assertThat(new Caller("ann", Role.OPERATOR, false, "t", "here").mayChangeJobOf("bob"))
                .isTrue();
        assertThat(new Caller("ann", Role.VIEWER, false, "t", "here").mayChangeJobOf("ann"))
                .isFalse();
    }

    private static String table() {
        String head = " ".repeat(16)
                + Arrays.stream(Role.values())
                        .map(role -> String.format("%-11s", role))
                        .collect(Collectors.joining())
                        .stripTrailing();
        return head + "\n"
                + Arrays.stream(Permission.values())
                        .map(permission -> (String.format("%-16s", permission)
                                        + Arrays.stream(Role.values())
                                                .map(role ->
                                                        String.format("%-11s", role.allows(permission) ? "yes" : "-"))
                                                .collect(Collectors.joining()))
                                .stripTrailing())
                        .collect(Collectors.joining("\n"))
                + "\n";
    }
}
