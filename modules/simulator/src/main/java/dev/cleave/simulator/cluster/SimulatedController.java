package dev.cleave.simulator.cluster;

import dev.cleave.core.coordination.Coordination;
import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.epoch.Mandate;
import dev.cleave.core.epoch.Term;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.DecisionLog;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.membership.Membership;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.network.BatchCost;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The controller's side in virtual time: one coordinator, and who is alive. */
public final class SimulatedController {

    /** The window in which messages are counted to find the busiest. */
    public static final long WINDOW_MILLIS = 100;

    private static final long LOOK_EVERY = 100_000_000L;
    private static final long LONGEST_TICK = 50_000_000L;

    private final VirtualClock clock;
    private final Membership membership = new Membership();
    private final Coordination coordination;
    private final @Nullable SimulatedJournal journal;
    private final Term term;
    private final Checker checker;
    private final Meddling meddling;
    private final Consumer<String> history;
    private final Map<NodeId, Integer> lanes;
    private final Set<NodeId> leaving;
    private final Mandate mandate;
    private final Stage stage = new Stage();
    private final NodePath nodePath;
    private Consumer<FromSession> client = nobody -> {};
    private @Nullable Outcome outcome;
    private long endedAt;
    private int endings;
    private double shown;
    private long received;
    private long windowEnds;
    private long inWindow;
    private long busiest;
    private final Turns turns;
    /** For when the next tick is planned; {@link Long#MAX_VALUE} if none is. */
    private long tickAt = Long.MAX_VALUE;

    /** How a controller reaches a node. */
    public interface NodePath {
        /** Sends messages of a controller to a node; none are a greeting. */
        void send(Term from, NodeId node, List<ToNode> batch);
    }

    /**
     * A controller that has not begun.
     *
     * @param term its term
     * @param store where its journal is; null if it need not be survived
     * @param cost how long the coordinator is at work for what it gets and sends
     * @param lanes how many lanes each node is going to have
     * @param leaving the nodes that were told to leave
     * @param network sends a batch of messages to a node
     * @param history notes what happens
     */
    public SimulatedController(
            JobSpec spec,
            Term term,
            @Nullable SimulatedStore store,
            CoordinationSettings settings,
            BatchCost cost,
            VirtualClock clock,
            Map<NodeId, Integer> lanes,
            Set<NodeId> leaving,
            Checker checker,
            Meddling meddling,
            NodePath network,
            Consumer<String> history) {
        this.term = term;
        this.mandate = new Mandate(term);
        this.nodePath = network;
        this.leaving = leaving;
        this.turns = new Turns(clock, cost, (node, batch) -> network.send(term, node, batch));
        this.clock = clock;
        this.lanes = lanes;
        this.checker = checker;
        this.meddling = meddling;
        this.history = history;
        Port port = new Port();
        this.journal = store == null ? null : new SimulatedJournal(term, store, clock, checker, meddling, port);
        this.coordination = new Coordination(
                spec,
                term.epoch(),
                settings,
                journal == null ? port : journal,
                journal == null ? DecisionLog.NONE : journal);
    }

    /** Begins the job, or goes on with it where its journal ends. */
    public void start() {
        JobImage image = journal == null ? new JobImage() : journal.image();
        if (image.outcome() != null) {
            outcome = image.outcome();
            endedAt = clock.now();
            return;
        }
        coordination.start(image, clock.now());
        look();
        after();
    }

    /** Ends at once; what it has not written is lost. */
    public void crash() {
        stage.leave();
    }

    /** Stops until {@link #goOn}. */
    public void pause() {
        stage.pause();
    }

    /** Goes on after a pause; what came meanwhile is taken in now. */
    public void goOn() {
        stage.goOn();
    }

    /** Whether it can do anything now. */
    public boolean isUp() {
        return stage.isUp();
    }

    /** A node obeys a controller of this epoch. */
    public void refused(long epoch) {
        stage.act(() -> told(epoch));
    }

    private void told(long epoch) {
        if (mandate.told(epoch)) {
            history.accept(term.controller() + " hears that its time is over");
            stage.leave();
        }
    }

    /** What the coordinator decides. */
    public Coordination coordination() {
        return coordination;
    }

    /** How the job ended, or null if it has not. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** When the job ended. */
    public long endedAt() {
        return endedAt;
    }

    /** How often the job was said to have ended; more than once is wrong. */
    public int endings() {
        return endings;
    }

    /** How many batches of messages of nodes arrived. */
    public long received() {
        return received;
    }

    /** A client opens a stream; what is said to it goes there. */
    public void clientOpened(Consumer<FromSession> out) {
        client = out;
        stage.act(() -> turns.next(() -> {
            coordination.clientOpened(clock.now());
            after();
        }));
    }

    /** The client of a session says something. */
    public void fromClient(ToSession message) {
        stage.act(() -> turns.next(() -> {
            coordination.receive(message, clock.now());
            after();
        }));
    }

    /** A node says that it is alive. */
    public void alive(NodeId node) {
        stage.act(() -> turns.received(List.of(), () -> heard(node)));
    }

    private void heard(NodeId node) {
        if (membership.heartbeat(node, clock.now())) {
            history.accept(node + " joins");
            coordination.nodeJoined(node, lanes.getOrDefault(node, 1), clock.now());
            if (leaving.contains(node)) {
                coordination.nodeDraining(node, clock.now());
            }
            after();
        }
    }

    /** A node wants to leave. */
    public void draining(NodeId node) {
        leaving.add(node);
        stage.act(() -> {
            coordination.nodeDraining(node, clock.now());
            after();
        });
    }

    /** A node has left. */
    public void left(NodeId node) {
        stage.act(() -> {
            membership.left(node);
            checker.lost(node);
            coordination.nodeLost(node, clock.now());
            after();
        });
    }

    private void look() {
        for (NodeId node : membership.lost(clock.now())) {
            history.accept(node + " is lost");
            if (meddling.tellsOfLoss(node)) {
                checker.lost(node);
                coordination.nodeLost(node, clock.now());
                after();
            }
        }
        greet();
        clock.in(LOOK_EVERY, () -> stage.act(this::look));
    }

    /** Lets nodes know of it that may not. */
    private void greet() {
        if (journal != null) {
            for (NodeId node : lanes.keySet()) {
                if (!membership.isAlive(node)) {
                    nodePath.send(term, node, List.of());
                }
            }
        }
    }

    /** How many of them within one window of time at most. */
    public long busiest() {
        return Math.max(busiest, inWindow);
    }

    /** How long the coordinator was at work for messages. */
    public long workedNanos() {
        return turns.workedNanos();
    }

    /** A batch of messages of a node, arriving now. */
    public void receive(NodeId from, List<ToCoordinator> batch) {
        stage.act(() -> {
            count();
            turns.received(batch, () -> {
                batch.forEach(message -> take(from, message));
                after();
            });
        });
    }

    private void count() {
        received++;
        if (clock.now() >= windowEnds) {
            busiest = Math.max(busiest, inWindow);
            inWindow = 0;
            windowEnds = clock.now() + WINDOW_MILLIS * 1_000_000;
        }
        inWindow++;
    }

    private void take(NodeId from, ToCoordinator message) {
        meddling.atCoordinator(
                from,
                message,
                passed -> {
                    if (decides()) {
                        checker.arrives(from, passed);
                    }
                    coordination.receive(from, passed, clock.now());
                },
                answer -> turns.say(from, answer));
    }

    /** Whether it is the present controller, known to itself or not. */
    private boolean decides() {
        return journal == null || journal.isPresent();
    }

    private void after() {
        if (journal != null) {
            journal.flush();
            journal.checkKept(coordination.kept());
        }
        double fraction = coordination.progress().fraction();
        if (fraction < shown) {
            checker.violation("progress fell from " + shown + " to " + fraction);
        }
        shown = fraction;
        planTick();
    }

    private void planTick() {
        if (outcome != null) {
            return;
        }
        long wanted = Math.min(coordination.dueAt(), journal == null ? Long.MAX_VALUE : journal.dueAt());
        long due = Math.max(clock.now() + 1, Math.min(wanted, clock.now() + LONGEST_TICK));
        if (due < tickAt) {
            tickAt = due;
            clock.at(due, () -> stage.act(() -> tickPlannedFor(due)));
        }
    }

    private void tickPlannedFor(long at) {
        if (at != tickAt) {
            return;
        }
        tickAt = Long.MAX_VALUE;
        turns.next(() -> {
            coordination.tick(clock.now());
            after();
        });
    }

    private final class Port implements SimulatedJournal.Owner {
        @Override
        public void send(NodeId node, ToNode message) {
            if (decides()) {
                checker.sends(node, message, clock.now());
            } else {
                checker.sendsLate(message);
            }
            meddling.fromCoordinator(node, message, passed -> turns.say(node, passed));
        }

        @Override
        public void toClient(FromSession message) {
            client.accept(message);
        }

        @Override
        public void ended(Outcome how) {
            endings++;
            outcome = how;
            endedAt = clock.now();
            history.accept("ended: " + how);
        }

        @Override
        public void answered(Runnable answer) {
            stage.act(() -> turns.next(answer));
        }

        @Override
        public void refused(long epoch) {
            told(epoch);
        }
    }
}
