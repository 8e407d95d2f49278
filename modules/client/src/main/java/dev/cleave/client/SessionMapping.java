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

    /** From so many bytes of problems on another message is begun: servers take 1 MiB of each by default. */
    static final int MESSAGE_BYTES = 256 * 1024;

    private SessionMapping() {}

    /** What a client says, in its order, in messages that are small enough for any server. */
    static List<SessionRequest> requests(List<ToSession> messages) {
        List<SessionRequest> requests = new ArrayList<>();
        List<ToSession> part = new ArrayList<>();
        long bytes = 0;
        for (ToSession message : messages) {
            long more = bytesOf(message);
            if (!part.isEmpty() && bytes + more > MESSAGE_BYTES) {
                requests.add(request(part));
                part.clear();
                bytes = 0;
            }
            part.add(message);
            bytes += more;
        }
        if (!part.isEmpty()) {
            requests.add(request(part));
        }
        return requests;
    }

    private static long bytesOf(ToSession message) {
        return message instanceof ToSession.Chunk chunk && chunk.problem() instanceof Payload.Inline inline
                ? inline.bytes().length
                : 0;
    }

    private static SessionRequest request(List<ToSession> messages) {
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
