package dev.cleave.core.share;

import static dev.cleave.core.share.LaneBench.MILLI;
import static dev.cleave.core.share.LaneBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random jobs on one node; {@code -Dseed=N} replays one run. */
class RandomSharesTest {

    @Test
    void inTheLongRunEachJobHasWhatItIsEntitledTo() {
        Long one = Long.getLong("seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? 300 : one + 1); seed++) {
            steady(seed);
        }
    }

    private static void steady(long seed) {
        Random random = new Random(seed);
        LaneBench bench = new LaneBench(1 + random.nextInt(8));
        int jobs = 1 + random.nextInt(8);
        for (int i = 0; i < jobs; i++) {
            int most = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : Integer.MAX_VALUE;
            bench.share("j" + i, 1 + random.nextInt(5) + random.nextDouble(), most);
            if (random.nextInt(3) == 0) {
                bench.wants("j" + i, 1 + random.nextInt(8));
            }
        }
        long before = bench.moves;
        bench.pass(200 * SECOND);
        bench.accounts.forEach((job, account) -> assertThat(account.had)
                .as("%s, seed %d", job, seed)
                .isCloseTo(account.entitled, within(0.05 * account.entitled)));
        assertThat(bench.moves - before)
                .as("moves, seed %d", seed)
                .isLessThanOrEqualTo(200L * 4 * Math.min(bench.nodeLanes, jobs) + 8);
    }

    @Test
    void whateverHappensNoLaneIsIdleThatSomebodyMayUseAndLimitsAreKept() {
        Long one = Long.getLong("seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? 200 : one + 1); seed++) {
            restless(seed);
        }
    }

    private static void restless(long seed) {
        Random random = new Random(seed);
        LaneBench bench = new LaneBench(1 + random.nextInt(8));
        int names = 0;
        for (int i = 0; i < 600; i++) {
            List<String> jobs = new ArrayList<>(bench.accounts.keySet());
            String some = jobs.isEmpty() ? "" : jobs.get(random.nextInt(jobs.size()));
            switch (random.nextInt(8)) {
                case 0 -> bench.share("j" + names++, 1 + random.nextInt(5), 1 + random.nextInt(8));
                case 1 -> {
                    if (jobs.size() > 4) {
                        bench.end(some);
                    }
                }
                case 2, 3 -> {
                    if (!jobs.isEmpty()) {
                        bench.wants(some, random.nextInt(9));
                    }
                }
                case 4 -> {
                    if (!jobs.isEmpty()) {
                        bench.share(some, 1 + random.nextInt(5), 1 + random.nextInt(8));
                    }
                }
                default -> bench.pass(random.nextInt(400) * MILLI);
            }
            check(bench, seed);
        }
        // All is said; from now on each has what it is entitled to, whatever it was owed.
        bench.accounts.values().forEach(account -> account.had = account.entitled = 0);
        bench.pass(400 * SECOND);
        bench.accounts.forEach((job, account) -> assertThat(account.had)
                .as("%s, seed %d", job, seed)
                .isCloseTo(account.entitled, within(0.05 * account.entitled + 1)));
    }

    private static void check(LaneBench bench, long seed) {
        int used = 0;
        long useful = 0;
        for (LaneBench.Account account : bench.accounts.values()) {
            int limit = Math.min(account.limit, account.wants);
            assertThat(account.lanes).as("limit, seed %d", seed).isLessThanOrEqualTo(limit);
            used += account.lanes;
            useful += limit;
        }
        assertThat(used).as("lanes in use, seed %d", seed).isEqualTo((int) Math.min(bench.nodeLanes, useful));
    }
}
