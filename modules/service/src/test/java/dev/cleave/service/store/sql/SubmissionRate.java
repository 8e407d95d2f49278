package dev.cleave.service.store.sql;

import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/**
 * Measures submissions: {@code sqlite FOLDER} or {@code postgres URL}, and how many ended jobs to put in first.
 *
 * <p>Prints the time of a submission by one thread, submissions a second by sixteen, and times of reads.
 */
final class SubmissionRate {

    private static final int WARM = 2_000;
    private static final int SINGLE = 2_000;
    private static final int THREADS = 16;
    private static final int SECONDS = 5;

    private SubmissionRate() {}

    public static void main(String[] arguments) throws Exception {
        String kind = arguments[0];
        String where = kind.equals("postgres") && arguments[1].isEmpty() ? PostgresServer.newDatabase() : arguments[1];
        int jobs = Integer.parseInt(arguments[2]);
        long begin = System.nanoTime();
        Store store = SubmittingProcess.open(kind, where);
        System.out.printf("open, empty: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        Writer writer = store.takeEpoch(store.epoch());
        atOnce(THREADS, i -> {
            for (int n = 0; n < jobs / THREADS; n++) {
                var id = writer.submit(Samples.job("owner" + i, Map.of("team", "t" + n % 10)))
                        .job()
                        .id();
                writer.end(id, Samples.success(Samples.NOW + n));
            }
        });
        if (jobs > 0 && kind.equals("sqlite")) {
            System.out.printf("%,d ended jobs: %,d MiB%n", jobs, Files.size(Path.of(where, "cleave.db")) >> 20);
        }
        submitAlone(writer, WARM);
        long[] alone = submitAlone(writer, SINGLE);
        System.out.printf(
                "one thread: median %d µs, 99 %% %d µs%n", alone[SINGLE / 2] / 1_000, alone[SINGLE * 99 / 100] / 1_000);
        LongAdder accepted = new LongAdder();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        atOnce(THREADS, i -> {
            while (System.nanoTime() < end) {
                writer.submit(Samples.job());
                accepted.increment();
            }
        });
        System.out.printf("%d threads: %,d submissions/s%n", THREADS, accepted.sum() / SECONDS);
        var id = store.jobs().list(JobFilter.ALL, null, 1).get(0).id();
        read("job ID", () -> store.jobs().find(id));
        read("jobs", () -> store.jobs().list(JobFilter.ALL, null, 50));
        read("jobs of a state", () -> store.jobs().list(JobFilter.in(JobState.SUCCEEDED), null, 50));
        read("jobs of an owner", () -> store.jobs().list(JobFilter.of("owner3"), null, 50));
        read("jobs with a label", () -> store.jobs().list(JobFilter.labelled("team", "t3"), null, 50));
        read("counts", () -> store.jobs().counts());
        store.close();
        begin = System.nanoTime();
        SubmittingProcess.open(kind, where).close();
        System.out.printf("open again and close: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    }

    private static long[] submitAlone(Writer writer, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            var job = Samples.job();
            long begin = System.nanoTime();
            writer.submit(job);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void read(String what, Runnable query) {
        long[] nanos = new long[21];
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            query.run();
            nanos[i] = System.nanoTime() - begin;
        }
        long first = nanos[0];
        Arrays.sort(nanos);
        System.out.printf("%s: first %d µs, median %d µs%n", what, first / 1_000, nanos[10] / 1_000);
    }

    private static void atOnce(int threads, IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            int mine = i;
            pool.execute(() -> work.accept(mine));
        }
        pool.shutdown();
        pool.awaitTermination(10, TimeUnit.MINUTES);
    }
}
