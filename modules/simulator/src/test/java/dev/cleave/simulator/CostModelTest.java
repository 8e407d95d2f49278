package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.network.BatchCost;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Shape;
import org.junit.jupiter.api.Test;

/** What is assumed to cost time does. */
class CostModelTest {

    private static final GeneratedTree TREE = new GeneratedTree(Shape.BUSHY, 2_000_000, 1, 1000, 0, 0);

    private static SimulationReport run(CostModel costs) {
        SimulationReport report = new Simulation(
                        SimulationSettings.of(1, TREE, 4, 2, 200_000).withCosts(costs))
                .watchingFor(0.9)
                .run();
        assertThat(report.violations()).isEmpty();
        assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
        return report;
    }

    @Test
    void aCoordinatorThatIsSlowHoldsUpEverybody() {
        SimulationReport free = run(CostModel.FREE);
        SimulationReport dear = run(new CostModel(new BatchCost(2_000_000, 0, 0), 0, 1.0));
        assertThat(free.coordinatorNanos()).isZero();
        assertThat(dear.coordinatorNanos()).isGreaterThan(dear.coordinatorMessages() * 2_000_000);
        assertThat(dear.elapsedNanos()).isGreaterThan(free.elapsedNanos() + 20_000_000);
    }

    @Test
    void aNarrowNetworkTakesItsTime() {
        assertThat(run(new CostModel(BatchCost.FREE, 10_000, 1.0)).elapsedNanos())
                .isGreaterThan(run(CostModel.FREE).elapsedNanos() + 50_000_000);
    }

    @Test
    void aSlowNodeDoesLessAndHoldsUpNobody() {
        SimulationReport free = run(CostModel.FREE);
        SimulationReport slow = run(new CostModel(BatchCost.FREE, 0, 0.25));
        // 7 lanes, and two of a quarter: 6.5 instead of 8.
        assertThat(slow.elapsedNanos()).isBetween(free.elapsedNanos(), (long) (1.15 * 8 / 6.5 * free.elapsedNanos()));
    }

    @Test
    void theRampUpIsOverBeforeTheJobIs() {
        SimulationReport report = run(CostModel.FREE);
        // 3 ms until runners are up, 2 ms until anything is shed.
        assertThat(report.rampUpNanos()).isBetween(5_000_000L, 30_000_000L);
    }
}
