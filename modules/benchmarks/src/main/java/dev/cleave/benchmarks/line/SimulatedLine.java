package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.core.job.Outcome;
import dev.cleave.examples.uts.Uts;
import dev.cleave.simulator.Simulation;
import dev.cleave.simulator.SimulationReport;
import dev.cleave.simulator.SimulationSettings;
import dev.cleave.simulator.tree.LikeTree;
import dev.cleave.simulator.tree.RecordedTree;
import dev.cleave.simulator.tree.RecursionTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A thousand nodes of 64 lanes, simulated: virtual time, so the figure is the same on every machine.
 *
 * <p>The tree is to T1 of UTS as T1XL is: larger, and dividing as it does at its top, in its middle and at its bottom. T1
 * is walked here, and a tree is generated like it that has one second of work for each lane, in steps of a
 * microsecond.
 */
final class SimulatedLine {

    private static final int NODES = 1000;
    private static final int LANES = 64;
    private static final long STEP_NANOS = 1_000;
    private static final long LATENCY_NANOS = 200_000;
    private static final long WORK_NANOS = 1_000_000_000;
    private static final int STEPS_OF_T1 = 4_130_071;

    private SimulatedLine() {}

    static Line line() {
        return new Line(
                "simulated-1000x64",
                "simulated: 1000 nodes of 64 lanes, 0.2 ms, a tree like uts T1XL with one second of work for each lane:"
                        + " efficiency",
                Goal.atLeast(0.90, "efficiency"),
                List.of(),
                rounds -> measure());
    }

    private static Figure measure() {
        long work = WORK_NANOS * NODES * LANES;
        RecursionTree tree = new LikeTree(t1(), work / STEP_NANOS, 1, work);
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

    private static RecordedTree t1() {
        Walk<?> walk = new Walk<>(Prepared.of(new Uts(), "tree=T1", "kernel=false"));
        long[] nanos = new long[STEPS_OF_T1];
        Arrays.fill(nanos, STEP_NANOS);
        return new RecordedTree(walk.sizes(), nanos, STEPS_OF_T1);
    }

    /** The sizes of all subproblems of a program whose tree is not deep, each before its children. */
    private static final class Walk<P> {

        private final Prepared<P, ?> program;
        private final int[] sizes = new int[STEPS_OF_T1];
        private int walked;

        Walk(Prepared<P, ?> program) {
            this.program = program;
        }

        int[] sizes() {
            walk(program.root);
            if (walked != STEPS_OF_T1) {
                throw new IllegalStateException("T1 has " + walked + " nodes (expected: " + STEPS_OF_T1 + ")");
            }
            return sizes;
        }

        private void walk(P problem) {
            int place = walked++;
            if (!program.program.isBaseCase(problem)) {
                for (P child : program.program.divide(problem)) {
                    walk(child);
                }
            }
            sizes[place] = walked - place;
        }
    }
}
