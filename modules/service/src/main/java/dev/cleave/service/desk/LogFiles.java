package dev.cleave.service.desk;

import dev.cleave.core.job.JobId;
import dev.cleave.service.api.Feed;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.Jobs;
import dev.cleave.wire.proto.jobs.v1.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The logs of jobs, as {@link PrintedLogs} keeps them: {@code <folder>/<node>/job-<id>.log}.
 */
public final class LogFiles implements JobLogs {

    private static final int MOST_BYTES = 64 << 10;
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final int TAIL_STEP = 1000;

    private final Path folder;
    private final Jobs jobs;
    private final Executor blocking;

    /**
     * The logs under a folder.
     *
     * @param blocking runs what waits for the disk
     */
    public LogFiles(Path folder, Jobs jobs, Executor blocking) {
        this.folder = folder;
        this.jobs = jobs;
        this.blocking = blocking;
    }

    @Override
    public Feed<LogLine> read(JobId job, boolean follow, int tail) {
        return new Reader(job, follow, tail);
    }

    private final class Reader implements Feed<LogLine> {

        private final JobId job;
        private final boolean follow;
        private final Map<Path, Long> offsets = new TreeMap<>();
        private long tail;
        private boolean lookedOnceMore;
        private volatile boolean closed;

        Reader(JobId job, boolean follow, int tail) {
            this.job = job;
            this.follow = follow;
            this.tail = Integer.toUnsignedLong(tail);
        }

        @Override
        public CompletionStage<List<LogLine>> next(int most) {
            return CompletableFuture.supplyAsync(() -> look(most), blocking).thenCompose(found -> found);
        }

        private CompletionStage<List<LogLine>> look(int most) {
            try {
                if (closed) {
                    return CompletableFuture.completedFuture(List.of());
                }
                boolean hasEnded = jobs.find(job)
                        .map(JobRow::state)
                        .map(state -> state.hasEnded())
                        .orElse(true);
                List<LogLine> lines = new ArrayList<>();
                for (Path file : files()) {
                    if (tail > 0) {
                        readTail(file, lines, hasEnded);
                    } else {
                        read(file, lines, most, hasEnded);
                    }
                }
                tail = 0;
                if (!lines.isEmpty() || !follow || hasEnded && lookedOnceMore) {
                    return CompletableFuture.completedFuture(List.copyOf(lines));
                }
                lookedOnceMore = hasEnded; // The last lines may come right after the end.
                Executor later = CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS, blocking);
                return CompletableFuture.supplyAsync(() -> look(most), later).thenCompose(found -> found);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<Path> files() throws IOException {
            List<Path> files = new ArrayList<>();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> nodes = Files.list(folder)) {
                    nodes.map(node -> node.resolve("job-" + job + ".log"))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .forEach(files::add);
                }
            }
            return files;
        }

        /** Reads all of a file, and keeps the last lines only. */
        private void readTail(Path file, List<LogLine> lines, boolean hasEnded) throws IOException {
            long before;
            do {
                before = offsets.getOrDefault(file, 0L);
                read(file, lines, lines.size() + TAIL_STEP, hasEnded);
                if (lines.size() > tail) {
                    lines.subList(0, (int) (lines.size() - tail)).clear();
                }
            } while (offsets.getOrDefault(file, 0L) > before);
        }

        /** Whole lines only, unless the job has ended: the rest of the last one is still to come. */
        private void read(Path file, List<LogLine> lines, int most, boolean hasEnded) throws IOException {
            String node = String.valueOf(file.getName(file.getNameCount() - 2));
            try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
                ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
                while (lines.size() < most) {
                    long offset = offsets.getOrDefault(file, 0L);
                    channel.position(offset);
                    buffer.clear();
                    if (channel.read(buffer) <= 0) {
                        return;
                    }
                    byte[] bytes = buffer.array();
                    int end = buffer.position();
                    int from = 0;
                    for (int i = 0; i < end && lines.size() < most; i++) {
                        if (bytes[i] == '\n') {
                            lines.add(line(node, bytes, from, i));
                            from = i + 1;
                        }
                    }
                    boolean isLong = from == 0 && end == MOST_BYTES;
                    boolean isLast = from < end && hasEnded && end < MOST_BYTES && lines.size() < most;
                    if (isLong || isLast) {
                        lines.add(line(node, bytes, from, end));
                        from = end;
                    }
                    offsets.put(file, offset + from);
                    if (from == 0) {
                        return;
                    }
                }
            }
        }

        private LogLine line(String node, byte[] bytes, int from, int to) {
            return LogLine.newBuilder()
                    .setNode(node)
                    .setText(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                    .build();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
