package dev.cleave.service.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.request.BlobChecks;
import dev.cleave.wire.proto.jobs.v1.Blob;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A blob as the body of a PUT, whose path says what it must be. */
final class BlobRoute implements HttpService {
    static final String PATH = "/v1/blobs/{sha256}";

    /** Between one piece and the next. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final MediaType JAR = MediaType.create("application", "java-archive");

    private final BlobIntake intake;
    private final Reception reception;

    BlobRoute(BlobIntake intake, Reception reception) {
        this.intake = intake;
        this.reception = reception;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        Caller caller = Guard.caller(ctx);
        String sha256 = String.valueOf(ctx.pathParam("sha256"));
        return HttpResponse.of(reception
                .decide(
                        caller,
                        Permission.UPLOAD,
                        true,
                        "PUT " + PATH,
                        () -> sha256,
                        () -> take(ctx, request, caller, sha256))
                .handle((blob, failure) -> {
                    if (failure != null) {
                        request.abort();
                        return Answers.json(HttpFailures.refusal(failure));
                    }
                    return Answers.json(blob);
                }));
    }

    private CompletionStage<Blob> take(ServiceRequestContext ctx, HttpRequest request, Caller caller, String sha256) {
        BlobChecks.sha256("sha256", sha256);
        if (!ctx.queryParams().isEmpty()) {
            throw RequestFields.unknown(ctx.queryParams().names().iterator().next(), "none");
        }
        requireBytes(request.contentType());
        long announced = request.headers().contentLength();
        if (announced > intake.mostBytes()) {
            throw Refusal.of(
                    RefusalCode.TOO_LARGE,
                    "content-length",
                    announced + " bytes",
                    "at most " + intake.mostBytes() + " bytes");
        }
        BlobIntake.Arrival arrival = intake.begin(caller, sha256, announced >= 0 ? announced : intake.mostBytes());
        request.subscribe(new Pieces(ctx, arrival), ctx.eventLoop());
        return arrival.kept().handle((blob, failure) -> {
            if (failure != null) {
                throw HttpFailures.refusal(failure);
            }
            return blob;
        });
    }

    private static void requireBytes(@Nullable MediaType type) {
        if (type == null || !(type.is(MediaType.OCTET_STREAM) || type.is(JAR))) {
            throw Refusal.of(
                    RefusalCode.UNSUPPORTED_MEDIA_TYPE,
                    "content-type",
                    type == null ? null : type.toString(),
                    "application/octet-stream or application/java-archive");
        }
    }

    /** Asks for a piece when the one before is on disk. */
    private record Pieces(ServiceRequestContext ctx, BlobIntake.Arrival arrival, Subscription[] source)
            implements Subscriber<HttpObject> {
        Pieces(ServiceRequestContext ctx, BlobIntake.Arrival arrival) {
            this(ctx, arrival, new Subscription[1]);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source[0] = subscription;
            arrival.kept().whenComplete((blob, failure) -> subscription.cancel());
            next();
        }

        @Override
        public void onNext(HttpObject piece) {
            if (piece instanceof HttpData data) {
                arrival.add(data.array()).whenComplete((done, failure) -> next());
            } else {
                next();
            }
        }

        @Override
        public void onError(Throwable failure) {
            arrival.fail(failure);
        }

        @Override
        public void onComplete() {
            // The bytes are here; keeping them may take as long as a piece.
            arrival.end();
        }

        private void next() {
            ctx.setRequestTimeout(TimeoutMode.SET_FROM_NOW, LONGEST_PAUSE);
            source[0].request(1);
        }
    }
}
