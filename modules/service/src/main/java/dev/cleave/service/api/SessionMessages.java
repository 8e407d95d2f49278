package dev.cleave.service.api;

import com.google.protobuf.ByteString;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.Failure;
import dev.cleave.wire.proto.jobs.v1.SessionChunk;
import dev.cleave.wire.proto.jobs.v1.SessionRequest;
import dev.cleave.wire.proto.jobs.v1.SessionResponse;
import dev.cleave.wire.proto.jobs.v1.SessionResult;
import java.util.ArrayList;
import java.util.List;

/** What is said on a session's stream, between protobuf and what coordinators know. */
final class SessionMessages {
    private SessionMessages() {}

    /** What a client says; what it holds comes last, since chunks that came along are known then. */
    static List<ToSession> of(SessionRequest request) {
        List<ToSession> messages = new ArrayList<>();
        if (request.getUnwantedCount() > 0) {
            request.getUnwantedList().forEach(number -> checkNumber("unwanted", number));
            messages.add(new ToSession.Unwanted(List.copyOf(request.getUnwantedList())));
        }
        for (SessionChunk chunk : request.getChunksList()) {
            checkNumber("chunks.number", chunk.getNumber());
            messages.add(new ToSession.Chunk(
                    chunk.getNumber(),
                    chunk.getBeside(),
                    new Payload.Inline(chunk.getProblem().toByteArray())));
        }
        if (request.hasHolding()) {
            checkNumber("holding.used", request.getHolding().getUsed());
            request.getHolding().getNumbersList().forEach(number -> checkNumber("holding.numbers", number));
            messages.add(new ToSession.Holding(
                    request.getHolding().getUsed() - 1,
                    List.copyOf(request.getHolding().getNumbersList())));
        }
        if (request.getClose()) {
            messages.add(new ToSession.Close());
        }
        if (messages.isEmpty()) {
            messages.add(new ToSession.Alive());
        }
        return messages;
    }

    private static void checkNumber(String field, int number) {
        if (number < 0) {
            throw Refusal.invalid(field, Integer.toUnsignedString(number), "0 to " + Integer.MAX_VALUE);
        }
    }

    /** What a client is told. */
    static SessionResponse of(List<FromSession> messages) {
        SessionResponse.Builder response = SessionResponse.newBuilder();
        for (FromSession message : messages) {
            if (message instanceof FromSession.Opened opened) {
                response.setWindow(opened.window());
            } else if (message instanceof FromSession.Begun begun) {
                response.addBegun(begun.number());
            } else if (message instanceof FromSession.Ended ended && ended.result() instanceof Payload.Inline inline) {
                response.addResults(SessionResult.newBuilder()
                        .setNumber(ended.number())
                        .setResult(ByteString.copyFrom(inline.bytes())));
            } else if (message instanceof FromSession.Failed failed) {
                response.addResults(
                        SessionResult.newBuilder().setNumber(failed.number()).setFailure(of(failed.failure())));
            } else if (message instanceof FromSession.Missing missing) {
                response.addAllMissing(missing.numbers());
            }
        }
        return response.build();
    }

    private static Failure of(JobFailure failure) {
        return Failure.newBuilder()
                .setCode(failure.code().name())
                .setPath(failure.path())
                .setMessage(failure.message())
                .setStackTrace(failure.stackTrace())
                .build();
    }
}
