package dev.cleave.simulator;

import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.node.NodeSettings;
import dev.cleave.simulator.cluster.StoreModel;
import dev.cleave.simulator.network.LinkQuality;
import dev.cleave.simulator.runner.RunnerModel;
import dev.cleave.simulator.tree.RecursionTree;
import org.jspecify.annotations.Nullable;

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
 * @param store what is assumed of the store where the job's journal is; null if no controller is to be survived
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
        long limitNanos,
        @Nullable StoreModel store) {

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
                3_600_000_000_000L,
                null);
    }

    /** The same over another network. */
    public SimulationSettings withLink(LinkQuality other) {
        return new SimulationSettings(
                seed, tree, nodes, lanes, other, runner, coordination, node, costs, limitNanos, store);
    }

    /** The same with other runners. */
    public SimulationSettings withRunner(RunnerModel other) {
        return new SimulationSettings(
                seed, tree, nodes, lanes, link, other, coordination, node, costs, limitNanos, store);
    }

    /** The same with another time limit. */
    public SimulationSettings withLimit(long nanos) {
        return new SimulationSettings(seed, tree, nodes, lanes, link, runner, coordination, node, costs, nanos, store);
    }

    /** The same where other things take time. */
    public SimulationSettings withCosts(CostModel other) {
        return new SimulationSettings(
                seed, tree, nodes, lanes, link, runner, coordination, node, other, limitNanos, store);
    }

    /** The same with a journal in a store. */
    public SimulationSettings withStore(StoreModel other) {
        return new SimulationSettings(
                seed, tree, nodes, lanes, link, runner, coordination, node, costs, limitNanos, other);
    }
}
