package dev.cleave.service.api;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers and refusals as each kind of caller reads them. */
final class Answers {
    /** The names of the proto file, and every field: what is read by scripts should not come and go. */
    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();

    private static final JsonFormat.Printer ONE_LINE = JSON.omittingInsignificantWhitespace();
    private static final MediaType GRPC = MediaType.create("application", "grpc");

    private Answers() {}

    static boolean isGrpc(RequestHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return type != null && type.startsWith("application/grpc");
    }

    static HttpResponse json(Message message) {
        return HttpResponse.of(
                ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, MediaType.JSON_UTF_8),
                HttpData.ofUtf8(print(JSON, message) + "\n"));
    }

    static String oneLine(MessageOrBuilder message) {
        return print(ONE_LINE, message);
    }

    /** A refusal in the tongue of the request. */
    static HttpResponse refusal(RequestHeaders request, Refusal refusal) {
        return isGrpc(request) ? grpc(refusal) : json(refusal);
    }

    static HttpResponse json(Refusal refusal) {
        return HttpResponse.of(jsonHeaders(refusal), jsonBody(refusal));
    }

    static ResponseHeaders jsonHeaders(Refusal refusal) {
        ResponseHeadersBuilder headers =
                ResponseHeaders.builder(refusal.code().http()).contentType(MediaType.JSON_UTF_8);
        if (refusal.code() == RefusalCode.UNAUTHENTICATED) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"cleave\"");
        }
        if (refusal.error().hasRetryAfter()) {
            long seconds = refusal.error().getRetryAfter().getSeconds();
            headers.setLong(
                    HttpHeaderNames.RETRY_AFTER,
                    refusal.error().getRetryAfter().getNanos() > 0 ? seconds + 1 : seconds);
        }
        return headers.build();
    }

    static HttpData jsonBody(Refusal refusal) {
        return HttpData.ofUtf8(print(JSON, refusal.error()) + "\n");
    }

    /** Status, and the {@link dev.cleave.wire.proto.jobs.v1.Error} as its detail. */
    static StatusRuntimeException status(Refusal refusal) {
        return StatusProto.toStatusRuntimeException(rpcStatus(refusal));
    }

    static Metadata trailers(Refusal refusal) {
        Metadata trailers = status(refusal).getTrailers();
        return trailers == null ? new Metadata() : trailers;
    }

    /** For requests that did not get as far as a call. */
    private static HttpResponse grpc(Refusal refusal) {
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.OK)
                .endOfStream(true)
                .contentType(GRPC)
                .setInt("grpc-status", refusal.code().grpc().value())
                .set("grpc-message", percentEncoded(refusal.error().getMessage()))
                .set(
                        "grpc-status-details-bin",
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(rpcStatus(refusal).toByteArray()))
                .build());
    }

    private static Status rpcStatus(Refusal refusal) {
        return Status.newBuilder()
                .setCode(refusal.code().grpc().value())
                .setMessage(refusal.error().getMessage())
                .addDetails(Any.pack(refusal.error()))
                .build();
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b < 0x7f && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    private static String print(JsonFormat.Printer printer, MessageOrBuilder message) {
        try {
            return printer.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
