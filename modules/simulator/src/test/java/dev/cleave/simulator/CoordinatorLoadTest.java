package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Shape;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether one coordinator keeps up with many lanes, what it does taking the time that was measured: virtual time. */
class CoordinatorLoadTest {

    private static final long MICRO = 1_000L;
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"BUSHY, 100, 8, 0.95, 15000", "BINOMIAL, 100, 8, 0.92, 25000", "BUSHY, 200, 16, 0.93, 15000"})
    void oneCoordinatorKeepsUp(Shape shape, int nodes, int lanes, double least, int mostMessages) {
        GeneratedTree tree = new GeneratedTree(shape, SECOND / MICRO * nodes * lanes, 1, MICRO, 0, 0);
        SimulationReport report = new Simulation(SimulationSettings.of(1, tree, nodes, lanes, 200 * MICRO)
                        .withCosts(CostModel.MEASURED))
                .run();
        double messages = report.coordinatorMessages() * 1e9 / report.elapsedNanos();
        System.out.printf(
                Locale.ROOT,
                "%s, %d × %d: efficiency %.3f, %d leases, %.0f batches a second, at work %.2f%n",
                shape,
                nodes,
                lanes,
                report.efficiency(nodes * lanes),
                report.counts().leases(),
                messages,
                (double) report.coordinatorNanos() / report.elapsedNanos());
        assertThat(report.violations()).isEmpty();
        assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report.efficiency(nodes * lanes)).isGreaterThan(least);
        assertThat(messages).isLessThan(mostMessages);
    }
}
