package dev.cleave.core.coordination;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.journal.DecisionLog;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.search.Found;
import dev.cleave.core.session.ToSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decisions of the coordinator of one job: who gets which lease, what is known, what is lost, when the job ends.
 *
 * <p>Every message of a node is an event; {@link Intake} takes it in and puts it into the books, and after each event
 * what can be given out is given out, and what is short is asked for. Messages may be lost, doubled, delayed and
 * reordered: what must arrive is repeated by its sender until it is acknowledged or listed in a heartbeat, and everything
 * that arrives twice changes nothing the second time.
 *
 * <p>What it decides it tells a {@link DecisionLog}, before it sends anything that follows from it. From what was written of
 * that another coordinator goes on, see {@link Restoration}.
 *
 * <p>Not thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls. No operation looks through all
 * leases; memory grows with the leases outstanding, and the results kept for those.
 */
public final class Coordination {

    private final JobSpec spec;
    private final long epoch;
    private final CoordinationSettings settings;
    private final CoordinationPort port;
    private final DecisionLog log;
    private final CountKeeper counts = new CountKeeper();
    private final ProgressTally progress = new ProgressTally();
    private final LeaseTree tree = new LeaseTree(Weight.WHOLE);
    private final PendingQueue pending = new PendingQueue();
    private final NodeTable nodes = new NodeTable();
    private final LeaseBook book;
    private final LeaseGranter granter;
    private final ShedAsking asking;
    private final Intake intake;
    private final Restoration restoration;
    private final BestFound best;
    private final SessionBook session;
    private JobState state = JobState.TABLE.first();
    /** Until when nodes are waited for that hold leases, as the journal says; {@link Long#MAX_VALUE} if none are. */
    private long awaitUntil = Long.MAX_VALUE;

    /**
     * A coordinator that has not begun, and that need not be survived.
     *
     * @param spec what is to be run
     * @param epoch the term of the controller, carried by every lease
     * @param settings times and bounds
     * @param port where decisions go
     */
    public Coordination(JobSpec spec, long epoch, CoordinationSettings settings, CoordinationPort port) {
        this(spec, epoch, settings, port, DecisionLog.NONE);
    }

    /**
     * A coordinator that has not begun.
     *
     * @param spec what is to be run
     * @param epoch the term of the controller, carried by every lease
     * @param settings times and bounds
     * @param port where decisions go
     * @param log told of each decision that another coordinator must know of, but for the job's end
     */
    public Coordination(
            JobSpec spec, long epoch, CoordinationSettings settings, CoordinationPort port, DecisionLog log) {
        this.spec = spec;
        this.epoch = epoch;
        this.settings = settings;
        this.port = port;
        this.log = log;
        this.book = new LeaseBook(epoch, settings, port, log, tree, pending, nodes, counts, progress);
        this.granter = new LeaseGranter(pending, nodes, book);
        this.asking = new ShedAsking(settings, port, tree, pending, nodes);
        this.best = new BestFound(port, log, nodes);
        this.session = new SessionBook(spec.isSession(), port, tree, book);
        Reconciliation reconciliation = new Reconciliation(settings, port, tree, nodes, book, progress, best, session);
        this.intake = new Intake(port, tree, nodes, book, asking, reconciliation, counts, best, session, new Endings());
        this.restoration = new Restoration(tree, book, nodes, progress, session);
    }

    /** Begins the job: from now on nodes may join. */
    public void start(long now) {
        start(new JobImage(), now);
    }

    /**
     * Begins the job, or goes on where its journal ends: leases that were finished stay so, nodes go on with those that they
     * hold, all others are granted again.
     *
     * @param image what the journal says; not kept
     * @throws IllegalArgumentException if the job has ended, or too many coordinators have worked on it
     */
    public void start(JobImage image, long now) {
        begin(image, now);
        if (image.term() < 0) {
            addRoot();
        } else {
            restoration.restore(image, now);
            awaitUntil = now + settings.adoptNanos();
        }
        endIfEnough();
        serve(now);
    }

    /**
     * Begins the job from its root though there is a journal, as something that it refers to is gone. Whatever nodes hold is
     * revoked.
     */
    public void startAgain(JobImage image, long now) {
        begin(image, now);
        log.decided(new JournalRecord.Restarted());
        addRoot();
        endIfEnough();
        serve(now);
    }

    /** What was found may be the job's answer, and its end not have been written any more. */
    private void endIfEnough() {
        Found found = best.kept();
        if (found != null && found.isEnough()) {
            new Endings().answered(new Outcome.Succeeded(found.solution(), Measured.NOTHING, found.text()));
        }
    }

    /** That of a session nobody runs. */
    private void addRoot() {
        if (!session.isOn()) {
            book.addRoot();
        }
    }

    private void begin(JobImage image, long now) {
        int term = image.term() + 1;
        if (image.outcome() != null || term > JobImage.MOST_TERMS) {
            throw new IllegalArgumentException("job " + spec.id() + ", " + image.outcome() + ", coordinators before: "
                    + term + " (expected: a job that has not ended, and at most " + JobImage.MOST_TERMS + ")");
        }
        state = JobState.TABLE.after(state, JobState.Event.START);
        log.decided(new JournalRecord.Begun(epoch, term));
        best.restore(image.best());
        book.grantAbove(JobImage.attemptsBefore(term));
        session.begin(now);
    }

    /**
     * A node is alive and was told to start the job; or a lost one is back. It gets leases once it says that it wants some.
     *
     * @param lanes how many lanes it is going to have for the job
     */
    public void nodeJoined(NodeId id, int lanes, long now) {
        if (state.hasEnded()) {
            return;
        }
        NodeRecord node = nodes.findOrAdd(id);
        nodes.change(node, () -> {
            node.promisedLanes = lanes;
            node.joined = true;
            if (!node.isThere()) {
                node.standing = NodeRecord.Standing.ALIVE;
                node.wanted = 0;
                node.lanes = 0;
                node.busyLanes = 0;
                node.heardAt = now;
            }
        });
        followNodes();
        serve(now);
    }

    /** A node has been silent for too long, or has left: its leases are pending again. */
    public void nodeLost(NodeId id, long now) {
        NodeRecord node = nodes.find(id);
        if (node == null || node.standing == NodeRecord.Standing.LOST || state.hasEnded()) {
            return;
        }
        counts.lostNodes++;
        intake.lose(node, now);
        nodes.change(node, () -> {
            node.standing = NodeRecord.Standing.LOST;
            node.reserved = false;
            node.asked = 0;
            node.restUntil = Long.MIN_VALUE;
        });
        followNodes();
        serve(now);
    }

    /** A node wants to leave: it gets nothing new. What it has it sheds by itself. */
    public void nodeDraining(NodeId id, long now) {
        NodeRecord node = nodes.find(id);
        if (node == null || node.standing != NodeRecord.Standing.ALIVE || state.hasEnded()) {
            return;
        }
        nodes.change(node, () -> {
            node.standing = NodeRecord.Standing.DRAINING;
            node.reserved = false;
        });
        followNodes();
        serve(now);
    }

    /** A message from a node; also from one that is lost or never joined. */
    public void receive(NodeId from, ToCoordinator message, long now) {
        if (state.hasEnded()) {
            return;
        }
        intake.take(from, message, now);
        serve(now);
    }

    /**
     * A client is there for the session, over a stream of its own: it is told how much it may have outstanding.
     *
     * @throws IllegalStateException if the job is none
     */
    public void clientOpened(long now) {
        requireSession();
        if (!state.hasEnded()) {
            session.opened(now);
        }
    }

    /**
     * A message from the session's client: chunks arrive, or are unwanted.
     *
     * @throws IllegalStateException if the job is none
     */
    public void receive(ToSession message, long now) {
        requireSession();
        if (state.hasEnded()) {
            return;
        }
        session.receive(message, now);
        if (session.isClosed()) {
            new Endings().answered(new Outcome.Succeeded(new Payload.Inline(new byte[0]), Measured.NOTHING, ""));
        }
        serve(now);
    }

    private void requireSession() {
        if (!session.isOn()) {
            throw new IllegalStateException("job " + spec.id() + " (expected: a session)");
        }
    }

    /** Nobody wants the job any more. Does nothing if it has ended. */
    public void cancel(long now) {
        end(JobState.Event.CANCEL, new Outcome.Cancelled());
    }

    /** The job must not go on, for a reason outside of it such as a time limit. Does nothing if it has ended. */
    public void fail(JobFailure failure, long now) {
        end(JobState.Event.FAIL, new Outcome.Failed(failure));
    }

    /** Does what is due. To be called every {@link CoordinationSettings#tickNanos()}, or at {@link #dueAt()}. */
    public void tick(long now) {
        if (!state.hasEnded()) {
            serve(now);
        }
    }

    /** When {@link #tick} has something to do, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        return state.hasEnded()
                ? Long.MAX_VALUE
                : Math.min(session.abandonedAt(), Math.min(awaitUntil, asking.dueAt()));
    }

    /** Whether the job has ended. */
    public boolean hasEnded() {
        return state.hasEnded();
    }

    /** How far the job is. */
    public Progress progress() {
        return new Progress(
                progress.fraction(),
                nodes.there(),
                nodes.lanes(),
                nodes.busyLanes(),
                pending.size(),
                book.granted(),
                state.hasEnded() ? "" : new WaitingReason(nodes, pending, book).text(),
                best().map(Found::valueText).orElse(""));
    }

    /** The best solution that was found, if any is looked for. */
    public Optional<Found> best() {
        return Optional.ofNullable(best.kept());
    }

    /** What was counted so far. */
    public Counts counts() {
        return counts.counts();
    }

    /** What is run. */
    public JobSpec spec() {
        return spec;
    }

    /** What each node did, lost ones included, in the order in which they joined. */
    public Map<NodeId, NodeShare> shares() {
        Map<NodeId, NodeShare> shares = new LinkedHashMap<>();
        for (NodeRecord node : nodes.all()) {
            int lanes = node.lanes > 0 ? node.lanes : node.promisedLanes;
            shares.put(node.id, new NodeShare(lanes, node.busyNanos, node.leases));
        }
        return shares;
    }

    /** How many leases and checkpointed results are kept, of which memory is a multiple. */
    public int kept() {
        return tree.size();
    }

    private void serve(long now) {
        if (state.hasEnded() || state == JobState.NEW) {
            return;
        }
        if (session.isAbandoned(now)) {
            cancel(now);
            return;
        }
        giveUpAwaited(now);
        granter.grant(now);
        asking.ask(now);
    }

    /** Nodes that hold leases, as the journal says, and that nothing was heard of in time, are lost. */
    private void giveUpAwaited(long now) {
        if (now >= awaitUntil) {
            awaitUntil = Long.MAX_VALUE;
            restoration.awaited().forEach(node -> nodeLost(node, now));
        }
    }

    private void followNodes() {
        if (nodes.taking() > 0 && state == JobState.WAITING) {
            state = JobState.TABLE.after(state, JobState.Event.NODE_JOINS);
        } else if (nodes.taking() == 0 && state == JobState.RUNNING) {
            state = JobState.TABLE.after(state, JobState.Event.LAST_NODE_GOES);
        }
    }

    private void end(JobState.Event event, Outcome outcome) {
        if (!state.hasEnded()) {
            state = JobState.TABLE.after(state, event);
            port.ended(outcome);
        }
    }

    /** Lets messages end the job. */
    private final class Endings implements Intake.Endings {
        @Override
        public void answered(Outcome.Succeeded outcome) {
            progress.complete();
            end(JobState.Event.ROOT_FINISHES, outcome);
        }

        @Override
        public void failed(JobFailure failure) {
            end(JobState.Event.FAIL, new Outcome.Failed(failure));
        }
    }
}
