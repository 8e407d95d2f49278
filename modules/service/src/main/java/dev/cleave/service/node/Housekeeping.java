package dev.cleave.service.node;

import dev.cleave.core.job.JobId;
import dev.cleave.service.desk.Blobs;
import dev.cleave.service.store.Jobs;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets from time to time what nobody will ask for any more: jobs that ended long ago, and what only they
 * needed: blobs and logs; or the oldest ones where there are too many.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long FIRST_MINUTES = 1;
    private static final long EVERY_MINUTES = 10;
    private static final Pattern LOG_FILE = Pattern.compile("job-([a-z0-9-]{1,64})\\.log");

    /** A log may be older than the word of its job's end. */
    private static final long GRACE_MILLIS = Duration.ofHours(1).toMillis();

    private final Writer writer;
    private final Jobs jobs;
    private final Retention retention;
    private final Blobs blobs;
    private final List<Path> folders;
    private final long mostLogBytes;
    private final InstantSource clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cleave-housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Housekeeping that has not begun.
     *
     * @param folders with a folder for each node, with logs of jobs
     * @param mostLogBytes how much the logs of ended jobs may take together
     */
    Housekeeping(
            Writer writer,
            Jobs jobs,
            Retention retention,
            Blobs blobs,
            List<Path> folders,
            long mostLogBytes,
            InstantSource clock) {
        this.writer = writer;
        this.jobs = jobs;
        this.retention = retention;
        this.blobs = blobs;
        this.folders = folders;
        this.mostLogBytes = mostLogBytes;
        this.clock = clock;
    }

    void begin() {
        var unused = executor.scheduleWithFixedDelay(this::tidyUp, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    /** Does all of it once. */
    void tidyUp() {
        try {
            long forgotten = writer.prune(retention, clock.millis());
            if (forgotten > 0) {
                LOG.info("{} jobs that ended long ago are forgotten", forgotten);
            }
            blobs.tidyUp();
            tidyUpLogs();
        } catch (StoreException | IOException e) {
            LOG.warn("what is old could not be forgotten: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("what is old could not be forgotten", e);
        }
    }

    private record LogFile(Path file, long size, long modified) {}

    private void tidyUpLogs() throws IOException {
        List<LogFile> left = new ArrayList<>();
        long bytes = 0;
        for (Path file : logs()) {
            LogFile log = new LogFile(
                    file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
            var job = jobs.find(jobOf(file));
            boolean isOld = clock.millis() - log.modified > GRACE_MILLIS;
            if (job.isEmpty() && isOld) {
                Files.deleteIfExists(file);
            } else if (job.isPresent() && job.get().state().hasEnded()) {
                left.add(log);
                bytes += log.size;
            }
        }
        left.sort(Comparator.comparingLong(LogFile::modified));
        for (LogFile log : left) {
            if (bytes <= mostLogBytes) {
                return;
            }
            Files.deleteIfExists(log.file);
            bytes -= log.size;
        }
    }

    private List<Path> logs() throws IOException {
        List<Path> logs = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder, 2)) {
                    files.filter(file -> LOG_FILE.matcher(file.getFileName().toString())
                                    .matches())
                            .forEach(logs::add);
                }
            }
        }
        return logs;
    }

    private static JobId jobOf(Path log) {
        Matcher name = LOG_FILE.matcher(log.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(log + " (expected: the log of a job)");
        }
        return new JobId(name.group(1));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
