package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static SimulationReport report(long seed) {
        return new RandomRun(seed, Meddling.NONE).simulation().traced().run();
    }

    @Test
    void aSeedGivesTheSameRunEventForEvent() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(report(seed)).isEqualTo(report(seed));
        }
    }
}
