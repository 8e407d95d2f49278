package dev.cleave.service.request;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.CreateTokenRequest;
import dev.cleave.wire.proto.jobs.v1.Role;

/** What is asked about tokens. */
public final class TokenChecks {
    private static final Duration SHORTEST = Durations.fromSeconds(1);
    private static final Duration LONGEST = Durations.fromDays(3650);

    private TokenChecks() {}

    public static void create(CreateTokenRequest request) {
        Names.owner(request.getOwner());
        if (request.getRole() == Role.ROLE_UNSPECIFIED || request.getRole() == Role.UNRECOGNIZED) {
            throw Refusal.invalid(
                    "role",
                    request.getRoleValue() == 0 ? null : String.valueOf(request.getRoleValue()),
                    "VIEWER, SUBMITTER, OPERATOR or ADMIN");
        }
        if (request.hasExpiresIn()) {
            Expect.between("expires_in", request.getExpiresIn(), SHORTEST, LONGEST);
        }
    }
}
