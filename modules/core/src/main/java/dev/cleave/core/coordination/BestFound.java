package dev.cleave.core.coordination;

import dev.cleave.core.journal.DecisionLog;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import org.jspecify.annotations.Nullable;

/**
 * The best solution that a coordinator keeps.
 *
 * <p>Nodes are told its cost only, and only once it is on disk where there is a journal: they leave out what is no better, so it
 * must not get lost with whoever found it. It is lowered and never raised; so what comes late, twice or in another order changes
 * nothing, and the cost that a heartbeat names repairs what got lost.
 */
final class BestFound {

    private final CoordinationPort port;
    private final DecisionLog log;
    private final NodeTable nodes;
    private @Nullable Found kept;

    BestFound(CoordinationPort port, DecisionLog log, NodeTable nodes) {
        this.port = port;
        this.log = log;
        this.nodes = nodes;
    }

    @Nullable
    Found kept() {
        return kept;
    }

    /** What an earlier coordinator kept. */
    void restore(@Nullable Found found) {
        kept = found;
    }

    /** A node has found a solution. */
    void found(NodeRecord by, Found found) {
        if (found.cost() >= cost()) {
            tell(by);
            return;
        }
        log.decided(new JournalRecord.Improved(found));
        kept = found;
        for (NodeRecord node : nodes.all()) {
            if (node.isThere() || node == by) {
                tell(node);
            }
        }
    }

    /** A node says what it knows. */
    void heard(NodeRecord node, long cost) {
        if (cost() < cost) {
            tell(node);
        }
    }

    private long cost() {
        return kept == null ? Cost.NONE : kept.cost();
    }

    private void tell(NodeRecord node) {
        port.send(node.id, new ToNode.BestKnown(cost()));
    }
}
