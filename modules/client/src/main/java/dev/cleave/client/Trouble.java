package dev.cleave.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cleave.wire.proto.jobs.v1.Error;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means: a refusal, after which nothing was done, or no answer, after which nobody knows.
 *
 * @param isRefusal whether the cluster has said no
 * @param anotherMayDo whether another node may do what this one did not
 * @param neverArrived whether it is certain that the question did not get there
 * @param exception what a caller is told if it was the last try
 */
record Trouble(boolean isRefusal, boolean anotherMayDo, boolean neverArrived, CleaveException exception) {

    static Trouble of(StatusRuntimeException thrown) {
        Status status = thrown.getStatus();
        Error error = detail(thrown);
        if (error != null) {
            boolean another = status.getCode() == Status.Code.UNAVAILABLE;
            return new Trouble(true, another, true, refusal(error, thrown));
        }
        return switch (status.getCode()) {
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    RESOURCE_EXHAUSTED ->
                new Trouble(
                        true,
                        false,
                        true,
                        CleaveException.of(status.getCode().name(), description(status), false, thrown));
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                new Trouble(
                        false,
                        true,
                        causedByConnecting(thrown),
                        CleaveException.of(CleaveException.NO_CLUSTER, said(status), true, thrown));
            default ->
                new Trouble(
                        false, true, false, CleaveException.of(CleaveException.BAD_ANSWER, said(status), true, thrown));
        };
    }

    /** Whether the node's answer made no sense, which time alone will hardly change. */
    boolean isNonsense() {
        return exception.code().equals(CleaveException.BAD_ANSWER);
    }

    private static CleaveException refusal(Error error, StatusRuntimeException thrown) {
        Duration after = error.hasRetryAfter() ? Moments.duration(error.getRetryAfter()) : null;
        String code = error.getCode().isEmpty() ? thrown.getStatus().getCode().name() : error.getCode();
        return new CleaveException(
                code,
                error.getMessage(),
                error.getField(),
                error.getGiven(),
                error.getExpected(),
                error.getRetryable(),
                after,
                thrown);
    }

    private static @Nullable Error detail(StatusRuntimeException thrown) {
        com.google.rpc.Status status;
        try {
            status = StatusProto.fromThrowable(thrown);
        } catch (IllegalArgumentException twoStories) {
            // The detail belongs to another status than the one that came.
            return null;
        }
        if (status == null) {
            return null;
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(Error.class)) {
                try {
                    return detail.unpack(Error.class);
                } catch (InvalidProtocolBufferException garbled) {
                    return null;
                }
            }
        }
        return null;
    }

    private static boolean causedByConnecting(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static String said(Status status) {
        Throwable cause = status.getCause();
        return status.getCode()
                + (description(status).isEmpty() ? "" : ": " + description(status))
                + (cause == null ? "" : " (" + cause + ")");
    }

    private static String description(Status status) {
        String text = status.getDescription();
        return text == null ? "" : text;
    }
}
