package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.client.executor.Chunks;
import dev.cleave.client.executor.CleaveExecutor;
import dev.cleave.client.executor.ClusterFuture;
import dev.cleave.client.executor.Mapping;
import dev.cleave.client.executor.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** What an executor takes for tasks that are no work: many in chunks, many one by one, and one there and back. */
final class ExecutorLines {

    private static final int MAPPED = 1_000_000;
    private static final int SUBMITTED = 100_000;
    private static final int ROUND_TRIPS = 2_000;
    private static final int ROUND_TRIPS_ON_A_CLUSTER = 50;

    private ExecutorLines() {}

    /** An input comes back as it is. */
    private record Same() implements Mapping<Long, Long> {
        @Override
        public Long apply(Long input) {
            return input;
        }
    }

    /** A number that is known. */
    private record Known(int number) implements Task<Integer> {
        @Override
        public Integer call() {
            return number;
        }
    }

    /** Measures with an executor. */
    @FunctionalInterface
    private interface Use {
        Figure of(CleaveExecutor executor, int rounds) throws Exception;
    }

    /** The lines, in the order of the table. */
    static List<Line> all() {
        return List.of(
                new Line(
                        "executor-map",
                        "1,000,000 empty tasks through map, automatic chunks, two lanes of this process, copied",
                        Goal.atLeast(1_000_000, "a second"),
                        List.of(),
                        here(ExecutorLines::map)),
                new Line(
                        "executor-submit",
                        "100,000 empty tasks submitted one by one, two lanes of this process, copied",
                        Goal.atLeast(100_000, "a second"),
                        List.of(),
                        here(ExecutorLines::submit)),
                new Line(
                        "executor-round-trip",
                        "submit and get, two lanes of this process, copied",
                        Goal.atMost(0.3, "ms"),
                        List.of(),
                        here((executor, rounds) -> roundTrip(executor, rounds, ROUND_TRIPS))),
                new Line(
                        "executor-map-cluster",
                        "1,000,000 empty tasks through map, automatic chunks, a node of two lanes",
                        Goal.atLeast(1_000_000, "a second"),
                        List.of(),
                        onANode(ExecutorLines::map)),
                new Line(
                        "executor-submit-cluster",
                        "100,000 empty tasks submitted one by one, a node of two lanes",
                        Goal.atLeast(100_000, "a second"),
                        List.of(),
                        onANode(ExecutorLines::submit)),
                new Line(
                        "executor-round-trip-cluster",
                        "submit and get, a node of two lanes",
                        Goal.atMost(0.3, "ms"),
                        List.of(),
                        onANode((executor, rounds) -> roundTrip(executor, rounds, ROUND_TRIPS_ON_A_CLUSTER))));
    }

    private static Line.Measuring here(Use use) {
        return rounds -> {
            try (CleaveExecutor executor = CleaveExecutor.local().lanes(2).build()) {
                return use.of(executor, rounds);
            }
        };
    }

    private static Line.Measuring onANode(Use use) {
        return rounds -> {
            Path classes = Path.of(ExecutorLines.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (WarmService service = WarmService.of(2);
                    CleaveExecutor executor = CleaveExecutor.on(service.client)
                            .lanes(2)
                            .classPath(classes)
                            .build()) {
                return use.of(executor, rounds);
            }
        };
    }

    private static Figure map(CleaveExecutor executor, int rounds) {
        List<Long> inputs = LongStream.range(0, MAPPED).boxed().toList();
        List<Double> rates = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            long from = System.nanoTime();
            List<Long> results = executor.map(inputs, new Same(), Chunks.auto());
            double rate = MAPPED / ((System.nanoTime() - from) / 1e9);
            if (!results.equals(inputs)) {
                throw new IllegalStateException("wrong results");
            }
            if (round >= 0) {
                rates.add(rate);
            }
        }
        return Figure.of(rates, "");
    }

    private static Figure submit(CleaveExecutor executor, int rounds) throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            long from = System.nanoTime();
            List<ClusterFuture<Integer>> futures = new ArrayList<>(SUBMITTED);
            for (int i = 0; i < SUBMITTED; i++) {
                futures.add(executor.submit(new Known(i)));
            }
            long sum = 0;
            for (Future<Integer> future : futures) {
                sum += future.get();
            }
            double rate = SUBMITTED / ((System.nanoTime() - from) / 1e9);
            if (sum != (long) SUBMITTED * (SUBMITTED - 1) / 2) {
                throw new IllegalStateException("wrong sum: " + sum);
            }
            if (round >= 0) {
                rates.add(rate);
            }
        }
        return Figure.of(rates, "");
    }

    private static Figure roundTrip(CleaveExecutor executor, int rounds, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            executor.submit(new Known(i)).get();
        }
        return ServiceLines.millis(
                rounds, times, () -> executor.submit(new Known(1)).get());
    }
}
