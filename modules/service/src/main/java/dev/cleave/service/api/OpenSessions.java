package dev.cleave.service.api;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions' streams that are open, by the token that each was opened with. Safe for use by several threads. */
final class OpenSessions {

    private final Map<String, Set<GrpcSession>> openOf = new HashMap<>();

    synchronized void enter(String token, GrpcSession session) {
        openOf.computeIfAbsent(token, t -> new HashSet<>()).add(session);
    }

    /** Does nothing if it is not there any more. */
    synchronized void leave(String token, GrpcSession session) {
        Set<GrpcSession> own = openOf.get(token);
        if (own != null && own.remove(session) && own.isEmpty()) {
            openOf.remove(token);
        }
    }

    /** Ends all streams of a token that is good no more. */
    void end(String token) {
        List<GrpcSession> own;
        synchronized (this) {
            own = List.copyOf(openOf.getOrDefault(token, Set.of()));
        }
        Refusal why = Refusal.of(
                RefusalCode.UNAUTHENTICATED, "authorization", "a token that was revoked", "one that is good");
        own.forEach(session -> session.refuse(why));
    }
}
