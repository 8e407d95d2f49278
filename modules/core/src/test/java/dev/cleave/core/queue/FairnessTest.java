package dev.cleave.core.queue;

import static dev.cleave.core.queue.QueueBench.SECOND;
import static dev.cleave.core.queue.QueueBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What owners get in the long run, with jobs of random length. {@code -Dseed=N} replays one. */
class FairnessTest {

    private static final long AGE = QueueSettings.defaults().ageNanos();

    @Test
    void ownersWhoAlwaysHaveJobsGetLaneTimeByTheirWeights() {
        Long one = Long.getLong("seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? 20 : one + 1); seed++) {
            Random random = new Random(seed);
            QueueBench bench = QueueBench.withNode(2 + random.nextInt(4));
            int owners = 2 + random.nextInt(3);
            double weights = 0;
            for (int i = 0; i < owners; i++) {
                int weight = 1 + random.nextInt(5);
                weights += weight;
                bench.queue.ownerTerms("o" + i, OwnerTerms.USUAL.withWeight(weight), bench.now);
            }
            Map<String, Double> got = busy(bench, random, owners, 6000);
            double all = got.values().stream().mapToDouble(x -> x).sum();
            random = new Random(seed);
            random.nextInt(4);
            random.nextInt(3);
            for (int i = 0; i < owners; i++) {
                double part = (1 + random.nextInt(5)) / weights;
                assertThat(got.get("o" + i) / all)
                        .as("owner %d, seed %d", i, seed)
                        .isCloseTo(part, within(0.05 * part));
            }
        }
    }

    /** Each owner has three jobs waiting at any time; jobs end in random order. */
    private static Map<String, Double> busy(QueueBench bench, Random random, int owners, int jobs) {
        Map<String, Double> got = new HashMap<>();
        Map<String, String> ownerOf = new HashMap<>();
        int[] next = {0};
        List<String> running = new ArrayList<>();
        int seen = 0;
        for (int i = 0; i < owners * 3; i++) {
            submit(bench, ownerOf, next, "o" + i % owners);
        }
        for (int i = 0; i < jobs; i++) {
            for (; seen < bench.port.started.size(); seen++) {
                String name = bench.port.started.get(seen);
                running.add(name);
                submit(bench, ownerOf, next, ownerOf.get(name));
            }
            String name = running.remove(random.nextInt(running.size()));
            long seconds = 1 + random.nextInt(60);
            bench.used(name, seconds);
            got.merge(ownerOf.get(name), (double) seconds, Double::sum);
            bench.pass(SECOND / 10);
            bench.succeed(name);
        }
        return got;
    }

    private static void submit(QueueBench bench, Map<String, String> ownerOf, int[] next, String owner) {
        String name = "j" + next[0]++;
        ownerOf.put(name, owner);
        bench.submit(name, owner);
    }

    @Test
    void noJobStarvesHoweverManyOfHigherPriorityAndFreshOwnersCome() {
        QueueBench bench = QueueBench.withNode(1);
        bench.submit("first", "someone");
        bench.submit(job("lowest", "heavy").withPriority(JobRequest.LEAST_PRIORITY));
        bench.queue.restoreUsage("heavy", 1e18, bench.now);
        long begun = bench.now;
        String running = "first";
        for (int i = 0; !bench.port.started.contains("lowest"); i++) {
            // Two come for each that goes: a fresh owner of usual priority, and one who always has urgent jobs.
            bench.submit("fresh" + i, "fresh" + i);
            bench.submit(job("urgent" + i, "urgent").withPriority(JobRequest.MOST_PRIORITY));
            bench.pass(AGE / 10);
            bench.succeed(running);
            running = bench.port.started.get(bench.port.started.size() - 1);
            assertThat(bench.now - begun).isLessThan(60 * AGE);
        }
    }
}
