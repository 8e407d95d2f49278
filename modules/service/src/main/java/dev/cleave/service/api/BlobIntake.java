package dev.cleave.service.api;

import dev.cleave.service.access.Caller;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Where uploads come in, over whatever: bytes one after the other, then the blob is kept or what came is forgotten.
 *
 * <p>So many at once at most, so that their files cannot fill the disk between them.
 */
final class BlobIntake {
    private static final int AT_ONCE = 32;

    private final JobDesk desk;
    private final Path folder;
    private final long mostBytes;
    private final Executor blocking;
    private final Semaphore places = new Semaphore(AT_ONCE);

    BlobIntake(JobDesk desk, Path folder, long mostBytes, Executor blocking) {
        this.desk = desk;
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.blocking = blocking;
    }

    /** Forgets what was not complete when the server stopped. */
    static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "upload-*.tmp")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    long mostBytes() {
        return mostBytes;
    }

    /**
     * Begins to take a blob.
     *
     * @param most how many bytes may come; more than the limit is as the limit
     */
    Arrival begin(Caller caller, String sha256, long most) {
        if (!places.tryAcquire()) {
            throw Refusal.of(RefusalCode.RATE_LIMITED, "too many uploads at once: " + AT_ONCE)
                    .retryableAfter(java.time.Duration.ofSeconds(5));
        }
        return new Arrival(caller, sha256, Math.min(most, mostBytes));
    }

    /** One blob's way in. Each step begins when the one before is done; the first that fails ends it. */
    final class Arrival {
        private final Caller caller;
        private final CompletableFuture<Blob> kept = new CompletableFuture<>();
        private final CompletionStage<Upload> begun;
        private CompletionStage<Upload> steps;

        private Arrival(Caller caller, String sha256, long most) {
            this.caller = caller;
            this.begun = CompletableFuture.supplyAsync(() -> Upload.into(folder, sha256, most), blocking);
            this.steps = begun;
            kept.whenComplete((blob, failure) -> leave());
        }

        /** Adds bytes; done when they are written. */
        CompletionStage<Void> add(byte[] bytes) {
            steps = steps.thenApplyAsync(
                    upload -> {
                        upload.add(bytes);
                        return upload;
                    },
                    blocking);
            return steps.handle((upload, failure) -> {
                if (failure != null) {
                    kept.completeExceptionally(failure);
                }
                return null;
            });
        }

        /** All bytes have come. */
        void end() {
            steps.thenComposeAsync(upload -> desk.keep(caller, upload.blob(), upload.complete()), blocking)
                    .whenComplete((blob, failure) -> {
                        if (failure != null) {
                            kept.completeExceptionally(failure);
                        } else {
                            kept.complete(blob);
                        }
                    });
        }

        /** No more will come. */
        void fail(Throwable failure) {
            kept.completeExceptionally(failure);
        }

        /** The blob, once it is kept. */
        CompletableFuture<Blob> kept() {
            return kept;
        }

        private void leave() {
            // A step that failed has no upload to pass on; its file is there all the same.
            steps.whenCompleteAsync(
                    (last, failure) -> {
                        places.release();
                        begun.thenAccept(Upload::close);
                    },
                    blocking);
        }
    }
}
