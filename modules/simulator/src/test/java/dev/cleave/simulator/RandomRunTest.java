package dev.cleave.simulator;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.api.Test;

/**
 * Small random jobs on clusters where much goes wrong.
 */
class RandomRunTest {

    private static final int SEEDS = 500;

    @Test
    void everyJobEndsAsPlainRecursionWouldWhateverGoesWrong() {
        SeededRuns.assertRight(SEEDS, seed -> new RandomRun(seed, Meddling.NONE));
    }
}
