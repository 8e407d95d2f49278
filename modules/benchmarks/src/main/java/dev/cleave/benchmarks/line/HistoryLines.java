package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFilter;
import dev.cleave.client.JobStatus;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a job service remembers, and what that costs: 100,000 jobs that have ended, and a page of 50 of them. */
final class HistoryLines {

    private static final int MANY = 100_000;
    private static final int PAGE = 50;
    private static final int TIMES = 100;
    private static final int WRITERS = 200;
    private static final double MIB = 1 << 20;

    private HistoryLines() {}

    static List<Line> all() {
        String many = "100,000 ended jobs in the embedded store: ";
        return List.of(
                new Line("history-list", many + "the newest 50 listed", Goal.atMost(100, "ms"), List.of(), rounds -> {
                    try (WarmService service = remembering(MANY)) {
                        list(service.client);
                        return ServiceLines.millis(rounds, TIMES, () -> list(service.client));
                    }
                }),
                new Line("history-job", many + "one asked for", Goal.atMost(100, "ms"), List.of(), rounds -> {
                    try (WarmService service = remembering(MANY)) {
                        JobStatus oldest = list(service.client);
                        return ServiceLines.millis(rounds, TIMES, () -> service.client.job(oldest.id()));
                    }
                }),
                new Line(
                        "history-heap",
                        many + "live heap of the node / that with 50 of them",
                        Goal.atMost(1.10, "×"),
                        List.of(),
                        HistoryLines::heap));
    }

    private static Figure heap(int rounds) throws Exception {
        List<Double> ratios = new ArrayList<>();
        String note = "";
        try (WarmService few = remembering(PAGE);
                WarmService many = remembering(MANY)) {
            for (int i = 0; i < rounds; i++) {
                double before = live(few);
                double after = live(many);
                ratios.add(after / before);
                note = String.format(Locale.ROOT, "%.1f against %.1f MiB", after / MIB, before / MIB);
            }
        }
        return Figure.of(ratios, note);
    }

    /** After some questions, so that what they leave is counted as well. */
    private static double live(WarmService service) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            service.client.job(list(service.client).id());
        }
        return HeapLine.liveBytes(service.pid());
    }

    /** The last job of the first page. */
    private static JobStatus list(CleaveClient client) {
        List<JobStatus> page = client.jobs(JobFilter.ALL).limit(PAGE).toList();
        if (page.size() != PAGE) {
            throw new IllegalStateException(page.size() + " jobs (expected: " + PAGE + ")");
        }
        return page.get(PAGE - 1);
    }

    private static WarmService remembering(int jobs) throws Exception {
        Path home = WarmService.newHome();
        fill(WarmService.folder(home).resolve("store"), jobs);
        return WarmService.in(home, 0);
    }

    private static void fill(Path folder, int jobs) throws Exception {
        JobIds ids = new JobIds(InstantSource.system(), new Random(1));
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (Store store = SqliteStore.open(SqliteSettings.in(folder), InstantSource.system())) {
            Writer writer = store.takeEpoch(store.epoch());
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                all.add(threads.submit(() -> write(writer, ids)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void write(Writer writer, JobIds ids) {
        Measured measured = new Measured(1000, 100, 10);
        long now = System.currentTimeMillis();
        Submission job = new Submission(
                new JobSpec(
                        ids.next(),
                        "dev.cleave.examples.NQueens",
                        List.of(),
                        Map.of("n", "8"),
                        List.of(),
                        JobSpec.DEFAULT_MAX_DEPTH,
                        JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                        false),
                "ada",
                "nqueens",
                Map.of("team", "chess"),
                0,
                JobLimits.NONE,
                RetryPolicy.NEVER,
                "",
                "0123456789abcdef".repeat(4),
                now);
        writer.submit(job);
        writer.start(job.id(), now);
        Outcome outcome = new Outcome.Succeeded(new Payload.Inline(new byte[8]), measured);
        writer.end(job.id(), new JobEnd(outcome, "92", JobEnd.NO_COUNTS, measured, now));
    }
}
