package dev.cleave.client;

import com.google.protobuf.UnsafeByteOperations;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.BlobPart;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.MissingBlobsRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings files to the cluster that it does not have yet. */
final class Uploads {

    private static final int PART = 256 << 10;
    private static final long BYTES_PER_SECOND_AT_LEAST = 256 << 10;
    /** After so long without room for more an upload is given up, and done again. */
    private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Asking asking;

    Uploads(Asking asking) {
        this.asking = asking;
    }

    /** Uploads what is missing of these, then asks; and once more if the cluster has lost or thrown out one since. */
    <T> T sendFor(Map<Blob, Path> files, Supplier<T> question) {
        send(files);
        try {
            return question.get();
        } catch (CleaveException refused) {
            if (!refused.code().equals("BLOB_MISSING")) {
                throw refused;
            }
            send(files);
            return question.get();
        }
    }

    /** Uploads what is missing of these. Doing so twice does no harm: a blob is named by its content. */
    void send(Map<Blob, Path> files) {
        if (files.isEmpty()) {
            return;
        }
        MissingBlobsRequest request =
                MissingBlobsRequest.newBuilder().addAllBlobs(files.keySet()).build();
        List<Blob> missing = asking.ask((node, deadline) -> JobServiceGrpc.newBlockingStub(node)
                        .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                        .missingBlobs(request))
                .getMissingList();
        for (Blob blob : missing) {
            Path file = files.get(blob);
            if (file == null) {
                throw Answers.bad("a missing blob", blob.getSha256(), "one of those asked for", null);
            }
            Blob kept = asking.ask((node, deadline) -> upload(node, deadline, blob, file));
            if (!kept.getSha256().equals(blob.getSha256())) {
                throw Answers.bad("a kept blob", kept.getSha256(), blob.getSha256(), null);
            }
        }
    }

    private static Blob upload(Channel node, Duration deadline, Blob blob, Path file) throws InterruptedException {
        Duration patience = deadline.plusSeconds(blob.getSize() / BYTES_PER_SECOND_AT_LEAST);
        Call call = new Call();
        JobServiceGrpc.newStub(node)
                .withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS)
                .uploadBlob(call);
        try (InputStream in = Files.newInputStream(file)) {
            if (call.send(BlobPart.newBuilder().setHead(blob).build())) {
                byte[] part = in.readNBytes(PART);
                while (part.length > 0
                        && call.send(BlobPart.newBuilder()
                                .setData(UnsafeByteOperations.unsafeWrap(part))
                                .build())) {
                    part = in.readNBytes(PART);
                }
            }
        } catch (IOException e) {
            call.cancel(e);
            throw CleaveException.invalid("job.class_path", file + " (" + e + ")", "a file that can be read");
        } catch (InterruptedException e) {
            call.cancel(e);
            throw e;
        }
        return call.answer();
    }

    /** One upload: what is sent waits until the connection takes more. */
    private static final class Call implements ClientResponseObserver<BlobPart, Blob> {

        private @Nullable ClientCallStreamObserver<BlobPart> parts;
        private @Nullable Blob answer;
        private @Nullable Throwable failure;
        private boolean over;

        @Override
        public synchronized void beforeStart(ClientCallStreamObserver<BlobPart> stream) {
            parts = stream;
            stream.setOnReadyHandler(this::tell);
        }

        private synchronized void tell() {
            notifyAll();
        }

        /** Sends a part; false if it is not wanted any more, because the call has ended or stands still. */
        synchronized boolean send(BlobPart part) throws InterruptedException {
            ClientCallStreamObserver<BlobPart> stream = stream();
            long until = System.nanoTime() + STILL_NANOS;
            while (!over && !stream.isReady()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    failure = Status.UNAVAILABLE
                            .withDescription("the node has taken nothing more of an upload for "
                                    + TimeUnit.NANOSECONDS.toSeconds(STILL_NANOS) + " s")
                            .asRuntimeException();
                    over = true;
                    stream.cancel("stands still", failure);
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
            if (!over) {
                stream.onNext(part);
            }
            return !over;
        }

        synchronized void cancel(Throwable why) {
            stream().cancel("given up", why);
        }

        synchronized Blob answer() throws InterruptedException {
            if (!over) {
                stream().onCompleted();
            }
            while (!over) {
                wait();
            }
            if (failure != null) {
                Status status = Status.fromThrowable(failure);
                throw new StatusRuntimeException(status, Status.trailersFromThrowable(failure));
            }
            if (answer == null) {
                throw Status.INTERNAL.withDescription("no answer to an upload").asRuntimeException();
            }
            return answer;
        }

        private ClientCallStreamObserver<BlobPart> stream() {
            if (parts == null) {
                throw new IllegalStateException("not started");
            }
            return parts;
        }

        @Override
        public synchronized void onNext(Blob kept) {
            answer = kept;
        }

        @Override
        public synchronized void onError(Throwable thrown) {
            failure = failure == null ? thrown : failure;
            over = true;
            notifyAll();
        }

        @Override
        public synchronized void onCompleted() {
            over = true;
            notifyAll();
        }
    }
}
