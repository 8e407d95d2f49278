package dev.cleave.service.node;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFilter;
import dev.cleave.client.JobSubmission;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures a service: how long submitting takes, how many submissions a second it accepts, how long a trivial job takes, and
 * what many finished jobs cost. Prints a line for each figure. Arguments: a folder, and how many finished jobs.
 */
public final class ServiceFigures {

    private static final int WARM = 300;
    private static final int TIMES = 500;
    private static final int CLIENTS = 16;
    private static final int EACH = 1000;

    private ServiceFigures() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int finished = Integer.parseInt(arguments[1]);
        System.out.printf(
                "load before: %.2f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        submissions(folder.resolve("submissions"));
        trivialJobs(folder.resolve("trivial"));
        manyFinished(folder.resolve("empty"), 0);
        manyFinished(folder.resolve("finished"), finished);
        System.out.printf(
                "load after: %.2f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** No lanes, so that nothing but accepting is measured. */
    private static void submissions(Path folder) throws Exception {
        ServiceSettings settings = ServiceProcess.settings(folder, 0, 0);
        try (ServiceNode service = ServiceNode.start(settings)) {
            int port = service.apiAddress().getPort();
            try (CleaveClient client = ServiceProcess.client(settings, port)) {
                for (int i = 0; i < WARM; i++) {
                    client.submitOnly(job());
                }
                long[] nanos = new long[TIMES];
                for (int i = 0; i < TIMES; i++) {
                    long before = System.nanoTime();
                    client.submitOnly(job());
                    nanos[i] = System.nanoTime() - before;
                }
                print("submit to accepted, one client", nanos);
            }
            crowd(settings, port);
        }
    }

    private static void crowd(ServiceSettings settings, int port) throws Exception {
        List<CleaveClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(ServiceProcess.client(settings, port));
        }
        for (int round = 0; round < 3; round++) {
            CountDownLatch done = new CountDownLatch(CLIENTS);
            AtomicInteger failed = new AtomicInteger();
            long before = System.nanoTime();
            for (CleaveClient client : clients) {
                new Thread(() -> {
                            try {
                                for (int i = 0; i < EACH; i++) {
                                    client.submitOnly(job());
                                }
                            } catch (RuntimeException e) {
                                failed.incrementAndGet();
                                System.out.println(e);
                            } finally {
                                done.countDown();
                            }
                        })
                        .start();
            }
            done.await();
            double seconds = (System.nanoTime() - before) / 1e9;
            System.out.printf(
                    "submissions from %d clients, round %d: %.0f/s (%d clients failed)%n",
                    CLIENTS, round + 1, CLIENTS * EACH / seconds, failed.get());
        }
        clients.forEach(CleaveClient::close);
    }

    private static void trivialJobs(Path folder) throws Exception {
        ServiceSettings settings = ServiceProcess.settings(folder, 0, 1);
        try (ServiceNode service = ServiceNode.start(settings);
                CleaveClient client =
                        ServiceProcess.client(settings, service.apiAddress().getPort())) {
            for (int i = 0; i < WARM; i++) {
                client.result(client.submitOnly(job()).id(), Duration.ofMinutes(1));
            }
            long[] nanos = new long[TIMES];
            for (int i = 0; i < TIMES; i++) {
                long before = System.nanoTime();
                client.result(client.submitOnly(job()).id(), Duration.ofMinutes(1));
                nanos[i] = System.nanoTime() - before;
            }
            print("trivial job on a warm node, submit to result", nanos);
        }
    }

    private static void manyFinished(Path folder, int finished) throws Exception {
        ServiceSettings settings = ServiceProcess.settings(folder, 0, 0, QueueSettings.defaults());
        String last = fill(settings.folder().resolve("store"), finished);
        try (ServiceNode service = ServiceNode.start(settings);
                CleaveClient client =
                        ServiceProcess.client(settings, service.apiAddress().getPort())) {
            if (finished > 0) {
                long[] list = new long[TIMES];
                long[] one = new long[TIMES];
                for (int i = -TIMES; i < TIMES; i++) {
                    long before = System.nanoTime();
                    client.jobs(JobFilter.ALL).limit(50).forEach(job -> {});
                    long between = System.nanoTime();
                    client.job(last);
                    if (i >= 0) {
                        list[i] = between - before;
                        one[i] = System.nanoTime() - between;
                    }
                }
                print("jobs (a page of 50) with " + finished + " finished", list);
                print("job with " + finished + " finished", one);
            }
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.printf(
                    "heap with %d finished jobs, after a collection, service and client in one process: %.1f MiB; store %.1f MiB%n",
                    finished, used / 1048576.0, size(settings.folder().resolve("store")) / 1048576.0);
        }
    }

    private static String fill(Path folder, int jobs) throws Exception {
        if (jobs == 0) {
            return "";
        }
        JobIds ids = new JobIds(InstantSource.system(), new Random(1));
        String[] last = {""};
        try (Store store = SqliteStore.open(SqliteSettings.in(folder), InstantSource.system())) {
            Writer writer = store.takeEpoch(store.epoch());
            Thread[] writers = new Thread[CLIENTS];
            for (int i = 0; i < CLIENTS; i++) {
                writers[i] = new Thread(() -> {
                    for (int j = 0; j < jobs / CLIENTS; j++) {
                        Submission submission = submission(ids);
                        writer.submit(submission);
                        writer.start(submission.id(), System.currentTimeMillis());
                        writer.end(
                                submission.id(),
                                new JobEnd(
                                        new Outcome.Succeeded(
                                                new Payload.Inline(new byte[8]), new Measured(1000, 100, 10)),
                                        "352",
                                        new Counts(1, 0, 0, 0, 0, 0, 0, 0),
                                        new Measured(1000, 100, 10),
                                        System.currentTimeMillis()));
                        synchronized (last) {
                            last[0] = submission.id().value();
                        }
                    }
                });
                writers[i].start();
            }
            for (Thread thread : writers) {
                thread.join();
            }
        }
        return last[0];
    }

    private static Submission submission(JobIds ids) {
        return new Submission(
                new JobSpec(ids.next(), "a.Job", List.of(), Map.of("n", "8"), List.of(), 100, 100, false),
                "ada",
                "nqueens",
                Map.of("team", "chess"),
                0,
                JobLimits.NONE,
                RetryPolicy.NEVER,
                "",
                "0123456789abcdef".repeat(4),
                System.currentTimeMillis());
    }

    private static JobSubmission job() {
        return JobSubmission.of("nqueens").argument("n", 4);
    }

    private static long size(Path folder) throws Exception {
        long size = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %.2f ms, 90%% %.2f ms, 99%% %.2f ms, n = %d%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 9 / 10] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos.length);
    }
}
