package dev.cleave.client;

import com.google.protobuf.UnsafeByteOperations;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.wire.proto.jobs.v1.SessionChunk;
import dev.cleave.wire.proto.jobs.v1.SessionHolding;
import dev.cleave.wire.proto.jobs.v1.SessionRequest;
import dev.cleave.wire.proto.jobs.v1.SessionResponse;
import dev.cleave.wire.proto.jobs.v1.SessionResult;
import java.util.ArrayList;
import java.util.List;

/** What is said on a session's stream, between protobuf and what a {@link dev.cleave.core.session.ClientWindow} knows. */
final class SessionMapping {

    private SessionMapping() {}

    /** What a client says at once. */
    static SessionRequest request(List<ToSession> messages) {
        SessionRequest.Builder request = SessionRequest.newBuilder();
        for (ToSession message : messages) {
            if (message instanceof ToSession.Chunk chunk && chunk.problem() instanceof Payload.Inline inline) {
                request.addChunks(SessionChunk.newBuilder()
                        .setNumber(chunk.number())
                        .setBeside(chunk.beside())
                        .setProblem(UnsafeByteOperations.unsafeWrap(inline.bytes())));
            } else if (message instanceof ToSession.Unwanted unwanted) {
                request.addAllUnwanted(unwanted.numbers());
            } else if (message instanceof ToSession.Holding holding) {
                request.setHolding(SessionHolding.newBuilder()
                        .setUsed(holding.highest() + 1)
                        .addAllNumbers(holding.numbers()));
            } else if (message instanceof ToSession.Close) {
                request.setClose(true);
            }
        }
        return request.build();
    }

    /** What a client hears. */
    static List<FromSession> messages(SessionResponse response) {
        List<FromSession> messages = new ArrayList<>();
        if (response.getWindow() > 0) {
            messages.add(new FromSession.Opened(response.getWindow()));
        }
        response.getBegunList().forEach(number -> messages.add(new FromSession.Begun(number)));
        for (SessionResult result : response.getResultsList()) {
            messages.add(
                    result.hasFailure()
                            ? new FromSession.Failed(
                                    result.getNumber(), Jobs.failure(JobMapping.failure(result.getFailure())))
                            : new FromSession.Ended(
                                    result.getNumber(),
                                    new Payload.Inline(result.getResult().toByteArray())));
        }
        if (response.getMissingCount() > 0) {
            messages.add(new FromSession.Missing(List.copyOf(response.getMissingList())));
        }
        return messages;
    }
}
