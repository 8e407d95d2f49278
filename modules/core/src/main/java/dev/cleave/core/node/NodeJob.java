package dev.cleave.core.node;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.core.search.Cost;
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

    private final JobSpec spec;
    private final List<String> localClassPath;
    private final String blobFolder;
    private final NodeSettings settings;
    private final NodePort port;
    private final LeaseShelf shelf = new LeaseShelf();
    private final RunnerLoad load = new RunnerLoad();
    private final Outbox outbox;
    private final NodeIncumbent incumbent;
    private final Handover handover;
    private final RunnerSeat seat;
    private final Heartbeats beats;
    private final RunnerReuse reuse;
    private final Parting parting = new Parting();

    private int lanes;
    /** How many lanes the runner was told to make ready when it loaded the job. */
    private int lanesSaid;

    private boolean draining;
    private long epoch = Long.MIN_VALUE;
    private boolean checkpointAsked;
    private long nextStatusAt;
    private long nextCheckpointAt;
    /** When the runner had loaded the job. */
    private long loadedAt;

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
        this.incumbent = new NodeIncumbent(settings, port, outbox);
        this.handover = new Handover(settings, port, shelf, outbox);
        this.seat = new RunnerSeat(settings, port);
        this.beats = new Heartbeats(settings, port, shelf, load, outbox, incumbent);
        this.reuse = new RunnerReuse(spec);
    }

    /** Launches the runner. */
    public void start(long now) {
        beats.start(now);
        nextStatusAt = now + settings.statusNanos();
        loadedAt = now;
        planCheckpoint(now);
        seat.launch(!reuse.mayBegin());
        tick(now);
    }

    /** A message from the job's coordinator. */
    public void receive(ToNode message, long now) {
        if (isStopped()) {
            return;
        }
        if (message instanceof ToNode.Grant grant) {
            onGrant(grant.lease(), now);
        } else if (message instanceof ToNode.AskToShed ask) {
            onAskToShed(ask);
        } else if (message instanceof ToNode.Deliver deliver) {
            onDeliver(deliver, now);
        } else if (message instanceof ToNode.Acknowledge acknowledge) {
            acknowledge.keys().forEach(outbox::acknowledge);
        } else if (message instanceof ToNode.Revoke revoke) {
            onRevoke(revoke.lease());
        } else if (message instanceof ToNode.BestKnown best && incumbent.isKept(best.cost(), now) && seat.isReady()) {
            port.toRunner(new ToRunner.BestKnown(best.cost()));
        }
        beat(now);
    }

    /**
     * A later controller coordinates the job from now on: it is told all that is held and not acknowledged, and what an earlier
     * one grants is refused. Does nothing for a controller that is not later.
     */
    public void obey(long newEpoch, long now) {
        if (isStopped() || newEpoch <= epoch) {
            return;
        }
        epoch = newEpoch;
        outbox.startOver(now);
        incumbent.startOver(now);
        beats.start(now);
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
        beats.granted();
        if (seat.isReady()) {
            run(added, now);
        }
    }

    private void run(HeldLease lease, long now) {
        lease.move(HeldState.Event.RUN);
        reuse.runs(lease.lease);
        load.stirred(now);
        port.toRunner(new ToRunner.RunLease(lease.lease));
    }

    private void onAskToShed(ToNode.AskToShed ask) {
        handover.leastNanos(ask.leastNanos());
        if (seat.isReady() && !shelf.isEmpty()) {
            port.toRunner(new ToRunner.GiveAway(ask.count(), ask.leastNanos()));
        } else {
            port.send(new ToCoordinator.Shed(List.of()));
        }
    }

    private void onDeliver(ToNode.Deliver deliver, long now) {
        if (seat.isReady() && !parting.isStill() && shelf.stopAwaiting(deliver.key())) {
            load.stirred(now);
            port.toRunner(new ToRunner.DeliverResult(deliver.key(), deliver.result(), deliver.measured()));
            beats.resultPassedOn();
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
        if (held.isStarted()) {
            reuse.spoil();
        }
        if (seat.isReady()) {
            port.toRunner(new ToRunner.DropLease(held.id()));
        }
        shelf.end(held, HeldState.Event.REVOKE);
        outbox.forgetShedFrom(held.id());
    }

    /** A launched runner is connected. */
    public void runnerUp(long runner, long now) {
        if (seat.connect(runner, now)) {
            reuse.renewed();
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
        if (seat.is(RunnerState.ENDING)) {
            if (message instanceof FromRunner.JobEnded ended) {
                seat.ended(ended);
            }
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
                held.startedAt = now;
                if (!held.lease.beside()) {
                    load.leaseStarted(lanes);
                }
            }
        } else if (message instanceof FromRunner.LeaseFinished finished) {
            onEnded(
                    finished.lease(),
                    new ToCoordinator.Finished(
                            finished.lease(), finished.result(), finished.measured(), finished.text()),
                    now);
        } else if (message instanceof FromRunner.LeaseFailed failed) {
            reuse.spoil();
            onEnded(
                    failed.lease(),
                    new ToCoordinator.LeaseFailed(failed.lease(), failed.path(), failed.failure()),
                    now);
        } else if (message instanceof FromRunner.Gave gave) {
            boolean some = handover.gave(gave, now);
            parting.gave(some);
            if (some) {
                beats.gave();
            }
        } else if (message instanceof FromRunner.CheckpointTaken taken) {
            checkpointAsked = false;
            boolean parts = parting.checkpointTaken();
            if (incumbent.isKept()) {
                handover.checkpointTaken(taken);
                if (parts && load.isQuiet() && allBegun() && outbox.isEmpty()) {
                    part(now);
                }
            }
        } else if (message instanceof FromRunner.Improved improved) {
            incumbent.found(improved.found(), now);
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
        loadedAt = now;
        planCheckpoint(now);
        notStarted = null;
        if (lanes != lanesSaid) {
            port.toRunner(new ToRunner.SetLanes(lanes));
        }
        if (incumbent.known() != Cost.NONE) {
            port.toRunner(new ToRunner.BestKnown(incumbent.known()));
        }
        for (HeldLease held : shelf.all()) {
            run(held, now);
        }
        beats.hurry();
    }

    private void onEnded(LeaseId id, ToCoordinator message, long now) {
        HeldLease held = shelf.find(id);
        if (held != null) {
            if (held.isStarted() && !held.lease.beside()) {
                load.leaseEnded(now - held.startedAt);
            }
            shelf.end(held, HeldState.Event.END);
            outbox.put(Receipt.ended(id), message, incumbent.needed(), now);
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
        if (draining && !checkpointAsked && parting.look(status, allBegun(), outbox.isEmpty(), load.isQuiet())) {
            checkpointAsked = true;
            port.toRunner(new ToRunner.TakeCheckpoint());
        }
    }

    private boolean allBegun() {
        return !shelf.isEmpty() && shelf.unstarted() == 0 && shelf.besides() == 0;
    }

    /** Gives back what has been begun, and only waits. */
    private void part(long now) {
        reuse.spoil();
        List<LeaseId> waiting = new ArrayList<>();
        for (HeldLease held : List.copyOf(shelf.all())) {
            port.toRunner(new ToRunner.DropLease(held.id()));
            shelf.end(held, HeldState.Event.GIVE_BACK);
            waiting.add(held.id());
        }
        outbox.putReturned(waiting, now);
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
                (held.isStarted() && (held.lease.beside() || !load.isQuiet()) ? running : others).add(held.id());
                shelf.end(held, HeldState.Event.DIE);
            }
        }
        load.clear();
        parting.startOver();
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
        beats.hurry();
        beat(now);
    }

    /** The job gets so many lanes from now on; 0 pauses it. To be told again the same does nothing. */
    public void setLanes(int newLanes, long now) {
        if (isStopped() || newLanes == lanes) {
            return;
        }
        lanes = newLanes;
        if (seat.isReady()) {
            port.toRunner(new ToRunner.SetLanes(newLanes));
        }
        beats.hurry();
        beat(now);
    }

    /** The node wants to leave: gives back what it has not started, sheds what it can, finishes what runs, and gives back what waits. */
    public void drain(long now) {
        if (draining) {
            return;
        }
        draining = true;
        nextStatusAt = now;
        beats.hurry();
        tick(now);
    }

    /** Whether the node is draining, holds nothing more, and has been thanked for everything. */
    public boolean drained() {
        return draining && shelf.isEmpty() && outbox.isEmpty();
    }

    /**
     * The job is over: lets the runner end it, to be used again, or kills it where that may not be; ignores everything
     * else from now on. A second call kills a runner that has not ended the job yet.
     */
    public void stop(String why, long now) {
        if (seat.isReady() && shelf.isEmpty() && !draining && reuse.mayEnd()) {
            seat.end(now);
        } else {
            seat.stop(why);
        }
    }

    /** Whether the job was stopped, and nothing more is expected of its runner. */
    public boolean isOver() {
        return seat.is(RunnerState.STOPPED);
    }

    private boolean isStopped() {
        return seat.is(RunnerState.STOPPED) || seat.is(RunnerState.ENDING);
    }

    /** Does what is due. To be called every {@link NodeSettings#tickNanos()}, or at {@link #dueAt()}. */
    public void tick(long now) {
        if (isStopped()) {
            if (now >= seat.endBy()) {
                seat.stop("it did not end its job in time");
            }
            return;
        }
        seat.launchIfDue(now);
        if (now >= nextStatusAt) {
            nextStatusAt = now + settings.statusNanos();
            askRunner();
        }
        if (now >= nextCheckpointAt) {
            planCheckpoint(now);
            if (seat.isReady() && !shelf.isEmpty() && !checkpointAsked) {
                checkpointAsked = true;
                port.toRunner(new ToRunner.TakeCheckpoint());
            }
        }
        beat(now);
    }

    /** Often at first, so that what dies never loses more than an eighth of its time; rarely enough later. */
    private void planCheckpoint(long now) {
        long most = settings.checkpointNanos();
        nextCheckpointAt = now + Math.max(most / 4, Math.min(most, (now - loadedAt) / 8));
    }

    private void askRunner() {
        if (!seat.isReady() || shelf.isEmpty()) {
            return;
        }
        port.toRunner(new ToRunner.ReportStatus());
        if (draining) {
            port.toRunner(new ToRunner.GiveAway(Integer.MAX_VALUE, 0));
        }
    }

    /** When {@link #tick} has something to do, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        if (isStopped()) {
            return isOver() ? Long.MAX_VALUE : seat.endBy();
        }
        long due = Math.min(beats.dueAt(), seat.relaunchAt());
        return seat.isReady() && !shelf.isEmpty() ? Math.min(due, Math.min(nextStatusAt, nextCheckpointAt)) : due;
    }

    private void beat(long now) {
        beats.beat(seat.isReady(), lanes, draining, notStarted, now);
    }
}
