package dev.cleave.simulator;

import dev.cleave.simulator.faults.RandomRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would notice if the protocol were wrong. */
class PlantedFaultTest {

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void isCaught(PlantedFault fault) {
        SeededRuns.assertCaught(fault, IllegalStateException.class, seed -> new RandomRun(seed, fault.meddling()));
    }
}
