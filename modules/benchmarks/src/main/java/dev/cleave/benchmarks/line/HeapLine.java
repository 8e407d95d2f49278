package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.uts.Uts;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the heaps of coordinator and agents stay flat while millions of subproblems pass, in 64 MiB each.
 *
 * <p>What is live after a full collection is sampled about once a second: here by asking the JVM, in the agents by the
 * JDK's {@code jcmd}. Flat means that the last third of the samples is no higher than the first.
 */
final class HeapLine {

    private static final double MIB = 1 << 20;
    private static final long PAUSE_MILLIS = 500;

    private HeapLine() {}

    static Line line() {
        return new Line(
                "flat-heap",
                "live heap of coordinator and agents within -Xmx64m over uts T1L and nqueens 16:"
                        + " last third / first third of the run, the largest of three processes",
                Goal.atMost(1.10, "×"),
                List.of("-Xmx64m"),
                HeapLine::measure);
    }

    private static Figure measure(int rounds) throws Exception {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        ExecutorService jobs = Executors.newSingleThreadExecutor();
        try (WarmCluster two = WarmCluster.of(2, 1, "-Xmx64m")) {
            check(two.run(new NQueens(), "n=16"), Answers.QUEENS_16);
            Future<?> all = jobs.submit(() -> {
                check(two.run(new Uts(), "tree=T1L", "kernel=false"), Answers.UTS_T1L);
                for (int i = 0; i < rounds; i++) {
                    check(two.run(new NQueens(), "n=16"), Answers.QUEENS_16);
                }
                return null;
            });
            boolean ended = false;
            while (!ended) {
                sample(two, samples);
                try {
                    all.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    ended = true;
                } catch (TimeoutException stillRunning) {
                    ended = false;
                }
            }
        } finally {
            jobs.shutdownNow();
        }
        return figure(samples);
    }

    private static void check(String got, String expected) {
        if (!got.equals(expected)) {
            throw new IllegalStateException("wrong answer: " + got + " (expected: " + expected + ")");
        }
    }

    private static void sample(WarmCluster two, Map<String, List<Double>> samples) throws Exception {
        System.gc();
        long here = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        samples.computeIfAbsent("coordinator", name -> new ArrayList<>()).add(here / MIB);
        for (String node : new String[] {"node-1", "node-2"}) {
            long live = liveBytes(two.nodes.process(node).pid());
            samples.computeIfAbsent(node, name -> new ArrayList<>()).add(live / MIB);
        }
    }

    /** The last line of a histogram of live objects: {@code Total instances bytes}. The JVM collects garbage for it. */
    static long liveBytes(long pid) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(
                        jcmd, "-J-XX:TieredStopAtLevel=1", String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String last = said.substring(said.lastIndexOf('\n') + 1);
        String[] words = last.strip().split("\\s+");
        if (process.waitFor() != 0 || !words[0].equals("Total")) {
            throw new IllegalStateException(jcmd + " said: " + last);
        }
        return Long.parseLong(words[2]);
    }

    private static Figure figure(Map<String, List<Double>> samples) {
        double most = 0;
        double least = Double.MAX_VALUE;
        StringBuilder note = new StringBuilder();
        for (var process : samples.entrySet()) {
            List<Double> values = process.getValue();
            int third = Math.max(1, values.size() / 3);
            double first = median(values.subList(0, third));
            double last = median(values.subList(values.size() - third, values.size()));
            most = Math.max(most, last / first);
            least = Math.min(least, last / first);
            note.append(String.format(Locale.ROOT, "%s %.1f to %.1f MiB, ", process.getKey(), first, last));
        }
        int count = samples.values().iterator().next().size();
        return new Figure(most, least, most, note + String.valueOf(count) + " samples");
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return Figure.median(sorted);
    }
}
