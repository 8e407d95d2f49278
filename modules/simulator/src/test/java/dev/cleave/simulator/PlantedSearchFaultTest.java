package dev.cleave.simulator;

import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would notice if a solution could get lost, or something be left out because of one that is not kept. */
class PlantedSearchFaultTest {

    @ParameterizedTest
    @EnumSource(PlantedSearchFault.class)
    void isCaught(PlantedSearchFault fault) {
        SeededRuns.assertCaught(
                fault, RuntimeException.class, seed -> new RandomRun(seed, fault.meddling(), seed % 2 == 0, true));
    }
}
