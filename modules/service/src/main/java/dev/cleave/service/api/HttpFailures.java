package dev.cleave.service.api;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.CancellationException;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.TimeoutException;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the server answers when a request fails outside of any handler: too large, too late, not HTTP. */
final class HttpFailures implements ServerErrorHandler {
    /** As {@link Failures#refusal}, which knows nothing of HTTP. */
    static Refusal refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ContentTooLargeException tooLarge) {
            return Refusal.of(RefusalCode.TOO_LARGE, "body", null, "at most " + tooLarge.maxContentLength() + " bytes");
        }
        if (cause instanceof TimeoutException) {
            return Refusal.of(RefusalCode.DEADLINE_EXCEEDED, "no answer in time")
                    .retryableAfter(java.time.Duration.ofSeconds(1));
        }
        if (cause instanceof HttpStatusException status) {
            return ofStatus(status.httpStatus(), null);
        }
        if (cause instanceof CancellationException
                || cause instanceof ClosedStreamException
                || cause instanceof AbortedStreamException
                || cause instanceof ClosedSessionException) {
            return Refusal.of(RefusalCode.INVALID_ARGUMENT, "the request was cut off");
        }
        if (cause instanceof StatusRuntimeException status
                && status.getStatus().getCode() == RefusalCode.INVALID_ARGUMENT.grpc()) {
            return Refusal.of(
                    RefusalCode.INVALID_ARGUMENT,
                    String.valueOf(status.getStatus().getDescription()));
        }
        return Failures.refusal(cause);
    }

    @Override
    public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        return Answers.refusal(ctx.request().headers(), refusal(cause));
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return rendered(ofStatus(status, description));
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return rendered(ofStatus(status, description));
    }

    private static AggregatedHttpResponse rendered(Refusal refusal) {
        ResponseHeaders headers = Answers.jsonHeaders(refusal).toBuilder()
                .set(SecurityHeaders.ALL)
                .build();
        return AggregatedHttpResponse.of(headers, Answers.jsonBody(refusal));
    }

    private static Refusal ofStatus(HttpStatus status, @Nullable String description) {
        RefusalCode code = Arrays.stream(RefusalCode.values())
                .filter(known -> known.http() == status.code())
                .findFirst()
                .orElse(status.isServerError() ? RefusalCode.UNAVAILABLE : RefusalCode.INVALID_ARGUMENT);
        return Refusal.of(code, description == null ? status.reasonPhrase() : description);
    }
}
