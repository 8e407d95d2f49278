package dev.cleave.service.api;

import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.request.BlobChecks;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.BlobPart;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A blob as a stream of gRPC messages: its head, then its bytes. Used on the call's event loop. */
final class GrpcUpload implements StreamObserver<BlobPart> {
    static final String PATH = "/" + JobServiceGrpc.getUploadBlobMethod().getFullMethodName();

    /** Between one part and the next. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ServiceRequestContext ctx;
    private final ServerCallStreamObserver<Blob> out;
    private final BlobIntake intake;
    private final Caller caller;
    private final CompletableFuture<Blob> kept = new CompletableFuture<>();
    private BlobIntake.@Nullable Arrival arrival;
    private String sha256 = "";
    private long announced;
    private long arrived;

    private GrpcUpload(ServiceRequestContext ctx, BlobIntake intake, ServerCallStreamObserver<Blob> out) {
        this.ctx = ctx;
        this.intake = intake;
        this.out = out;
        this.caller = Guard.caller(ctx);
    }

    /** How long a call may be that brings a blob of so many bytes, in parts that are not very small. */
    static long mostBytes(long blobBytes) {
        return blobBytes + blobBytes / 16 + (1 << 20);
    }

    static StreamObserver<BlobPart> begin(
            ServiceRequestContext ctx, Reception reception, BlobIntake intake, StreamObserver<Blob> observer) {
        ServerCallStreamObserver<Blob> out = (ServerCallStreamObserver<Blob>) observer;
        out.disableAutoRequest();
        GrpcUpload upload = new GrpcUpload(ctx, intake, out);
        out.setOnCancelHandler(() -> upload.fail(Refusal.of(RefusalCode.INVALID_ARGUMENT, "the upload was cut off")));
        reception
                .decide(
                        upload.caller,
                        Permission.UPLOAD,
                        true,
                        JobServiceGrpc.getUploadBlobMethod().getFullMethodName(),
                        () -> upload.sha256,
                        () -> {
                            upload.next();
                            return upload.kept;
                        })
                .whenComplete((blob, failure) -> ctx.eventLoop().execute(() -> upload.reply(blob, failure)));
        return upload;
    }

    @Override
    public void onNext(BlobPart part) {
        if (kept.isDone()) {
            return;
        }
        try {
            switch (part.getPartCase()) {
                case HEAD -> head(part.getHead());
                case DATA -> data(part.getData().toByteArray());
                default -> throw Refusal.invalid("part", null, "head or data");
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void head(Blob head) {
        if (arrival != null) {
            throw Refusal.invalid("head", "a second one", "one");
        }
        BlobChecks.head(head, intake.mostBytes());
        sha256 = head.getSha256();
        announced = head.getSize();
        BlobIntake.Arrival begun = intake.begin(caller, sha256, announced);
        arrival = begun;
        begun.kept().whenComplete((blob, failure) -> {
            if (failure != null) {
                kept.completeExceptionally(failure);
            } else {
                kept.complete(blob);
            }
        });
        next();
    }

    private void data(byte[] bytes) {
        if (arrival == null) {
            throw Refusal.invalid("part", "data", "the head first");
        }
        if (bytes.length > BlobChecks.LARGEST_PART) {
            throw Refusal.invalid("data", bytes.length + " bytes", "at most " + BlobChecks.LARGEST_PART);
        }
        arrived += bytes.length;
        arrival.add(bytes).whenComplete((done, failure) -> ctx.eventLoop().execute(this::next));
    }

    @Override
    public void onError(Throwable failure) {
        fail(Refusal.of(RefusalCode.INVALID_ARGUMENT, "the upload was cut off"));
    }

    @Override
    public void onCompleted() {
        if (arrival == null) {
            fail(Refusal.invalid("part", null, "a head, and data"));
        } else if (arrived < announced) {
            fail(Refusal.of(
                    RefusalCode.BLOB_MISMATCH, "data", arrived + " bytes", announced + " bytes, as the head says"));
        } else {
            arrival.end();
        }
    }

    private void next() {
        ctx.setRequestTimeout(TimeoutMode.SET_FROM_NOW, LONGEST_PAUSE);
        if (!kept.isDone()) {
            out.request(1);
        }
    }

    private void fail(Throwable failure) {
        kept.completeExceptionally(failure);
        if (arrival != null) {
            arrival.fail(failure);
        }
    }

    private void reply(@Nullable Blob blob, @Nullable Throwable failure) {
        if (blob == null) {
            out.onError(Answers.status(Failures.refusal(
                    failure == null ? new IllegalStateException("an upload without an end") : failure)));
        } else {
            out.onNext(blob);
            out.onCompleted();
        }
    }
}
