package dev.cleave.service.desk;

import dev.cleave.cluster.process.JobLog;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what nodes say that jobs have printed, as {@code <folder>/<node>/job-<id>.log}: up to a limit for each job and node,
 * and as far as the disk keeps pace. Safe for use by many threads; nobody waits.
 */
public final class PrintedLogs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrintedLogs.class);
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,127}");
    private static final int MOST_WAITING = 1000;
    private static final long CLOSE_SECONDS = 2;

    private final Path folder;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "cleave-logs");
                thread.setDaemon(true);
                return thread;
            });

    /** The logs under a folder. */
    public PrintedLogs(Path folder) {
        this.folder = folder;
        writer.allowCoreThreadTimeOut(true);
    }

    /** Keeps some lines. */
    public void add(NodeId node, JobId job, List<String> lines) {
        if (!NODE.matcher(node.value()).matches()) {
            return;
        }
        try {
            writer.execute(() -> write(node, job, lines));
        } catch (RejectedExecutionException busy) {
            if (Long.bitCount(dropped.incrementAndGet()) == 1) {
                LOG.warn("the disk does not keep pace with what jobs print; {} batches are left out", dropped);
            }
        }
    }

    private void write(NodeId node, JobId job, List<String> lines) {
        try {
            Path own = Files.createDirectories(folder.resolve(node.value()));
            Path file = own.resolve("job-" + job + ".log");
            if (Files.exists(file) && Files.size(file) >= JobLog.DEFAULT_LIMIT_BYTES) {
                return;
            }
            byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            try (JobLog log = new JobLog(file, JobLog.DEFAULT_LIMIT_BYTES)) {
                log.add(bytes, bytes.length);
            }
        } catch (IOException full) {
            LOG.warn("what job {} has printed cannot be kept: {}", job, full.toString());
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
