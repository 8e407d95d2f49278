package dev.cleave.core.coordination;

/** Why nothing runs, for people. */
final class WaitingReason {

    private final NodeTable nodes;
    private final PendingQueue pending;
    private final LeaseBook book;

    WaitingReason(NodeTable nodes, PendingQueue pending, LeaseBook book) {
        this.nodes = nodes;
        this.pending = pending;
        this.book = book;
    }

    /** Empty if something runs. */
    String text() {
        if (nodes.there() == 0) {
            return nodes.all().isEmpty()
                    ? "no node: waits for one to join"
                    : "no node: all lost, waits for one to join";
        }
        if (nodes.taking() == 0 && pending.size() > 0) {
            return "no node: all are leaving, waits for one to join";
        }
        if (book.granted() > 0) {
            return "";
        }
        for (NodeRecord node : nodes.all()) {
            if (node.isThere() && node.notStarted != null) {
                return node.id + " cannot run it: " + node.notStarted.message();
            }
        }
        for (NodeRecord node : nodes.all()) {
            if (node.isThere() && node.lanes > 0) {
                return pending.suspects() > 0 ? "a quiet node, to run a suspect subproblem alone" : "";
            }
        }
        return "a runner: starts on " + nodes.there() + (nodes.there() == 1 ? " node" : " nodes");
    }
}
