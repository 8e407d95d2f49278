package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.simulator.faults.RandomRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would notice if a solution could get lost, or something be left out because of one that is not kept. */
class PlantedSearchFaultTest {

    private static final int MOST_SEEDS = 2_000;

    @ParameterizedTest
    @EnumSource(PlantedSearchFault.class)
    void isCaught(PlantedSearchFault fault) {
        long caughtBy = -1;
        String how = "";
        for (long seed = 0; seed < MOST_SEEDS && caughtBy < 0; seed++) {
            List<String> wrong = wrongIn(seed, fault);
            if (!wrong.isEmpty()) {
                caughtBy = seed;
                how = wrong.get(0);
            }
        }
        System.out.println(fault + ": seed " + caughtBy + ": " + how);
        assertThat(caughtBy).as(fault + " not noticed in %d seeds", MOST_SEEDS).isNotNegative();
    }

    private static List<String> wrongIn(long seed, PlantedSearchFault fault) {
        try {
            return new RandomRun(seed, fault.meddling(), seed % 2 == 0, true).run();
        } catch (RuntimeException e) {
            // A state table refused a transition, or a journal its next record: noticed as well.
            return List.of(e.toString());
        }
    }
}
