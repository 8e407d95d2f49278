package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Shape;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the way work is shared out is sane: virtual time, so the figures are the same every time. */
class EfficiencyTest {

    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private static SimulationReport run(Shape shape, int nodes, int lanes, long nanosPerLane, long latency) {
        long steps = nanosPerLane * nodes * lanes / MICRO;
        GeneratedTree tree = new GeneratedTree(shape, steps, 1, MICRO, 0, 0);
        SimulationReport report = new Simulation(SimulationSettings.of(1, tree, nodes, lanes, latency)).run();
        assertThat(report.violations()).isEmpty();
        assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report.counts().retries()).isZero();
        // Nothing is done twice; steps whose children are given away at once take no time in this model.
        assertThat(report.busyNanos()).isBetween((long) (0.999 * report.workNanos()), report.workNanos());
        System.out.printf(
                Locale.ROOT,
                "%s, %d × %d, %d ms a lane: efficiency %.3f, %d leases, %d messages to the coordinator%n",
                shape,
                nodes,
                lanes,
                nanosPerLane / MILLI,
                report.efficiency(nodes * lanes),
                report.counts().leases(),
                report.coordinatorMessages());
        return report;
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSHY", "BINOMIAL"})
    void twoNodesShareAJobOfSeventyFiveMilliseconds(Shape shape) {
        SimulationReport report = run(shape, 2, 1, 75 * MILLI, 100 * MICRO);
        // 3 ms until runners are up, 2 ms until the job is scattered.
        assertThat(report.efficiency(2)).isGreaterThan(0.88);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSHY", "BINOMIAL"})
    void twoNodesShareAJobOfSeconds(Shape shape) {
        assertThat(run(shape, 2, 1, 3 * SECOND, 100 * MICRO).efficiency(2)).isGreaterThan(0.98);
    }

    @Test
    void aHundredNodesOfEightLanesShareASecond() {
        assertThat(run(Shape.BUSHY, 100, 8, SECOND, 200 * MICRO).efficiency(800))
                .isGreaterThan(0.90);
    }

    @Test
    void aLongWayIsNoTrouble() {
        assertThat(run(Shape.BUSHY, 10, 4, SECOND, 20 * MILLI).efficiency(40)).isGreaterThan(0.6);
    }

    @Test
    void aJobOfAMillisecondStaysOnOneNode() {
        SimulationReport report = run(Shape.BUSHY, 3, 1, MILLI / 2, 100 * MICRO);
        assertThat(report.counts().leases()).isEqualTo(1);
    }

    @Test
    void longBaseCasesAreSharedEvenly() {
        GeneratedTree tree = new GeneratedTree(Shape.FAN_OUT, 9, 1, MICRO, 1, 2 * SECOND);
        SimulationReport report = new Simulation(SimulationSettings.of(1, tree, 2, 1, 100 * MICRO)).run();
        // One step at the root, and then eight base cases for two lanes.
        assertThat(report.elapsedNanos()).isLessThan((long) (1.05 * 10 * SECOND));
    }

    @Test
    void aLoneNodeIsLeftInPeace() {
        SimulationReport report = run(Shape.BUSHY, 1, 4, SECOND, 100 * MICRO);
        assertThat(report.counts().leases()).isEqualTo(1);
        // Two heartbeats a second, and a few when something changes.
        assertThat(report.coordinatorMessages()).isLessThan(20);
    }
}
