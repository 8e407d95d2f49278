package dev.cleave.service.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Set;

/** What a gRPC call ends with that failed outside of any handler: a message that is none, an error of the server's own. */
final class GrpcFailures implements GrpcExceptionHandlerFunction {
    private static final Set<String> BEFORE_HANDLERS = Set.of(Guard.class.getName(), ApiServer.class.getName());
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    @Override
    public Status apply(RequestContext ctx, Status status, Throwable failure, Metadata metadata) {
        boolean ownError = status.getCode() == Status.Code.UNKNOWN || status.getCode() == Status.Code.INTERNAL;
        if (!ownError || metadata.containsKey(DETAILS)) {
            return status;
        }
        Refusal refusal = refusal(status, failure);
        metadata.merge(Answers.trailers(refusal));
        return refusal.code().grpc().toStatus().withDescription(refusal.error().getMessage());
    }

    private static Refusal refusal(Status status, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidProtocolBufferException) {
                return Failures.refusal(cause);
            }
        }
        if (failure instanceof StatusException || failure instanceof StatusRuntimeException) {
            // The framework's word for what the caller did: bad frames, a message too many.
            return Refusal.of(RefusalCode.INVALID_ARGUMENT, String.valueOf(status.getDescription()));
        }
        return unreadable(failure)
                ? Refusal.of(RefusalCode.INVALID_ARGUMENT, "the frames of the call are malformed")
                : HttpFailures.refusal(failure);
    }

    /**
     * Whether the framework failed to read the call: it answers some malformed frames with its own errors (a length beyond
     * the end, for one). Then no handler has been reached.
     */
    private static boolean unreadable(Throwable failure) {
        return failure instanceof RuntimeException
                && Arrays.stream(failure.getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .filter(name -> name.startsWith("dev.cleave."))
                        .findFirst()
                        .map(name -> BEFORE_HANDLERS.contains(name))
                        .orElse(true);
    }
}
