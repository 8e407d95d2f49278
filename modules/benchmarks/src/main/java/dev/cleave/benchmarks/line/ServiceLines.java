package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobSubmission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a job service takes: to accept jobs, one at a time and many at once, and to run one that is no work. */
public final class ServiceLines {

    private static final int WARM_UPS = 1000;
    private static final int SUBMISSIONS = 200;
    private static final int CLIENTS = 16;
    private static final int EACH = 250;

    /** Rounds whose jobs a queue has room for. */
    private static final int MOST_ROUNDS = 20;

    private static final int WARM_UP_JOBS = 200;
    private static final int JOBS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ServiceLines() {}

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        List<Line> lines = new ArrayList<>(List.of(
                new Line(
                        "submit",
                        "submit to accepted and on disk, one client, embedded store",
                        Goal.atMost(5, "ms"),
                        List.of(),
                        ServiceLines::submit),
                new Line(
                        "submit-crowd",
                        "submissions accepted, 16 clients at once, embedded store",
                        Goal.atLeast(1000, "a second"),
                        List.of(),
                        ServiceLines::crowd),
                new Line(
                        "trivial-job",
                        "nqueens 4 on a warm node, submit to result, embedded store",
                        Goal.atMost(25, "ms"),
                        List.of(),
                        ServiceLines::trivialJob)));
        lines.addAll(HistoryLines.all());
        lines.add(LaneShareLine.line());
        lines.addAll(CancelLines.all());
        return lines;
    }

    /** A job that is no work, and whose answer is 2. */
    static JobSubmission trivial() {
        return JobSubmission.of("nqueens").argument("n", 4);
    }

    /** Without lanes, so that nothing but accepting is measured. */
    private static Figure submit(int rounds) throws Exception {
        try (WarmService service = WarmService.of(0)) {
            for (int i = 0; i < WARM_UPS; i++) {
                service.client.submitOnly(trivial());
            }
            return millis(Math.min(rounds, 2 * MOST_ROUNDS), SUBMISSIONS, () -> service.client.submitOnly(trivial()));
        }
    }

    /** Medians of rounds; the note has the slowest percent of all. */
    static Figure millis(int rounds, int times, Callable<?> way) throws Exception {
        List<Double> medians = new ArrayList<>();
        double[] all = new double[rounds * times];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < times; i++) {
                long from = System.nanoTime();
                way.call();
                all[round * times + i] = (System.nanoTime() - from) / 1e6;
            }
            double[] own = Arrays.copyOfRange(all, round * times, (round + 1) * times);
            Arrays.sort(own);
            medians.add(Figure.median(own));
        }
        Arrays.sort(all);
        return Figure.of(
                medians,
                String.format(
                        Locale.ROOT,
                        "of all %d: 90 %% in %.2f ms, 99 %% in %.2f ms",
                        all.length,
                        all[all.length * 9 / 10],
                        all[all.length * 99 / 100]));
    }

    private static Figure crowd(int rounds) throws Exception {
        List<CleaveClient> clients = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (WarmService service = WarmService.of(0)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(service.another());
            }
            rate(threads, clients);
            rate(threads, clients);
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i < Math.min(rounds, MOST_ROUNDS); i++) {
                rates.add(rate(threads, clients));
            }
            return Figure.of(rates, CLIENTS * EACH + " submissions a round");
        } finally {
            clients.forEach(CleaveClient::close);
            threads.shutdownNow();
        }
    }

    /** Submissions a second of all clients together. */
    private static double rate(ExecutorService threads, List<CleaveClient> clients) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        long from = System.nanoTime();
        for (CleaveClient client : clients) {
            running.add(threads.submit(() -> {
                for (int i = 0; i < EACH; i++) {
                    client.submitOnly(trivial());
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        return CLIENTS * EACH / ((System.nanoTime() - from) / 1e9);
    }

    private static Figure trivialJob(int rounds) throws Exception {
        try (WarmService service = WarmService.of(1)) {
            for (int i = 0; i < WARM_UP_JOBS; i++) {
                solve(service.client);
            }
            return millis(rounds, JOBS, () -> solve(service.client));
        }
    }

    private static String solve(CleaveClient client) throws Exception {
        String answer = client.result(client.submitOnly(trivial()).id(), PATIENCE);
        if (!answer.equals("2")) {
            throw new IllegalStateException("wrong answer: " + answer + " (expected: 2)");
        }
        return answer;
    }
}
