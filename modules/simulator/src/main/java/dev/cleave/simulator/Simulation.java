package dev.cleave.simulator;

import dev.cleave.core.epoch.Term;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.cluster.Checker;
import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.cluster.SimulatedClient;
import dev.cleave.simulator.cluster.SimulatedController;
import dev.cleave.simulator.cluster.SimulatedNode;
import dev.cleave.simulator.cluster.SimulatedStore;
import dev.cleave.simulator.network.MessageBytes;
import dev.cleave.simulator.network.SimulatedNetwork;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.SlowedTree;
import dev.cleave.simulator.tree.Solutions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One job on a simulated cluster. The same settings give the same run, event for event.
 *
 * <p>Not thread-safe; a run takes one thread.
 */
public final class Simulation {

    private static final int HISTORY = 400;
    private static final long LOOK_EVERY = 200_000L;

    private final SimulationSettings settings;
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedNetwork network;
    private final Checker checker = new Checker();
    private final Map<NodeId, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Map<NodeId, Integer> lanes = new HashMap<>();
    private final Deque<String> history = new ArrayDeque<>();
    private final Map<Long, SimulatedController> controllers = new HashMap<>();
    private final Set<NodeId> leaving = new HashSet<>();
    private final @Nullable SimulatedStore store;
    private final Meddling meddling;
    private SimulatedController controller;
    private Term term;
    private @Nullable Outcome outcome;
    private final JobSpec spec;
    private final @Nullable SimulatedClient client;
    private boolean tracing;
    private long rampUpNanos = -1;

    /** A run of the protocol as it is. */
    public Simulation(SimulationSettings settings) {
        this(settings, Meddling.NONE);
    }

    /** A run with a changed protocol. */
    public Simulation(SimulationSettings settings, Meddling meddling) {
        this(settings, meddling, 0);
    }

    /**
     * A run with a changed protocol.
     *
     * @param chunks how many chunks a client has solved, if the job is a session; 0 if it is none
     */
    public Simulation(SimulationSettings settings, Meddling meddling, int chunks) {
        this.settings = settings;
        this.meddling = meddling;
        this.network = new SimulatedNetwork(
                clock, settings.seed(), settings.link(), settings.costs().bytesPerSecond());
        this.spec = new JobSpec(
                new JobId("job"),
                "Generated",
                List.of(),
                chunks > 0 ? Map.of(JobSpec.SESSION, "") : Map.of(),
                List.of(),
                JobSpec.DEFAULT_MAX_DEPTH,
                JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                false);
        this.store = settings.store() == null
                ? null
                : new SimulatedStore(clock, settings.seed(), settings.store(), meddling, checker::violation);
        this.term = store == null ? new Term(1, "controller-1") : store.takeEpoch();
        this.controller = newController();
        for (int i = 1; i <= settings.nodes(); i++) {
            join(settings.lanes());
        }
        this.client = chunks == 0
                ? null
                : new SimulatedClient(
                        settings.tree(),
                        chunks,
                        Math.max(settings.runner().poison(), settings.runner().failing()),
                        clock,
                        settings.seed(),
                        new ClientSurroundings());
    }

    /** The session's client, if the job is one. */
    public @Nullable SimulatedClient client() {
        return client;
    }

    private SimulatedController newController() {
        SimulatedController made = new SimulatedController(
                spec,
                term,
                store,
                settings.coordination(),
                settings.costs().coordinator(),
                clock,
                lanes,
                leaving,
                checker,
                meddling,
                this::toNode,
                this::note);
        controllers.put(term.epoch(), made);
        return made;
    }

    /**
     * Lets another controller go on with the job now, whatever the present one does.
     *
     * @throws IllegalStateException if there is no store from which it could
     */
    public void takeOver() {
        if (store == null) {
            throw new IllegalStateException("take over from " + term.controller() + " (expected: a store)");
        }
        term = store.takeEpoch();
        note(term.controller() + " takes over");
        checkEnd(controller);
        controller = newController();
        controller.start();
    }

    /** Notes every message in the history, not only what befalls nodes. */
    public Simulation traced() {
        tracing = true;
        return this;
    }

    /** The time, and what is planned for it. */
    public VirtualClock clock() {
        return clock;
    }

    /** The network, to cut links. */
    public SimulatedNetwork network() {
        return network;
    }

    /** The present controller. */
    public SimulatedController controller() {
        return controller;
    }

    /** The nodes that ever were, in the order in which they joined. */
    public List<SimulatedNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Lets another node join now. */
    public SimulatedNode join(int laneCount) {
        NodeId id = new NodeId("node-" + (nodes.size() + 1));
        lanes.put(id, laneCount);
        SimulatedNode node = new SimulatedNode(
                id,
                store == null ? term : null,
                spec,
                laneCount,
                settings.node(),
                clock,
                treeOf(nodes.size()),
                settings.runner(),
                meddling,
                new Surroundings());
        nodes.put(id, node);
        clock.in(0, node::start);
        return node;
    }

    private RecursionTree treeOf(int node) {
        double speed = settings.costs().slowNode();
        return node == 0 && speed != 1.0 ? new SlowedTree(settings.tree(), speed) : settings.tree();
    }

    /**
     * Looks when a share of the lanes that there are at first is busy for the first time.
     *
     * @param share above 0, up to 1
     */
    public Simulation watchingFor(double share) {
        lookAtLanes((int) Math.ceil(share * settings.nodes() * settings.lanes()));
        return this;
    }

    private void lookAtLanes(int wanted) {
        int busy = 0;
        for (SimulatedNode node : nodes.values()) {
            busy += node.busyLanes();
        }
        if (busy >= wanted) {
            rampUpNanos = clock.now();
        } else {
            clock.in(LOOK_EVERY, () -> lookAtLanes(wanted));
        }
    }

    /** Runs until the job has ended, or its limit is reached. */
    public SimulationReport run() {
        controller.start();
        if (client != null) {
            client.start();
        }
        while (!hasEnded()
                && clock.now() < settings.limitNanos()
                && checker.violations().isEmpty()) {
            if (!clock.step()) {
                break;
            }
        }
        controllers.values().forEach(this::checkEnd);
        long busy = 0;
        for (SimulatedNode node : nodes.values()) {
            busy += node.busyNanos();
        }
        return new SimulationReport(
                outcome,
                controller.outcome() == null ? clock.now() : controller.endedAt(),
                settings.tree().workNanos(),
                busy,
                controller.received(),
                controller.busiest(),
                controller.workedNanos(),
                rampUpNanos,
                network.sent(),
                network.dropped(),
                controller.coordination().counts(),
                List.copyOf(checker.violations()),
                new ArrayList<>(history));
    }

    private boolean hasEnded() {
        for (SimulatedController each : controllers.values()) {
            outcome = outcome == null ? each.outcome() : outcome;
        }
        return outcome != null;
    }

    private void checkEnd(SimulatedController ended) {
        if (ended.endings() > 1) {
            checker.violation("ended " + ended.endings() + " times");
        }
        if (ended.outcome() != null && !ended.outcome().equals(outcome == null ? ended.outcome() : outcome)) {
            checker.violation("ended in two ways: " + outcome + " and " + ended.outcome());
        }
        if (ended.outcome() instanceof Outcome.Succeeded succeeded) {
            if (client == null && !isRight(succeeded.result())) {
                checker.violation("another result than plain recursion's");
            }
            Measured measured = succeeded.measured();
            if (client == null
                    && !settings.tree().solutions().endEarly()
                    && measured.subproblems() != settings.tree().root().size()) {
                checker.violation("subproblems: " + measured.subproblems());
            }
            if (ended.endings() == 1 && ended.coordination().progress().fraction() != 1.0) {
                checker.violation("succeeded at " + ended.coordination().progress());
            }
        }
    }

    private boolean isRight(Payload result) {
        Solutions solutions = settings.tree().solutions();
        return solutions.isEmpty() ? result.equals(settings.tree().root().result()) : solutions.isAnswer(result);
    }

    private void toNode(Term from, NodeId id, List<ToNode> batch) {
        SimulatedNode node = nodes.get(id);
        if (tracing) {
            batch.forEach(message -> note("> " + id + " " + message));
        }
        if (node != null) {
            for (List<ToNode> part : batch.isEmpty() ? List.of(batch) : parts(batch)) {
                long bytes = 0;
                for (ToNode message : network.isNarrow() ? part : List.<ToNode>of()) {
                    bytes += MessageBytes.of(message);
                }
                network.send(id.value(), true, bytes, () -> node.receive(from, part));
            }
        }
    }

    /** Where messages get lost, each has a fate of its own, as that is harder. */
    private <M> List<List<M>> parts(List<M> batch) {
        return settings.link().isPerfect()
                ? List.of(batch)
                : batch.stream().map(List::of).toList();
    }

    private void note(String what) {
        history.add(String.format("%12.6f ms %s", clock.now() / 1e6, what));
        if (history.size() > HISTORY) {
            history.remove();
        }
    }

    private final class ClientSurroundings implements SimulatedClient.Surroundings {
        @Override
        public SimulatedController controller() {
            return controller;
        }

        @Override
        public void send(boolean isToClient, Runnable arrives) {
            network.send("client", isToClient, 0, arrives);
        }

        @Override
        public void violation(String what) {
            checker.violation(what);
        }
    }

    private final class Surroundings implements SimulatedNode.Surroundings {
        @Override
        public void toCoordinator(NodeId node, Term to, List<ToCoordinator> batch) {
            for (ToCoordinator message : batch) {
                if (tracing) {
                    note("< " + node + " " + message);
                }
                checker.nodeSends(message);
            }
            for (List<ToCoordinator> part : parts(batch)) {
                long bytes = 0;
                for (ToCoordinator message : network.isNarrow() ? part : List.<ToCoordinator>of()) {
                    bytes += MessageBytes.of(message);
                }
                network.send(node.value(), false, bytes, () -> at(to).receive(node, part));
            }
        }

        @Override
        public void runs(Lease lease) {
            checker.runs(lease);
        }

        @Override
        public void alive(NodeId node, Term to) {
            network.send(node.value(), false, 0, () -> at(to).alive(node));
        }

        @Override
        public void refuses(NodeId node, Term from, long epoch) {
            network.send(node.value(), false, 0, () -> at(from).refused(epoch));
        }

        private SimulatedController at(Term to) {
            SimulatedController found = controllers.get(to.epoch());
            return found == null ? controller : found;
        }

        @Override
        public void violation(String what) {
            checker.violation(what);
        }

        @Override
        public void note(String what) {
            Simulation.this.note(what);
        }
    }
}
