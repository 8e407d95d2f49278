package dev.cleave.simulator;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.api.Test;

/**
 * Small random jobs whose controllers die, or come back when others have taken over, on clusters where much else goes wrong.
 */
class FailoverRunTest {

    private static final int SEEDS = 500;

    @Test
    void everyJobEndsAsPlainRecursionWouldThoughControllersDie() {
        SeededRuns.assertRight(SEEDS, seed -> new RandomRun(seed, Meddling.NONE, true));
    }
}
