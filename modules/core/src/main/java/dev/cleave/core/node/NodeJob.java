package dev.cleave.core.node;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a node for one job: which leases it holds, what it tells its runner, what it must tell the
 * coordinator until it is acknowledged, when it asks for work.
 *
 * <p>Not thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls.
 */
public final class NodeJob {

    /** How often in a row a runner may end before it has loaded the job, until the coordinator is told. */
    private static final int MOST_DEATHS_BEFORE_READY = 3;
    /** How many results may arrive until the coordinator is told what is still awaited. */
    private static final int RESULTS_PER_BEAT = 128;

    private final JobSpec spec;
    private final List<String> localClassPath;
    private final String blobFolder;
    private final NodeSettings settings;
    private final NodePort port;
    private final LeaseShelf shelf = new LeaseShelf();
    private final RunnerLoad load = new RunnerLoad();
    private final Outbox outbox;
    private final RunnerSeat seat;
    private final BeatPacer pacer;

    private int lanes;
    /** How many lanes the runner was told to make ready when it loaded the job. */
    private int lanesSaid;

    private boolean draining;
    private long epoch = Long.MIN_VALUE;
    private long sequence;
    private int wantedSaid;
    private int resultsSinceBeat;
    private boolean checkpointAsked;
    private long nextStatusAt;
    private long nextCheckpointAt;
    private @Nullable JobFailure notStarted;

    /**
     * A node's part in a job, not begun.
     *
     * @param spec the job
     * @param localClassPath the job's jars as local files
     * @param blobFolder where node and runner exchange large payloads
     * @param lanes how many lanes the job gets here, at least 0
     * @param settings times and bounds
     * @param port where decisions go
     */
    public NodeJob(
            JobSpec spec,
            List<String> localClassPath,
            String blobFolder,
            int lanes,
            NodeSettings settings,
            NodePort port) {
        this.spec = spec;
        this.localClassPath = List.copyOf(localClassPath);
        this.blobFolder = blobFolder;
        this.lanes = lanes;
        this.settings = settings;
        this.port = port;
        this.outbox = new Outbox(settings, port);
        this.seat = new RunnerSeat(settings, port);
        this.pacer = new BeatPacer(settings);
    }

    /** Launches the runner. */
    public void start(long now) {
        pacer.start(now);
        nextStatusAt = now + settings.statusNanos();
        nextCheckpointAt = now + settings.checkpointNanos();
        seat.launch();
        tick(now);
    }

    /** A message from the job's coordinator. */
    public void receive(ToNode message, long now) {
        if (seat.is(RunnerState.STOPPED)) {
            return;
        }
        if (message instanceof ToNode.Grant grant) {
            onGrant(grant.lease(), now);
        } else if (message instanceof ToNode.AskToShed ask) {
            onAskToShed(ask.count());
        } else if (message instanceof ToNode.Deliver deliver) {
            onDeliver(deliver, now);
        } else if (message instanceof ToNode.Acknowledge acknowledge) {
            acknowledge.keys().forEach(outbox::acknowledge);
        } else if (message instanceof ToNode.Revoke revoke) {
            onRevoke(revoke.lease());
        }
        beat(now);
    }

    private void onGrant(Lease lease, long now) {
        LeaseId id = lease.id();
        if (lease.epoch() < epoch || shelf.isOver(id)) {
            return;
        }
        epoch = lease.epoch();
        HeldLease held = shelf.on(id.key());
        if (held != null && held.id().attempt() >= id.attempt()) {
            return;
        }
        if (held != null) {
            drop(held);
        }
        HeldLease added = shelf.add(lease);
        if (seat.isReady()) {
            run(added, now);
        }
    }

    private void run(HeldLease lease, long now) {
        lease.move(HeldState.Event.RUN);
        load.stirred(now);
        port.toRunner(new ToRunner.RunLease(lease.lease));
    }

    private void onAskToShed(int count) {
        if (seat.isReady() && !shelf.isEmpty()) {
            port.toRunner(new ToRunner.GiveAway(count));
        } else {
            port.send(new ToCoordinator.Shed(List.of()));
        }
    }

    private void onDeliver(ToNode.Deliver deliver, long now) {
        if (seat.isReady() && shelf.stopAwaiting(deliver.key())) {
            load.stirred(now);
            port.toRunner(new ToRunner.DeliverResult(deliver.key(), deliver.result(), deliver.measured()));
            resultsSinceBeat++;
            if (resultsSinceBeat >= RESULTS_PER_BEAT && shelf.awaiting() > 0) {
                pacer.hurry();
            }
        }
    }

    private void onRevoke(LeaseId id) {
        HeldLease held = shelf.find(id);
        if (held != null) {
            drop(held);
        }
        shelf.close(id);
    }

    private void drop(HeldLease held) {
        if (seat.isReady()) {
            port.toRunner(new ToRunner.DropLease(held.id()));
        }
        shelf.end(held, HeldState.Event.REVOKE);
        outbox.forgetShedFrom(held.id());
    }

    /** A launched runner is connected. */
    public void runnerUp(long runner, long now) {
        if (seat.connect(runner, now)) {
            lanesSaid = lanes;
            port.toRunner(new ToRunner.StartJob(
                    spec.id(),
                    spec.jobClass(),
                    localClassPath,
                    spec.arguments(),
                    lanes,
                    spec.maxDepth(),
                    spec.maxPayloadBytes(),
                    spec.profile(),
                    blobFolder));
        }
    }

    /** A message from a runner; ignored if another has taken its place. */
    public void fromRunner(long runner, FromRunner message, long now) {
        if (!seat.isCurrent(runner)) {
            return;
        }
        if (message instanceof FromRunner.JobLoaded) {
            onJobLoaded(now);
        } else if (message instanceof FromRunner.JobNotLoaded notLoaded) {
            seat.refused("the job cannot be loaded");
            notStarted = notLoaded.failure();
            port.send(new ToCoordinator.JobNotStarted(notLoaded.failure()));
        } else if (message instanceof FromRunner.LeaseStarted started) {
            HeldLease held = shelf.find(started.lease());
            if (held != null && held.state == HeldState.QUEUED) {
                shelf.start(held);
                load.leaseStarted(lanes);
            }
        } else if (message instanceof FromRunner.LeaseFinished finished) {
            onEnded(
                    finished.lease(),
                    new ToCoordinator.Finished(finished.lease(), finished.result(), finished.measured()),
                    now);
        } else if (message instanceof FromRunner.LeaseFailed failed) {
            onEnded(
                    failed.lease(),
                    new ToCoordinator.LeaseFailed(failed.lease(), failed.path(), failed.failure()),
                    now);
        } else if (message instanceof FromRunner.Gave gave) {
            onGave(gave, now);
        } else if (message instanceof FromRunner.CheckpointTaken taken) {
            onCheckpoint(taken);
        } else if (message instanceof FromRunner.Status status) {
            onStatus(status, now);
        }
        beat(now);
    }

    private void onJobLoaded(long now) {
        if (!seat.is(RunnerState.LOADING)) {
            return;
        }
        seat.loaded();
        notStarted = null;
        if (lanes != lanesSaid) {
            port.toRunner(new ToRunner.SetLanes(lanes));
        }
        for (HeldLease held : shelf.all()) {
            run(held, now);
        }
        pacer.hurry();
    }

    private void onEnded(LeaseId id, ToCoordinator message, long now) {
        HeldLease held = shelf.find(id);
        if (held != null) {
            shelf.end(held, HeldState.Event.END);
            outbox.put(Receipt.ended(id), message, now);
        }
    }

    private void onGave(FromRunner.Gave gave, long now) {
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
            if (held != null && !held.isStarted()) {
                shelf.end(held, HeldState.Event.GIVE_BACK);
                unstarted.add(id);
            }
        }
        // Who gives is not short: the coordinator takes it so, too, until the next heartbeat says otherwise.
        wantedSaid = 0;
        if (!unstarted.isEmpty()) {
            outbox.putReturned(unstarted, now);
        }
        if (!children.isEmpty()) {
            outbox.putShed(children, now);
        }
        if (unstarted.isEmpty() && children.isEmpty()) {
            port.send(new ToCoordinator.Shed(List.of()));
        }
    }

    private void onCheckpoint(FromRunner.CheckpointTaken taken) {
        checkpointAsked = false;
        for (FromRunner.CheckpointOf of : taken.leases()) {
            if (shelf.find(of.lease()) == null) {
                continue;
            }
            List<FinishedChild> batch = new ArrayList<>();
            int bytes = 0;
            for (FinishedChild child : of.finished()) {
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

    private void onStatus(FromRunner.Status status, long now) {
        load.report(status, now);
        for (FromRunner.LeaseProgress progress : status.leases()) {
            HeldLease held = shelf.find(progress.lease());
            if (held != null) {
                held.finishedWeight = progress.finishedWeight();
            }
        }
    }

    /** A runner has ended, or could not be launched. Launches another, later each time in a row. */
    public void runnerDied(long runner, String cause, Path tracedPath, long now) {
        if (!seat.died(runner, now)) {
            return;
        }
        List<LeaseId> running = new ArrayList<>();
        List<LeaseId> others = new ArrayList<>();
        for (HeldLease held : List.copyOf(shelf.all())) {
            if (held.state != HeldState.WAITING) {
                (held.isStarted() && !load.isQuiet() ? running : others).add(held.id());
                shelf.end(held, HeldState.Event.DIE);
            }
        }
        load.clear();
        checkpointAsked = false;
        outbox.put(Receipt.died(runner), new ToCoordinator.RunnerDied(runner, running, others, cause, tracedPath), now);
        if (seat.deathsBeforeReady() >= MOST_DEATHS_BEFORE_READY) {
            JobFailure failure = JobFailure.of(
                    Code.IO,
                    "",
                    "the runner ended " + seat.deathsBeforeReady() + " times before it had loaded the job: " + cause);
            notStarted = failure;
            port.send(new ToCoordinator.JobNotStarted(failure));
        }
        pacer.hurry();
        beat(now);
    }

    /** The job gets so many lanes from now on; 0 pauses it. */
    public void setLanes(int newLanes, long now) {
        lanes = newLanes;
        if (seat.isReady()) {
            port.toRunner(new ToRunner.SetLanes(newLanes));
        }
        pacer.hurry();
        beat(now);
    }

    /** The node wants to leave: gives back what it has not started, sheds what it can, finishes the rest. */
    public void drain(long now) {
        draining = true;
        nextStatusAt = now;
        pacer.hurry();
        tick(now);
    }

    /** Whether the node is draining, holds nothing more, and has been thanked for everything. */
    public boolean drained() {
        return draining && shelf.isEmpty() && outbox.isEmpty();
    }

    /** The job is over: kills the runner, and ignores everything from now on. */
    public void stop(long now) {
        seat.stop("the job is over");
    }

    /** Does what is due. To be called every {@link NodeSettings#tickNanos()}, or at {@link #dueAt()}. */
    public void tick(long now) {
        if (seat.is(RunnerState.STOPPED)) {
            return;
        }
        seat.launchIfDue(now);
        if (now >= nextStatusAt) {
            nextStatusAt = now + settings.statusNanos();
            askRunner();
        }
        if (now >= nextCheckpointAt) {
            nextCheckpointAt = now + settings.checkpointNanos();
            if (seat.isReady() && !shelf.isEmpty() && !checkpointAsked) {
                checkpointAsked = true;
                port.toRunner(new ToRunner.TakeCheckpoint());
            }
        }
        beat(now);
    }

    private void askRunner() {
        if (!seat.isReady() || shelf.isEmpty()) {
            return;
        }
        port.toRunner(new ToRunner.ReportStatus());
        if (draining) {
            port.toRunner(new ToRunner.GiveAway(Integer.MAX_VALUE));
        }
    }

    /** When {@link #tick} has something to do, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        if (seat.is(RunnerState.STOPPED)) {
            return Long.MAX_VALUE;
        }
        long due = Math.min(pacer.dueAt(), seat.relaunchAt());
        return seat.isReady() && !shelf.isEmpty() ? Math.min(due, Math.min(nextStatusAt, nextCheckpointAt)) : due;
    }

    /** Sends a heartbeat if it is time, or if there is something urgent. */
    private void beat(long now) {
        if (pacer.isRegularDue(now)) {
            outbox.repeat(now);
            if (notStarted != null) {
                port.send(new ToCoordinator.JobNotStarted(notStarted));
            }
            send(now, true);
            pacer.beaten(now);
            return;
        }
        int wanted = wanted();
        if (wanted > wantedSaid) {
            pacer.hurry();
        }
        pacer.hungry(wanted > lanes, now);
        if (pacer.takeUrgent(now)) {
            send(now, resultsSinceBeat >= RESULTS_PER_BEAT);
        }
    }

    private int wanted() {
        return seat.isReady() && !draining ? load.wanted(lanes, shelf.unstarted()) : 0;
    }

    private void send(long now, boolean withAwaited) {
        List<ToCoordinator.HeldLease> held = new ArrayList<>();
        for (HeldLease lease : shelf.all()) {
            held.add(new ToCoordinator.HeldLease(lease.id(), lease.isStarted(), lease.finishedWeight));
        }
        List<PathKey> awaited = withAwaited && seat.isReady() ? shelf.someAwaited(settings.awaitedAtOnce()) : List.of();
        if (withAwaited) {
            resultsSinceBeat = 0;
        }
        wantedSaid = wanted();
        port.send(new ToCoordinator.Heartbeat(
                sequence++,
                seat.isReady() ? lanes : 0,
                load.busyLanes(),
                wantedSaid,
                load.openPieces(),
                load.busyNanos(),
                held,
                outbox.receipts(),
                awaited,
                true));
    }
}
