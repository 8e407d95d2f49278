package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobState;
import dev.cleave.client.JobSubmission;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long it takes to be rid of a job that never looks up; the slowest of many counts. */
final class CancelLines {

    private static final int TIMES = 20;
    private static final double PATIENCE_SECONDS = 60;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private CancelLines() {}

    static List<Line> all() {
        return List.of(
                line("cancel", "asked for its end to CANCELLED", 1, 0),
                line("cancel-process", "asked for its end to its process gone", 5, 1));
    }

    private static Line line(String id, String text, double bound, int which) {
        return new Line(
                id,
                "a job that loops for ever, " + text + "; the slowest of 20 a round",
                Goal.atMost(bound, "s"),
                List.of(),
                rounds -> {
                    double[] seconds = new double[rounds * TIMES];
                    try (WarmService service = WarmService.of(1)) {
                        for (int i = 0; i < seconds.length; i++) {
                            seconds[i] = cancel(service)[which];
                        }
                        awaitNoneAtWork(service);
                    }
                    Arrays.sort(seconds);
                    double slowest = seconds[seconds.length - 1];
                    return new Figure(
                            slowest,
                            seconds[0],
                            slowest,
                            String.format(
                                    Locale.ROOT, "%d cancels, median %.3f s", seconds.length, Figure.median(seconds)));
                });
    }

    /** Seconds until the job is CANCELLED, and until its process is gone. */
    private static double[] cancel(WarmService service) throws Exception {
        CleaveClient client = service.client;
        String job = client.submitOnly(JobSubmission.of(Endless.class.getName()).jar(jar()))
                .id();
        awaitUntil("the job is at work", () -> client.job(job).progress().busyLanes() > 0);
        ProcessHandle runner = ProcessHandle.of(service.runner())
                .orElseThrow(() -> new IllegalStateException("the job's process is not there"));
        long from = System.nanoTime();
        client.cancel(job);
        awaitUntil("the job is CANCELLED", () -> client.job(job).state() == JobState.CANCELLED);
        double cancelled = (System.nanoTime() - from) / 1e9;
        awaitUntil("the job's process is gone", () -> !runner.isAlive());
        return new double[] {cancelled, (System.nanoTime() - from) / 1e9};
    }

    /** Whatever processes are left wait for something to do. */
    private static void awaitNoneAtWork(WarmService service) throws Exception {
        double most = 0;
        for (ProcessHandle process : service.descendants()) {
            double before = ProcessLines.ticks(ProcessLines.proc(process));
            ProcessLines.rest(1);
            most = Math.max(most, ProcessLines.ticks(ProcessLines.proc(process)) - before);
        }
        if (most > 50) {
            throw new IllegalStateException("a process is still at work: " + most + " ticks in a second");
        }
    }

    private static Path jar() throws Exception {
        return Path.of(Endless.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Something that comes to be true. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void awaitUntil(String what, Condition condition) throws Exception {
        double end = System.nanoTime() / 1e9 + PATIENCE_SECONDS;
        while (!condition.holds()) {
            if (System.nanoTime() / 1e9 > end) {
                throw new IllegalStateException("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
