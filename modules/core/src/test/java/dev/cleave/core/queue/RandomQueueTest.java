package dev.cleave.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random events in random order; what must always hold is looked at after each. {@code -Dseed=N} replays one. */
class RandomQueueTest {

    private static final long MILLI = 1_000_000L;

    @Test
    void whateverHappensLimitsAreKeptAndEveryJobEndsOnce() {
        Long one = Long.getLong("seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? 300 : one + 1); seed++) {
            new Run(seed).run();
        }
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final QueueBench bench;
        private final int mostRunning;
        private final int mostWaiting;
        private final Map<String, OwnerTerms> terms = new HashMap<>();
        private final Map<String, JobRequest> live = new HashMap<>();
        private final Set<String> running = new HashSet<>();
        private int seenStarts;
        private int accepted;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.mostRunning = 1 + random.nextInt(6);
            this.mostWaiting = 1 + random.nextInt(30);
            this.bench = new QueueBench(mostRunning, mostWaiting);
            for (int i = 0; i < 4; i++) {
                OwnerTerms some = new OwnerTerms(
                        1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(20), 4 + random.nextInt(20));
                terms.put("owner" + i, some);
                bench.queue.ownerTerms("owner" + i, some, bench.now);
            }
            bench.node("n0", 4);
        }

        void run() {
            for (int i = 0; i < 600; i++) {
                step(i);
                follow();
                check();
            }
            drain();
            assertThat(live).as("all ended, seed %d", seed).isEmpty();
            assertThat(bench.port.endings).as("endings, seed %d", seed).isEqualTo(accepted);
            assertThat(bench.queue.waiting() + bench.queue.running()).isZero();
            assertThat(bench.queue.dueAt()).isEqualTo(Long.MAX_VALUE);
        }

        private void step(int i) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> submit("j" + i);
                case 4, 5 -> endOne();
                case 6 -> bench.pass((long) (random.nextDouble() * 5000 * MILLI));
                case 7 -> bench.node("n" + random.nextInt(3), 1 + random.nextInt(8));
                case 8 -> {
                    NodeId node = new NodeId("n" + random.nextInt(3));
                    if (random.nextBoolean()) {
                        bench.queue.nodeLeft(node, bench.now);
                    } else {
                        bench.queue.nodeDraining(node, bench.now);
                    }
                }
                default -> some(live.keySet()).ifPresent(bench::cancel);
            }
        }

        private void submit(String name) {
            JobRequest request = QueueBench.job(name, "owner" + random.nextInt(4))
                    .withPriority(random.nextInt(5) - 2)
                    .withAtMost(4 + random.nextInt(6), 1 + random.nextInt(3))
                    .withNeeds(1 + random.nextInt(4), 1 + random.nextInt(4))
                    .withRetries(random.nextInt(3));
            if (random.nextInt(4) == 0) {
                request = request.withDeadline(bench.now + 1 + random.nextInt(20_000) * MILLI);
            }
            if (bench.submit(request)) {
                accepted++;
                live.put(name, request);
            } else {
                assertThat(bench.port.refused.get(name).retryAfterNanos()).isPositive();
            }
        }

        private void endOne() {
            some(running).ifPresent(name -> {
                running.remove(name);
                bench.used(name, random.nextInt(100));
                switch (random.nextInt(3)) {
                    case 0 -> bench.succeed(name);
                    case 1 -> bench.fail(name, Code.INTERNAL);
                    default -> bench.queue.jobEnded(new JobId(name), new Outcome.Cancelled(), bench.now);
                }
            });
        }

        private Optional<String> some(Set<String> names) {
            List<String> sorted = new ArrayList<>(names);
            sorted.sort(null);
            return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(random.nextInt(sorted.size())));
        }

        private void follow() {
            List<String> started = bench.port.started;
            for (; seenStarts < started.size(); seenStarts++) {
                assertThat(running.add(started.get(seenStarts)))
                        .as("seed %d", seed)
                        .isTrue();
            }
            live.keySet().removeAll(bench.port.outcomes.keySet());
            assertThat(live.keySet()).as("seed %d", seed).containsAll(running);
        }

        private void check() {
            assertThat(running.size()).as("seed %d", seed).isLessThanOrEqualTo(mostRunning);
            assertThat(bench.queue.running()).isEqualTo(running.size());
            assertThat(bench.queue.waiting()).as("seed %d", seed).isLessThanOrEqualTo(mostWaiting + mostRunning);
            terms.forEach((owner, limits) -> {
                int jobs = 0;
                long cores = 0;
                for (String name : running) {
                    if (live.get(name).owner().equals(owner)) {
                        jobs++;
                        cores += bench.port.allowances.get(name).maxCores();
                    }
                }
                assertThat(jobs).as("seed %d", seed).isLessThanOrEqualTo(limits.mostRunning());
                assertThat(cores).as("seed %d", seed).isLessThanOrEqualTo(limits.mostCores());
            });
            for (String name : live.keySet()) {
                Explanation why = bench.queue.why(new JobId(name), bench.now).orElseThrow();
                assertThat(why.running()).as("seed %d", seed).isEqualTo(running.contains(name));
                assertThat(why.reasons())
                        .doesNotContain(new Reason.NextInLine())
                        .isNotEmpty();
            }
        }

        private void drain() {
            bench.node("last", 16);
            for (int i = 0; i < 10_000 && !live.isEmpty(); i++) {
                follow();
                new ArrayList<>(running).forEach(name -> {
                    running.remove(name);
                    bench.succeed(name);
                });
                bench.pass(Math.max(1, Math.min(bench.queue.dueAt(), bench.now + 10_000 * MILLI) - bench.now));
                follow();
            }
        }
    }
}
