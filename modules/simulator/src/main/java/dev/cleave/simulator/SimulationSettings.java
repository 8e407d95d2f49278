package dev.cleave.simulator;

import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.node.NodeSettings;
import dev.cleave.simulator.network.LinkQuality;
import dev.cleave.simulator.runner.RunnerModel;
import dev.cleave.simulator.tree.RecursionTree;

/**
 * What is simulated.
 *
 * @param seed what all chance follows from
 * @param tree the job's recursion tree
 * @param nodes how many nodes there are at first
 * @param lanes how many lanes each of them has
 * @param link how messages between nodes and the controller fare
 * @param runner what is assumed of runners
 * @param coordination the coordinator's settings
 * @param node the nodes' settings
 * @param costs what takes time besides
 * @param limitNanos when the job must have ended at the latest
 */
public record SimulationSettings(
        long seed,
        RecursionTree tree,
        int nodes,
        int lanes,
        LinkQuality link,
        RunnerModel runner,
        CoordinationSettings coordination,
        NodeSettings node,
        CostModel costs,
        long limitNanos) {

    /** Nodes with warm runners, default settings, and a perfect network. */
    public static SimulationSettings of(long seed, RecursionTree tree, int nodes, int lanes, long latencyNanos) {
        return new SimulationSettings(
                seed,
                tree,
                nodes,
                lanes,
                LinkQuality.perfect(latencyNanos),
                RunnerModel.warm(),
                CoordinationSettings.defaults(),
                NodeSettings.defaults(),
                CostModel.FREE,
                3_600_000_000_000L);
    }

    /** The same over another network. */
    public SimulationSettings withLink(LinkQuality other) {
        return new SimulationSettings(seed, tree, nodes, lanes, other, runner, coordination, node, costs, limitNanos);
    }

    /** The same with other runners. */
    public SimulationSettings withRunner(RunnerModel other) {
        return new SimulationSettings(seed, tree, nodes, lanes, link, other, coordination, node, costs, limitNanos);
    }

    /** The same with another time limit. */
    public SimulationSettings withLimit(long nanos) {
        return new SimulationSettings(seed, tree, nodes, lanes, link, runner, coordination, node, costs, nanos);
    }

    /** The same where other things take time. */
    public SimulationSettings withCosts(CostModel other) {
        return new SimulationSettings(seed, tree, nodes, lanes, link, runner, coordination, node, other, limitNanos);
    }
}
