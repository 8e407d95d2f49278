package dev.cleave.service.api;

import com.google.api.HttpRule;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Caller;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import io.grpc.MethodDescriptor;
import java.nio.charset.StandardCharsets;

/**
 * An operation as JSON over HTTP, where its annotation says: fields in the path, the rest in the body or in the query.
 *
 * <p>Armeria can do this too; it takes fields and query parameters that nobody knows, without a word.
 */
final class JsonRoute<Q extends Message, A extends Message> implements HttpService {
    private final Operation<Q, A> operation;
    private final Reception reception;
    private final HttpMethod method;
    private final String path;
    private final boolean hasBody;
    private final Q empty;

    JsonRoute(Operation<Q, A> operation, Reception reception) {
        this.operation = operation;
        this.reception = reception;
        HttpRule rule = operation.http();
        this.method = rule.getPatternCase() == HttpRule.PatternCase.POST ? HttpMethod.POST : HttpMethod.GET;
        this.path = method == HttpMethod.POST ? rule.getPost() : rule.getGet();
        this.hasBody = rule.getBody().equals("*");
        if (path.isEmpty() || hasBody != (method == HttpMethod.POST)) {
            throw new IllegalStateException(
                    operation.name() + ": " + rule + " (expected: get, or post with body \"*\")");
        }
        this.empty = prototype(operation.method());
    }

    HttpMethod method() {
        return method;
    }

    String path() {
        return path;
    }

    boolean hasBody() {
        return hasBody;
    }

    Operation<Q, A> operation() {
        return operation;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        Caller caller = Guard.caller(ctx);
        return HttpResponse.of(request.aggregate()
                .thenCompose(whole -> reception.answer(operation, caller, () -> {
                    Q message = read(ctx, whole);
                    operation.extendTimeout(ctx, message);
                    return message;
                }))
                .handle((answer, failure) ->
                        failure == null ? Answers.json(answer) : Answers.json(HttpFailures.refusal(failure))));
    }

    private Q read(ServiceRequestContext ctx, AggregatedHttpRequest request) {
        Message.Builder message = empty.newBuilderForType();
        if (hasBody) {
            body(request, message);
            if (!ctx.queryParams().isEmpty()) {
                throw RequestFields.unknown(ctx.queryParams().names().iterator().next(), "none");
            }
        } else {
            if (!request.content().isEmpty()) {
                throw Refusal.invalid("body", request.content().length() + " bytes", "none");
            }
            RequestFields.query(ctx, message);
        }
        RequestFields.path(ctx, message);
        @SuppressWarnings("unchecked")
        Q built = (Q) message.build();
        return built;
    }

    private static void body(AggregatedHttpRequest request, Message.Builder message) {
        if (request.content().isEmpty() && request.contentType() == null) {
            return;
        }
        requireJson(request.contentType());
        JsonMessages.merge(request.content().array(), message);
    }

    private static void requireJson(@org.jspecify.annotations.Nullable MediaType type) {
        boolean json = type != null
                && type.is(MediaType.create("application", "json"))
                && (type.charset() == null || type.charset().equals(StandardCharsets.UTF_8));
        if (!json) {
            throw Refusal.of(
                    RefusalCode.UNSUPPORTED_MEDIA_TYPE,
                    "content-type",
                    type == null ? null : type.toString(),
                    "application/json");
        }
    }

    @SuppressWarnings("unchecked")
    private static <Q> Q prototype(MethodDescriptor<Q, ?> method) {
        return (Q) ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
    }
}
