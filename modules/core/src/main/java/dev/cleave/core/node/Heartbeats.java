package dev.cleave.core.node;

import dev.cleave.api.JobFailure;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToCoordinator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how a node stands: regularly, and at once when the coordinator should know. */
final class Heartbeats {

    /** How many results may arrive until the coordinator is told what is still awaited. */
    private static final int RESULTS_PER_BEAT = 128;
    /** How many leases, and how many receipts, one message carries. */
    private static final int MOST_LISTED = 4096;

    private final NodeSettings settings;
    private final NodePort port;
    private final LeaseShelf shelf;
    private final RunnerLoad load;
    private final Outbox outbox;
    private final NodeIncumbent incumbent;
    private final BeatPacer pacer;
    private long sequence;
    private int wantedSaid;
    /** How many leases have come since that was said. */
    private int grantedSince;

    private int resultsSinceBeat;

    Heartbeats(
            NodeSettings settings,
            NodePort port,
            LeaseShelf shelf,
            RunnerLoad load,
            Outbox outbox,
            NodeIncumbent incumbent) {
        this.settings = settings;
        this.port = port;
        this.shelf = shelf;
        this.load = load;
        this.outbox = outbox;
        this.incumbent = incumbent;
        this.pacer = new BeatPacer(settings);
    }

    void start(long now) {
        pacer.start(now);
    }

    /** Something has changed that the coordinator should know soon. */
    void hurry() {
        pacer.hurry();
    }

    /** A result went to the runner; when many have, the coordinator is told which are still awaited. */
    void resultPassedOn() {
        resultsSinceBeat++;
        if (resultsSinceBeat >= RESULTS_PER_BEAT && shelf.awaiting() > 0) {
            pacer.hurry();
        }
    }

    /** A lease has come. */
    void granted() {
        grantedSince++;
    }

    /** The runner gave something away: who gives is not short, until the next heartbeat says otherwise. */
    void gave() {
        wantedSaid = 0;
    }

    /** When the next heartbeat is due. */
    long dueAt() {
        return pacer.dueAt();
    }

    /** Sends a heartbeat if it is time, or if there is something urgent. */
    void beat(boolean ready, int lanes, boolean draining, @Nullable JobFailure notStarted, long now) {
        int wanted = ready && !draining ? load.wanted(lanes, shelf.unstarted()) : 0;
        if (pacer.isRegularDue(now)) {
            incumbent.repeat(now);
            outbox.repeat(now);
            if (notStarted != null) {
                port.send(new ToCoordinator.JobNotStarted(notStarted));
            }
            send(ready, lanes, wanted, true);
            pacer.beaten(now);
            return;
        }
        if (isNews(wanted, lanes)) {
            pacer.hurry();
        }
        pacer.hungry(lanes == 1 ? wanted > 1 : wanted > 0 && load.busyLanes() < lanes, now);
        if (pacer.takeUrgent(now)) {
            send(ready, lanes, wanted, resultsSinceBeat >= RESULTS_PER_BEAT);
        }
    }

    /**
     * Whether the coordinator should know at once how much is wanted: more than it was told and has not sent since, by a
     * quarter of the lanes where they are many; or nothing any more, though it still thinks so and would not ask here. What
     * a single lane is sent is all that it can want for a while.
     */
    private boolean isNews(int wanted, int lanes) {
        if (lanes == 1) {
            return wanted > wantedSaid;
        }
        int stillSaid = Math.max(0, wantedSaid - grantedSince);
        return wanted - stillSaid >= Math.max(1, lanes / 4) || (wanted == 0 && stillSaid > 0);
    }

    private void send(boolean ready, int lanes, int wanted, boolean withAwaited) {
        List<PathKey> receipts = outbox.receipts();
        boolean complete = shelf.all().size() <= MOST_LISTED && receipts.size() <= MOST_LISTED;
        List<ToCoordinator.HeldLease> held = new ArrayList<>();
        for (HeldLease lease : shelf.all()) {
            if (held.size() == MOST_LISTED) {
                break;
            }
            held.add(new ToCoordinator.HeldLease(lease.id(), lease.isStarted(), lease.finishedWeight));
        }
        List<PathKey> awaited = withAwaited && ready ? shelf.someAwaited(settings.awaitedAtOnce()) : List.of();
        if (withAwaited) {
            resultsSinceBeat = 0;
        }
        wantedSaid = wanted;
        grantedSince = 0;
        port.send(new ToCoordinator.Heartbeat(
                sequence++,
                ready ? lanes : 0,
                load.busyLanes(),
                wantedSaid,
                load.openPieces(),
                load.busyNanos(),
                held,
                receipts.size() <= MOST_LISTED ? receipts : List.copyOf(receipts.subList(0, MOST_LISTED)),
                awaited,
                complete,
                incumbent.kept()));
    }
}
