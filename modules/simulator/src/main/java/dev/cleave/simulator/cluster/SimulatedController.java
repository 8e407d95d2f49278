package dev.cleave.simulator.cluster;

import dev.cleave.core.coordination.Coordination;
import dev.cleave.core.coordination.CoordinationPort;
import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.membership.Membership;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.network.BatchCost;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
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
    private final Checker checker;
    private final Meddling meddling;
    private final Consumer<String> history;
    private final Map<NodeId, Integer> lanes;
    private final Set<NodeId> leaving = new HashSet<>();
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

    /**
     * A controller that has not begun.
     *
     * @param cost how long the coordinator is at work for what it gets and sends
     * @param lanes how many lanes each node is going to have
     * @param network sends a batch of messages to a node
     * @param history notes what happens
     */
    public SimulatedController(
            JobSpec spec,
            CoordinationSettings settings,
            BatchCost cost,
            VirtualClock clock,
            Map<NodeId, Integer> lanes,
            Checker checker,
            Meddling meddling,
            BiConsumer<NodeId, List<ToNode>> network,
            Consumer<String> history) {
        this.turns = new Turns(clock, cost, network);
        this.clock = clock;
        this.lanes = lanes;
        this.checker = checker;
        this.meddling = meddling;
        this.history = history;
        this.coordination = new Coordination(spec, 1, settings, new Port());
    }

    /** Begins the job. */
    public void start() {
        coordination.start(clock.now());
        look();
        planTick();
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

    /** A node says that it is alive. */
    public void alive(NodeId node) {
        turns.received(List.of(), () -> heard(node));
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
        coordination.nodeDraining(node, clock.now());
        after();
    }

    /** A node has left. */
    public void left(NodeId node) {
        membership.left(node);
        checker.lost(node);
        coordination.nodeLost(node, clock.now());
        after();
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
        clock.in(LOOK_EVERY, this::look);
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
        count();
        turns.received(batch, () -> {
            batch.forEach(message -> take(from, message));
            after();
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
                    checker.arrives(from, passed);
                    coordination.receive(from, passed, clock.now());
                },
                answer -> turns.say(from, answer));
    }

    private void after() {
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
        long due = Math.max(clock.now() + 1, Math.min(coordination.dueAt(), clock.now() + LONGEST_TICK));
        if (due < tickAt) {
            tickAt = due;
            clock.at(due, () -> tickPlannedFor(due));
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

    private final class Port implements CoordinationPort {
        @Override
        public void send(NodeId node, ToNode message) {
            checker.sends(node, message);
            meddling.fromCoordinator(node, message, passed -> turns.say(node, passed));
        }

        @Override
        public void ended(Outcome how) {
            endings++;
            outcome = how;
            endedAt = clock.now();
            history.accept("ended: " + how);
        }
    }
}
