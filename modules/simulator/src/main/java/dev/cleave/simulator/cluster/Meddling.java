package dev.cleave.simulator.cluster;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalRecord;
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

    /** What a coordinator tells its journal. */
    default void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
        pass.accept(record);
    }

    /** Whether a message waits until all that was decided before it is on disk, where it should. */
    default boolean holdsBack(ToNode message) {
        return true;
    }

    /** Whether the job's end waits until it is on disk. */
    default boolean holdsBackTheEnd() {
        return true;
    }

    /** Whether a node asks of which epoch a message is. */
    default boolean nodeChecksEpoch(NodeId node) {
        return true;
    }

    /** Whether the store asks of which epoch a write is. */
    default boolean storeChecksEpoch() {
        return true;
    }

    /** How many of the last entries of the journal get lost when a controller takes over. */
    default int forgottenAtTakeover() {
        return 0;
    }

    /** What a controller that takes over takes for the journal. */
    default JobImage restoredFrom(JobImage image) {
        return image;
    }

    /** Whether the coordinator is told that a node is lost. */
    default boolean tellsOfLoss(NodeId node) {
        return true;
    }
}
