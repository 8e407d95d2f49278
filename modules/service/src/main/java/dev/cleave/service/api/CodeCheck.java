package dev.cleave.service.api;

import dev.cleave.service.archive.ArchiveRefused;
import dev.cleave.service.archive.JarCheck;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Looks at the jars that a job names, each once for as long as it is remembered. */
final class CodeCheck {
    private static final int REMEMBERED = 10_000;

    private final JobDesk desk;
    private final JarCheck check;
    private final Executor blocking;
    private final Set<String> good = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    CodeCheck(JobDesk desk, JarCheck check, Executor blocking) {
        this.desk = desk;
        this.check = check;
        this.blocking = blocking;
    }

    /** Fails with a refusal if one of these is not there, or is no jar to take. */
    CompletionStage<Void> check(List<Blob> classPath) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (int i = 0; i < classPath.size(); i++) {
            Blob jar = classPath.get(i);
            String field = "job.class_path[" + i + "]";
            if (!good.contains(jar.getSha256())) {
                all = all.thenCompose(before -> desk.file(jar))
                        .thenAcceptAsync(file -> look(field, jar, file), blocking);
            }
        }
        return all;
    }

    private void look(String field, Blob jar, Optional<Path> file) {
        if (file.isEmpty()) {
            throw Refusal.of(RefusalCode.BLOB_MISSING, field, jar.getSha256(), "a blob that was uploaded");
        }
        try {
            if (Files.size(file.get()) != jar.getSize()) {
                throw Refusal.of(
                        RefusalCode.BLOB_MISMATCH,
                        field + ".size",
                        Long.toString(jar.getSize()),
                        Files.size(file.get()) + " bytes, as it has");
            }
            check.check(file.get());
            good.add(jar.getSha256());
        } catch (ArchiveRefused refused) {
            throw Refusal.of(
                    RefusalCode.BAD_ARCHIVE,
                    refused.entry().isEmpty() ? field : field + "!/" + refused.entry(),
                    refused.fault() + ": " + refused.given(),
                    refused.expected());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
