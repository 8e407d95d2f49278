package dev.cleave.core.node;

import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the best solution: what its runners have found, and what the coordinator keeps.
 *
 * <p>A runner leaves out what is no better than what it has found, at once. If the node died then, so would the solution, and with
 * it all that was done without regard to it; so it must not have told of the one without the other. What it tells of results
 * therefore waits until a solution is kept that is as good as any that the runner had found by then ({@link #needed()}).
 *
 * <p>One offer is on its way at a time; only the best of those that come meanwhile follows it. So a runner that finds better ones
 * all the time costs the coordinator no more than one message each time that it answers.
 */
final class NodeIncumbent {

    private final NodeSettings settings;
    private final NodePort port;
    private final Outbox outbox;
    private long kept = Cost.NONE;
    private long own = Cost.NONE;
    private @Nullable Found offer;
    /** The cost of what was offered and not answered. */
    private long onItsWay = Cost.NONE;

    private long sentAt;

    NodeIncumbent(NodeSettings settings, NodePort port, Outbox outbox) {
        this.settings = settings;
        this.port = port;
        this.outbox = outbox;
    }

    /** The lowest cost of which the coordinator said that it keeps a solution. */
    long kept() {
        return kept;
    }

    /** The lowest cost that a new runner should know of. */
    long known() {
        return Math.min(kept, own);
    }

    /** Of what cost a solution must be kept before what a runner says now may be told. */
    long needed() {
        return own;
    }

    /** Whether what a runner says now may be told now. */
    boolean isKept() {
        return kept <= own;
    }

    /** A runner has found a solution. */
    void found(Found found, long now) {
        if (found.cost() >= known()) {
            return;
        }
        own = found.cost();
        offer = found;
        if (onItsWay == Cost.NONE) {
            send(found, now);
        }
    }

    /** The coordinator keeps a solution. Returns whether a runner should know of it. */
    boolean isKept(long cost, long now) {
        if (cost >= kept) {
            return false;
        }
        boolean news = cost < known();
        kept = cost;
        if (kept <= onItsWay) {
            onItsWay = Cost.NONE;
        }
        Found left = offer;
        if (left != null && left.cost() >= kept) {
            offer = null;
        } else if (left != null && onItsWay == Cost.NONE) {
            send(left, now);
        }
        outbox.kept(kept, now);
        return news;
    }

    private void send(Found found, long now) {
        onItsWay = found.cost();
        sentAt = now;
        port.send(new ToCoordinator.Improved(found));
    }

    /** Whoever it was told to is gone. */
    void startOver(long now) {
        sentAt = now - settings.heartbeatNanos();
    }

    /** Says again what has not been answered for a heartbeat interval. */
    void repeat(long now) {
        Found left = offer;
        if (left != null && now - sentAt >= settings.heartbeatNanos()) {
            send(left, now);
        }
    }
}
