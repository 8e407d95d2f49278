package dev.cleave.cli.simulate;

import dev.cleave.simulator.SimulationReport;
import java.util.List;

/**
 * A simulated run and what it was a run of.
 *
 * @param options what was asked for
 * @param arguments text by parameter name, as given
 * @param treeIs where the tree came from, for people
 * @param subproblems how many subproblems the program's own tree has
 * @param pieces how many steps the simulated tree has
 * @param spanNanos the longest chain of steps, or a lower bound
 * @param isSpanBound whether it is a lower bound only
 * @param report what came of it
 * @param events how many events happened
 * @param realNanos how long the simulation took
 */
record SimulatedRun(
        SimulateOptions options,
        String arguments,
        List<String> treeIs,
        long subproblems,
        long pieces,
        long spanNanos,
        boolean isSpanBound,
        SimulationReport report,
        long events,
        long realNanos) {

    /** Work by what all lanes could have done meanwhile; a slow node's lanes count as much as they can do. */
    double efficiency() {
        double lanes = options.cores() * (options.nodes() - 1 + options.slowNode());
        return report.workNanos() / (double) report.elapsedNanos() / lanes;
    }

    /** Messages of nodes to the coordinator, per second. */
    double messagesPerSecond() {
        return report.coordinatorMessages() * 1e9 / report.elapsedNanos();
    }

    /** The share of the time that the coordinator is at work, with what messages are assumed to cost. */
    double coordinatorShare() {
        return report.coordinatorNanos() / (double) report.elapsedNanos();
    }
}
