package dev.cleave.core.node;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import java.util.ArrayList;
import java.util.List;

/** What a runner hands over for others: subproblems and leases given away, and results of a checkpoint. */
final class Handover {

    private final NodeSettings settings;
    private final NodePort port;
    private final LeaseShelf shelf;
    private final Outbox outbox;
    private long leastNanos;

    Handover(NodeSettings settings, NodePort port, LeaseShelf shelf, Outbox outbox) {
        this.settings = settings;
        this.port = port;
        this.shelf = shelf;
        this.outbox = outbox;
    }

    /** What takes less is not worth a lease to the coordinator, and so not worth telling it of either. */
    void leastNanos(long nanos) {
        leastNanos = nanos;
    }

    /** Keeps what the runner gave away, and sends it on. Returns whether it was anything. */
    boolean gave(FromRunner.Gave gave, long now) {
        List<ShedChild> children = new ArrayList<>(gave.children().size());
        for (ShedChild child : gave.children()) {
            HeldLease parent = shelf.find(child.parent());
            if (parent != null) {
                shelf.await(parent, child.parent().key().descendant(child.path()));
                children.add(child);
            }
        }
        List<LeaseId> unstarted = new ArrayList<>(gave.unstarted().size());
        for (LeaseId id : gave.unstarted()) {
            HeldLease held = shelf.find(id);
            if (held != null) {
                shelf.end(held, HeldState.Event.GIVE_BACK);
                unstarted.add(id);
            }
        }
        if (!unstarted.isEmpty()) {
            outbox.putReturned(unstarted, now);
        }
        if (!children.isEmpty()) {
            outbox.putShed(children, now);
        }
        boolean nothing = unstarted.isEmpty() && children.isEmpty();
        if (nothing) {
            port.send(new ToCoordinator.Shed(List.of()));
        }
        return !nothing;
    }

    /** Sends a checkpoint on, in parts that a message can carry. */
    void checkpointTaken(FromRunner.CheckpointTaken taken) {
        for (FromRunner.CheckpointOf of : taken.leases()) {
            if (shelf.find(of.lease()) == null) {
                continue;
            }
            List<FinishedChild> batch = new ArrayList<>();
            int bytes = 0;
            for (FinishedChild child : of.finished()) {
                if (child.measured().workNanos() < leastNanos) {
                    continue;
                }
                int size = Outbox.bytesOf(child.result()) + 4 * child.path().length() + 64;
                if (!batch.isEmpty() && bytes + size > settings.batchBytes()) {
                    port.send(new ToCoordinator.Checkpoint(of.lease(), List.copyOf(batch)));
                    batch.clear();
                    bytes = 0;
                }
                batch.add(child);
                bytes += size;
            }
            if (!batch.isEmpty()) {
                port.send(new ToCoordinator.Checkpoint(of.lease(), List.copyOf(batch)));
            }
        }
    }
}
