package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Small random jobs that look for the best of some solutions, on clusters where much goes wrong; in every other one controllers die
 * as well.
 *
 * <p>{@code -Dseeds=N} runs so many; {@code -Dseed=N} runs one, with every message in its history.
 */
class SearchRunTest {

    private static final int DEFAULT_SEEDS = 500;

    @Test
    void everySearchEndsWithTheBestSolutionWhateverGoesWrong() {
        Long one = Long.getLong("seed");
        List<String> failures = one != null
                ? LongStream.of(one)
                        .mapToObj(seed -> failure(seed, true))
                        .filter(Objects::nonNull)
                        .toList()
                : LongStream.range(0, Integer.getInteger("seeds", DEFAULT_SEEDS))
                        .parallel()
                        .mapToObj(seed -> failure(seed, false))
                        .filter(Objects::nonNull)
                        .toList();
        assertThat(failures).isEmpty();
    }

    private static String failure(long seed, boolean traced) {
        RandomRun run = new RandomRun(seed, Meddling.NONE, seed % 2 == 0, true);
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
}
