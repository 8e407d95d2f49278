package dev.cleave.simulator;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.api.Test;

/**
 * Sessions whose controllers die, or come back when others have taken over, whose client loses its stream, on clusters where much
 * else goes wrong: each chunk has exactly one result, and the right one.
 */
class SessionRunTest {

    private static final int SEEDS = 300;

    @Test
    void everyChunkHasOneResultWhateverDies() {
        SeededRuns.assertRight(SEEDS, seed -> RandomRun.ofSession(seed, Meddling.NONE));
    }
}
