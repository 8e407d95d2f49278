package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.Simulation;
import dev.cleave.simulator.SimulationReport;
import dev.cleave.simulator.SimulationSettings;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Shape;
import java.util.List;
import java.util.Locale;

/**
 * A thousand nodes of 64 lanes, simulated: virtual time, so the figure is the same on every machine.
 *
 * <p>The tree is like T1XL of UTS: a few children at every step, of about the same size (geometric, branching factor 4),
 * steps of a microsecond, so many that each core has one second of work.
 */
final class SimulatedLine {

    private static final int NODES = 1000;
    private static final int LANES = 64;
    private static final long STEP_NANOS = 1_000;
    private static final long LATENCY_NANOS = 200_000;
    private static final long WORK_NANOS = 1_000_000_000;

    private SimulatedLine() {}

    static Line line() {
        return new Line(
                "simulated-1000x64",
                "simulated: 1000 nodes of 64 lanes, 0.2 ms, one second of work for each: efficiency",
                Goal.atLeast(0.90, ""),
                List.of(),
                rounds -> measure());
    }

    private static Figure measure() {
        long steps = WORK_NANOS / STEP_NANOS * NODES * LANES;
        GeneratedTree tree = new GeneratedTree(Shape.BUSHY, steps, 1, STEP_NANOS, 0, 0);
        SimulationReport report = new Simulation(SimulationSettings.of(1, tree, NODES, LANES, LATENCY_NANOS)).run();
        if (!(report.outcome() instanceof Outcome.Succeeded)
                || !report.violations().isEmpty()) {
            throw new IllegalStateException(report.outcome() + ", " + report.violations());
        }
        double efficiency = report.efficiency(NODES * LANES);
        String note = String.format(
                Locale.ROOT,
                "%.0f ms in all, %d leases, %d messages to the coordinator",
                report.elapsedNanos() / 1e6,
                report.counts().leases(),
                report.coordinatorMessages());
        return new Figure(efficiency, efficiency, efficiency, note);
    }
}
