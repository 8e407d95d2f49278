package dev.cleave.simulator;

import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would notice if one controller followed another in a wrong way. */
class PlantedFailoverFaultTest {

    @ParameterizedTest
    @EnumSource(PlantedFailoverFault.class)
    void isCaught(PlantedFailoverFault fault) {
        SeededRuns.assertCaught(fault, RuntimeException.class, seed -> new RandomRun(seed, fault.meddling(), true));
    }
}
