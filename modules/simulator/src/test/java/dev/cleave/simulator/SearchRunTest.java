package dev.cleave.simulator;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.api.Test;

/**
 * Small random jobs that look for the best of some solutions, on clusters where much goes wrong; in every other one controllers die
 * as well.
 */
class SearchRunTest {

    private static final int SEEDS = 500;

    @Test
    void everySearchEndsWithTheBestSolutionWhateverGoesWrong() {
        SeededRuns.assertRight(SEEDS, seed -> new RandomRun(seed, Meddling.NONE, seed % 2 == 0, true));
    }
}
