package dev.cleave.simulator.cluster;

import dev.cleave.core.epoch.EpochGuard;
import dev.cleave.core.epoch.Term;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.node.NodeJob;
import dev.cleave.core.node.NodePort;
import dev.cleave.core.node.NodeSettings;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.runner.RunnerEvents;
import dev.cleave.simulator.runner.RunnerModel;
import dev.cleave.simulator.runner.SimulatedRunner;
import dev.cleave.simulator.tree.RecursionTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node agent in virtual time, with the runner that it launched last. */
public final class SimulatedNode {

    /** What a node reaches around it. */
    public interface Surroundings {
        /** Sends messages to the coordinator of a controller, over the network. */
        void toCoordinator(NodeId node, Term controller, List<ToCoordinator> batch);

        /** Says to a controller that the node is alive, over the network. */
        void alive(NodeId node, Term controller);

        /** Says to a controller that another epoch is obeyed, over the network. */
        void refuses(NodeId node, Term controller, long epoch);

        /** Its runner is told to run a lease. */
        void runs(Lease lease);

        /** Something happened that must never happen. */
        void violation(String what);

        /** For the run's history. */
        void note(String what);
    }

    private static final long ALIVE_EVERY = 500_000_000L;

    private final NodeId id;
    private final VirtualClock clock;
    private final RecursionTree tree;
    private final RunnerModel model;
    private final Surroundings around;
    private final Meddling meddling;
    private final NodeJob job;
    private final EpochGuard guard = new EpochGuard();
    private @Nullable Term controller;
    /** The latest epoch heard of, known without the guard. */
    private long latest;

    private final List<Runnable> waiting = new ArrayList<>();
    private final List<ToCoordinator> unsaid = new ArrayList<>();
    private @Nullable SimulatedRunner runner;
    private long runnerNumber;
    private long busyNanos;
    private boolean crashed;
    private boolean paused;
    /** For when the next tick is planned; {@link Long#MAX_VALUE} if none is. */
    private long tickAt = Long.MAX_VALUE;

    /**
     * A node that has not begun.
     *
     * @param controller the controller that it knows from the beginning; null if it waits for one
     */
    public SimulatedNode(
            NodeId id,
            @Nullable Term controller,
            JobSpec spec,
            int lanes,
            NodeSettings settings,
            VirtualClock clock,
            RecursionTree tree,
            RunnerModel model,
            Meddling meddling,
            Surroundings around) {
        this.id = id;
        if (controller != null) {
            guard.judge(controller);
            this.controller = controller;
        }
        this.clock = clock;
        this.tree = tree;
        this.model = model;
        this.meddling = meddling;
        this.around = around;
        this.job = new NodeJob(spec, List.of(), "", lanes, settings, new Port());
    }

    /** Its identity. */
    public NodeId id() {
        return id;
    }

    /** Begins to work for the job. */
    public void start() {
        sayAlive();
        job.start(clock.now());
        planTick();
    }

    /** Whether it neither crashed nor left. */
    public boolean isThere() {
        return !crashed;
    }

    /** The time that lanes of all its runners have run steps. */
    public long busyNanos() {
        SimulatedRunner current = runner;
        return busyNanos + (current == null ? 0 : current.busyNanos());
    }

    /** How many of its lanes run something. */
    public int busyLanes() {
        SimulatedRunner current = runner;
        return current == null || crashed ? 0 : current.busyLanes();
    }

    private void sayAlive() {
        if (crashed) {
            return;
        }
        Term to = controller;
        if (!paused && to != null) {
            around.alive(id, to);
        }
        clock.in(ALIVE_EVERY, this::sayAlive);
    }

    /** A batch of messages from a coordinator, arriving now. */
    public void receive(Term from, List<ToNode> batch) {
        act(() -> {
            if (!obeys(from)) {
                around.refuses(id, from, guard.epoch());
                return;
            }
            if (from.epoch() < latest && !batch.isEmpty()) {
                around.violation(id + " obeys epoch " + from.epoch() + " after " + latest);
            }
            latest = Math.max(latest, from.epoch());
            for (ToNode message : batch) {
                meddling.atNode(id, message, passed -> job.receive(passed, clock.now()));
            }
        });
    }

    private boolean obeys(Term from) {
        EpochGuard.Verdict verdict = guard.judge(from);
        boolean refuses = verdict == EpochGuard.Verdict.REFUSE && meddling.nodeChecksEpoch(id);
        if (!refuses && !from.equals(controller)) {
            flush();
            controller = from;
            around.alive(id, from);
            job.obey(from.epoch(), clock.now());
        }
        return !refuses;
    }

    /** Leaves in good order. */
    public void drain() {
        act(() -> job.drain(clock.now()));
    }

    /** Whether it has left in good order. */
    public boolean drained() {
        return job.drained();
    }

    /** Gets another number of lanes. */
    public void setLanes(int lanes) {
        act(() -> job.setLanes(lanes, clock.now()));
    }

    /** Ends at once, with its runner. */
    public void crash() {
        crashed = true;
        retire();
    }

    /** Ends its runner only. */
    public void killRunner() {
        SimulatedRunner current = runner;
        if (!crashed && current != null && !current.isDead()) {
            current.kill();
            long number = runnerNumber;
            clock.in(model.socketNanos(), () -> died(number, "signal 9", Path.EMPTY));
        }
    }

    /** Stops agent and runner until {@link #goOn}. */
    public void pause() {
        paused = true;
        if (runner != null) {
            runner.freeze();
        }
    }

    /** Goes on after a pause; what came meanwhile is taken in now. */
    public void goOn() {
        if (!paused) {
            return;
        }
        paused = false;
        if (runner != null) {
            runner.thaw();
        }
        List<Runnable> missed = List.copyOf(waiting);
        waiting.clear();
        missed.forEach(this::act);
    }

    private void act(Runnable action) {
        if (crashed) {
            return;
        }
        if (paused) {
            waiting.add(action);
            return;
        }
        action.run();
        planTick();
    }

    /** A tick that is planned too early looks when it is due then: cheaper than planning it anew each time. */
    private void planTick() {
        if (crashed) {
            return;
        }
        long due = Math.max(clock.now() + 1, Math.min(job.dueAt(), clock.now() + 10 * ALIVE_EVERY));
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
        if (job.dueAt() > clock.now()) {
            planTick();
        } else {
            act(() -> job.tick(clock.now()));
        }
    }

    /** What is said within one turn goes together, with what else the node takes in at that very moment. */
    private void say(ToCoordinator message) {
        if (unsaid.isEmpty()) {
            clock.in(0, this::flush);
        }
        unsaid.add(message);
    }

    private void flush() {
        List<ToCoordinator> batch = List.copyOf(unsaid);
        unsaid.clear();
        Term to = controller;
        if (to != null && !batch.isEmpty()) {
            around.toCoordinator(id, to, batch);
        }
    }

    private void died(long number, String cause, Path tracedPath) {
        act(() -> {
            around.note(id + " lost runner " + number + ": " + cause);
            job.runnerDied(number, cause, tracedPath, clock.now());
        });
    }

    private void retire() {
        if (runner != null) {
            busyNanos += runner.busyNanos();
            runner.kill();
            runner = null;
        }
    }

    private final class Port implements NodePort {
        @Override
        public void send(ToCoordinator message) {
            meddling.fromNode(id, message, passed -> SimulatedNode.this.say(passed));
        }

        @Override
        public void toRunner(ToRunner message) {
            SimulatedRunner to = runner;
            if (to != null) {
                meddling.toRunner(id, message, passed -> {
                    if (passed instanceof ToRunner.RunLease run) {
                        around.runs(run.lease());
                    }
                    clock.in(model.socketNanos(), () -> to.receive(passed));
                });
            }
        }

        @Override
        public void launchRunner(boolean fresh) {
            retire();
            long number = ++runnerNumber;
            clock.in(model.startNanos(), () -> {
                if (crashed || number != runnerNumber) {
                    return;
                }
                runner = new SimulatedRunner(clock, tree, model, new Ears(number));
                act(() -> job.runnerUp(number, clock.now()));
            });
        }

        @Override
        public void killRunner(String why) {
            retire();
        }

        @Override
        public void keepRunner() {
            // One job is all that a simulated node works for.
            retire();
        }
    }

    private final class Ears implements RunnerEvents {
        private final long number;

        private Ears(long number) {
            this.number = number;
        }

        @Override
        public void says(FromRunner message) {
            clock.in(model.socketNanos(), () -> act(() -> job.fromRunner(number, message, clock.now())));
        }

        @Override
        public void died(String cause, Path tracedPath) {
            clock.in(model.socketNanos(), () -> SimulatedNode.this.died(number, cause, tracedPath));
        }

        @Override
        public void violation(String what) {
            around.violation(id + ": " + what);
        }
    }
}
