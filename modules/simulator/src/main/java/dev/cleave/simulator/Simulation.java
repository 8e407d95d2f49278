package dev.cleave.simulator;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.cluster.Checker;
import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.cluster.SimulatedController;
import dev.cleave.simulator.cluster.SimulatedNode;
import dev.cleave.simulator.network.MessageBytes;
import dev.cleave.simulator.network.SimulatedNetwork;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.SlowedTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final SimulatedController controller;
    private final Meddling meddling;
    private final JobSpec spec;
    private boolean tracing;
    private long rampUpNanos = -1;

    /** A run of the protocol as it is. */
    public Simulation(SimulationSettings settings) {
        this(settings, Meddling.NONE);
    }

    /** A run with a changed protocol. */
    public Simulation(SimulationSettings settings, Meddling meddling) {
        this.settings = settings;
        this.meddling = meddling;
        this.network = new SimulatedNetwork(
                clock, settings.seed(), settings.link(), settings.costs().bytesPerSecond());
        this.spec = new JobSpec(
                new JobId("job"),
                "Generated",
                List.of(),
                Map.of(),
                List.of(),
                JobSpec.DEFAULT_MAX_DEPTH,
                JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                false);
        this.controller = new SimulatedController(
                spec,
                settings.coordination(),
                settings.costs().coordinator(),
                clock,
                lanes,
                checker,
                meddling,
                this::toNode,
                this::note);
        for (int i = 1; i <= settings.nodes(); i++) {
            join(settings.lanes());
        }
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

    /** The controller. */
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
        while (controller.outcome() == null
                && clock.now() < settings.limitNanos()
                && checker.violations().isEmpty()) {
            if (!clock.step()) {
                break;
            }
        }
        checkEnd();
        long busy = 0;
        for (SimulatedNode node : nodes.values()) {
            busy += node.busyNanos();
        }
        return new SimulationReport(
                controller.outcome(),
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

    private void checkEnd() {
        @Nullable Outcome outcome = controller.outcome();
        if (controller.endings() > 1) {
            checker.violation("ended " + controller.endings() + " times");
        }
        if (outcome instanceof Outcome.Succeeded succeeded) {
            if (!succeeded.result().equals(settings.tree().root().result())) {
                checker.violation("another result than plain recursion's");
            }
            Measured measured = succeeded.measured();
            if (measured.subproblems() != settings.tree().root().size()) {
                checker.violation("subproblems: " + measured.subproblems());
            }
            if (controller.coordination().progress().fraction() != 1.0) {
                checker.violation("succeeded at " + controller.coordination().progress());
            }
        }
    }

    private void toNode(NodeId id, List<ToNode> batch) {
        SimulatedNode node = nodes.get(id);
        if (tracing) {
            batch.forEach(message -> note("> " + id + " " + message));
        }
        if (node != null) {
            for (List<ToNode> part : parts(batch)) {
                long bytes = 0;
                for (ToNode message : network.isNarrow() ? part : List.<ToNode>of()) {
                    bytes += MessageBytes.of(message);
                }
                network.send(id.value(), true, bytes, () -> node.receive(part));
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

    private final class Surroundings implements SimulatedNode.Surroundings {
        @Override
        public void toCoordinator(NodeId node, List<ToCoordinator> batch) {
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
                network.send(node.value(), false, bytes, () -> controller.receive(node, part));
            }
        }

        @Override
        public void runs(Lease lease) {
            checker.runs(lease);
        }

        @Override
        public void alive(NodeId node) {
            network.send(node.value(), false, 0, () -> controller.alive(node));
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
