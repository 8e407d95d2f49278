package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.simulator.faults.RandomRun;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Random runs by their seeds.
 *
 * <p>{@code -Dseeds=N} makes so many; {@code -Dseed=N} makes one, with every message in its history.
 */
final class SeededRuns {

    private static final int MOST_SEEDS_FOR_A_FAULT = 2_000;

    private SeededRuns() {}

    /** Fails unless all runs end as they should. */
    static void assertRight(int seeds, LongFunction<RandomRun> runs) {
        Long one = Long.getLong("seed");
        LongStream all = one != null
                ? LongStream.of(one)
                : LongStream.range(0, Integer.getInteger("seeds", seeds)).parallel();
        List<String> failures = all.mapToObj(seed -> failure(seed, runs.apply(seed), one != null))
                .filter(Objects::nonNull)
                .toList();
        assertThat(failures).isEmpty();
    }

    private static String failure(long seed, RandomRun run, boolean traced) {
        if (traced) {
            run.simulation().traced();
        }
        List<String> wrong;
        try {
            wrong = run.run();
        } catch (RuntimeException e) {
            throw new AssertionError("replay with -Dseed=" + seed, e);
        }
        return wrong.isEmpty() ? null : "replay with -Dseed=" + seed + "\n" + String.join("\n", wrong);
    }

    /**
     * Fails unless a mistake that was made on purpose shows in one of the runs.
     *
     * @param refusal what a state table, or a journal, throws that refuses what comes: noticed as well
     */
    static void assertCaught(Object fault, Class<? extends RuntimeException> refusal, LongFunction<RandomRun> runs) {
        for (long seed = 0; seed < MOST_SEEDS_FOR_A_FAULT; seed++) {
            List<String> wrong = wrongIn(runs.apply(seed), refusal);
            if (!wrong.isEmpty()) {
                System.out.println(fault + ": seed " + seed + ": " + wrong.get(0));
                return;
            }
        }
        throw new AssertionError(fault + " not noticed in " + MOST_SEEDS_FOR_A_FAULT + " seeds");
    }

    private static List<String> wrongIn(RandomRun run, Class<? extends RuntimeException> refusal) {
        try {
            return run.run();
        } catch (RuntimeException e) {
            if (refusal.isInstance(e)) {
                return List.of(e.toString());
            }
            throw e;
        }
    }
}
