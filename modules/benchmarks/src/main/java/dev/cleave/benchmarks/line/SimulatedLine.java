package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.core.job.Outcome;
import dev.cleave.examples.uts.Uts;
import dev.cleave.simulator.CostModel;
import dev.cleave.simulator.Simulation;
import dev.cleave.simulator.SimulationReport;
import dev.cleave.simulator.SimulationSettings;
import dev.cleave.simulator.tree.LikeTree;
import dev.cleave.simulator.tree.RecordedTree;
import dev.cleave.simulator.tree.RecursionTree;
import java.util.List;
import java.util.Locale;

/**
 * A thousand nodes of 64 lanes, simulated: virtual time, so the figure is the same on every machine.
 *
 * <p>The tree is to T1 of UTS as T1XL is: larger, and dividing as it does at its top, in its middle and at its bottom. T1
 * is walked here, a microsecond a step, and a tree is generated like it that has one second of work for each lane. It is
 * what {@code cleave simulate --program uts -p tree=T1 --work 1s --nodes 1000 --cores 64} simulates, but for the times of
 * T1's steps, which that measures.
 */
final class SimulatedLine {

    private static final int NODES = 1000;
    private static final int LANES = 64;
    private static final long STEP_NANOS = 1_000;
    private static final long LATENCY_NANOS = 200_000;
    private static final long WORK_NANOS = 1_000_000_000;
    private static final int STEPS_OF_T1 = 4_130_071;

    /** What takes less than 100 microseconds is not taken apart. */
    private static final int STEPS_OF_A_PIECE = 100;

    private SimulatedLine() {}

    static Line line() {
        return new Line(
                "simulated-1000x64",
                "simulated: 1000 nodes of 64 lanes, 0.2 ms, a tree like uts T1XL with one second of work for each lane:"
                        + " efficiency",
                Goal.atLeast(0.90, "efficiency"),
                List.of("-Xmx3g"),
                rounds -> measure());
    }

    private static Figure measure() {
        long work = WORK_NANOS * NODES * LANES;
        RecordedTree model = t1();
        long pieces = Math.round(model.root().size() * (double) work / model.workNanos());
        RecursionTree tree = new LikeTree(model, pieces, 1, work);
        SimulationReport report = new Simulation(SimulationSettings.of(1, tree, NODES, LANES, LATENCY_NANOS)
                        .withCosts(CostModel.MEASURED))
                .run();
        if (!(report.outcome() instanceof Outcome.Succeeded)
                || !report.violations().isEmpty()) {
            throw new IllegalStateException(report.outcome() + ", " + report.violations());
        }
        double efficiency = report.efficiency(NODES * LANES);
        String note = String.format(
                Locale.ROOT,
                "%.0f ms in all, %d leases, %d batches of messages to the coordinator, which was at work %.0f %% of the time",
                report.elapsedNanos() / 1e6,
                report.counts().leases(),
                report.coordinatorMessages(),
                100.0 * report.coordinatorNanos() / report.elapsedNanos());
        return new Figure(efficiency, efficiency, efficiency, note);
    }

    /** T1, as a recorder of {@code cleave simulate} would keep it: what is small is one step, with its neighbours. */
    private static RecordedTree t1() {
        Walk<?> walk = new Walk<>(Prepared.of(new Uts(), "tree=T1", "kernel=false"));
        return walk.tree();
    }

    /** The pieces of a program's tree, each before its children. */
    private static final class Walk<P> {

        private final Prepared<P, ?> program;
        private final int[] sizes = new int[STEPS_OF_T1];
        private final int[] steps = new int[STEPS_OF_T1];
        private int kept;

        Walk(Prepared<P, ?> program) {
            this.program = program;
        }

        RecordedTree tree() {
            int walked = walk(program.root);
            if (walked != STEPS_OF_T1) {
                throw new IllegalStateException("T1 has " + walked + " nodes (expected: " + STEPS_OF_T1 + ")");
            }
            long[] nanos = new long[kept];
            for (int i = 0; i < kept; i++) {
                nanos[i] = steps[i] * STEP_NANOS;
            }
            return new RecordedTree(sizes, nanos, kept);
        }

        /** Returns how many steps there are in a subtree; keeps them at the end. */
        private int walk(P problem) {
            int place = kept++;
            steps[place] = 1;
            int all = 1;
            int small = -1;
            if (!program.program.isBaseCase(problem)) {
                for (P child : program.program.divide(problem)) {
                    int at = kept;
                    int below = walk(child);
                    all += below;
                    if (below >= STEPS_OF_A_PIECE) {
                        small = -1;
                    } else if (small >= 0 && steps[small] + below < STEPS_OF_A_PIECE) {
                        steps[small] += below;
                        kept = at;
                    } else {
                        small = at;
                    }
                }
            }
            if (all < STEPS_OF_A_PIECE) {
                steps[place] = all;
                kept = place + 1;
            }
            sizes[place] = kept - place;
            return all;
        }
    }
}
