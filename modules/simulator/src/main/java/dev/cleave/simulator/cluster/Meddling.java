package dev.cleave.simulator.cluster;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import java.util.function.Consumer;

/**
 * A change to the protocol on its way, to find out whether a run notices it. Each method passes on what it gets, or
 * something else, or nothing.
 */
public interface Meddling {

    /** The protocol as it is. */
    Meddling NONE = new Meddling() {};

    /** What a node sends to the coordinator. */
    default void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
        pass.accept(message);
    }

    /**
     * What arrives at the coordinator.
     *
     * @param answer sends something to that node
     */
    default void atCoordinator(
            NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
        pass.accept(message);
    }

    /** What the coordinator sends to a node. */
    default void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
        pass.accept(message);
    }

    /** What arrives at a node. */
    default void atNode(NodeId node, ToNode message, Consumer<ToNode> pass) {
        pass.accept(message);
    }

    /** What a node tells its runner. */
    default void toRunner(NodeId node, ToRunner message, Consumer<ToRunner> pass) {
        pass.accept(message);
    }

    /** Whether the coordinator is told that a node is lost. */
    default boolean tellsOfLoss(NodeId node) {
        return true;
    }
}
