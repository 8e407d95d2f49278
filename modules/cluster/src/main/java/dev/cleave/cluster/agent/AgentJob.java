package dev.cleave.cluster.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.clock.Alarm;
import dev.cleave.cluster.peer.Link;
import dev.cleave.cluster.peer.Outgoing;
import dev.cleave.cluster.process.JobLog;
import dev.cleave.cluster.process.RunnerEvents;
import dev.cleave.cluster.process.RunnerPool;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.node.NodeJob;
import dev.cleave.core.node.NodePort;
import dev.cleave.core.node.NodeSettings;
import dev.cleave.core.node.RunnerKey;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.wire.cluster.ClusterMessage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shell of a node's {@link NodeJob} for one job: decodes, calls, performs. */
final class AgentJob extends AbstractBehavior<AgentJob.Command> implements NodePort {

    /** What the node's part of a job is told. */
    sealed interface Command {}

    /** The coordinator says something. */
    record FromCoordinator(long epoch, List<ToNode> messages) implements Command {}

    /** From now on the coordinator is reached through this link. */
    record Reach(ActorRef<Remote.ToLink> link) implements Command {}

    /** A controller of this epoch has the job. */
    record Obey(long epoch) implements Command {}

    /** The node is about to go. */
    record Drain() implements Command {}

    /** The job has so many of the node's lanes from now on. */
    record SetLanes(int lanes) implements Command {}

    /** The job is over. */
    record Stop(String why) implements Command {}

    private record RunnerUp(long runner) implements Command {}

    private record Said(long runner, FromRunner message) implements Command {}

    private record RunnerEnded(long runner, String cause, Path traced) implements Command {}

    private record Tick() implements Command {}

    /**
     * What a job on a node is made of.
     *
     * @param classPath its jars as local files
     * @param blobFolder where its large payloads are
     * @param reached told of every other link by which the controller is reached from then on
     * @param drained called when the node is about to go and nothing more of the job is on it
     */
    record Setup(
            NodeId node,
            JobSpec spec,
            long epoch,
            int lanes,
            List<String> classPath,
            String blobFolder,
            RunnerPool runners,
            JobLog log,
            ActorRef<Remote.ToLink> link,
            Consumer<ActorRef<Remote.ToLink>> reached,
            Runnable drained) {}

    private static final long LOOK_NANOS = 500_000_000L;

    private final Setup setup;
    private final NodeJob job;
    private final Alarm alarm;
    private ActorRef<Remote.ToLink> link;
    private final Outgoing<ToCoordinator> outgoing = Outgoing.toCoordinator(this::sendAll);
    private RunnerPool.@Nullable Runner runner;
    private long runners;
    private long sequence;
    private long epoch;
    private boolean draining;
    private boolean stopping;
    private boolean failed;

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> new AgentJob(context, setup));
    }

    private AgentJob(ActorContext<Command> context, Setup setup) {
        super(context);
        context.setLoggerName(AgentJob.class);
        this.setup = setup;
        this.link = setup.link();
        this.epoch = setup.epoch();
        NodeSettings settings = NodeSettings.defaults();
        this.job = new NodeJob(setup.spec(), setup.classPath(), setup.blobFolder(), setup.lanes(), settings, this);
        ActorRef<Command> self = context.getSelf();
        this.alarm = new Alarm(LOOK_NANOS, () -> self.tell(new Tick()));
        decide(() -> job.start(System.nanoTime()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Said.class, this::onSaid)
                .onMessage(FromCoordinator.class, this::onFromCoordinator)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(RunnerUp.class, this::onRunnerUp)
                .onMessage(RunnerEnded.class, this::onRunnerEnded)
                .onMessage(Reach.class, this::onReach)
                .onMessage(Obey.class, this::onObey)
                .onMessage(SetLanes.class, this::onSetLanes)
                .onMessage(Drain.class, drain -> onDrain())
                .onMessage(Stop.class, this::onStopJob)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    @Override
    public void send(ToCoordinator message) {
        outgoing.add(message);
    }

    @Override
    public void toRunner(ToRunner message) {
        if (runner != null) {
            runner.send(message);
        }
    }

    @Override
    public void launchRunner(boolean fresh) {
        long number = ++runners;
        ActorRef<Command> self = getContext().getSelf();
        runner = setup.runners()
                .take(
                        RunnerKey.of(setup.spec()),
                        fresh,
                        new RunnerEvents() {
                            @Override
                            public void up() {
                                self.tell(new RunnerUp(number));
                            }

                            @Override
                            public void said(FromRunner message) {
                                self.tell(new Said(number, message));
                            }

                            @Override
                            public void ended(String cause, Path traced) {
                                self.tell(new RunnerEnded(number, cause, traced));
                            }
                        },
                        setup.log());
    }

    @Override
    public void killRunner(String why) {
        if (runner != null) {
            runner.kill(why);
        }
    }

    @Override
    public void keepRunner() {
        if (runner != null) {
            runner.keep();
            runner = null;
        }
    }

    private Behavior<Command> onSaid(Said said) {
        decide(() -> job.fromRunner(said.runner(), said.message(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onFromCoordinator(FromCoordinator from) {
        if (from.epoch() < epoch) {
            return this; // It was on its way, or waited for a blob, when another controller's term began.
        }
        obey(from.epoch());
        long now = System.nanoTime();
        decide(() -> from.messages().forEach(message -> job.receive(message, now)));
        return this;
    }

    private Behavior<Command> onObey(Obey obey) {
        obey(obey.epoch());
        return this;
    }

    private void obey(long newEpoch) {
        if (newEpoch > epoch) {
            epoch = newEpoch;
            decide(() -> job.obey(newEpoch, System.nanoTime()));
        }
    }

    private Behavior<Command> onTick() {
        alarm.rang();
        decide(() -> job.tick(System.nanoTime()));
        return next();
    }

    private Behavior<Command> onRunnerUp(RunnerUp up) {
        decide(() -> job.runnerUp(up.runner(), System.nanoTime()));
        return this;
    }

    private Behavior<Command> onRunnerEnded(RunnerEnded ended) {
        getContext()
                .getLog()
                .info("job {}: runner {} has ended: {}", setup.spec().id(), ended.runner(), ended.cause());
        setup.log().note("runner " + ended.runner() + " has ended: " + ended.cause());
        if (ended.runner() == runners) {
            runner = null;
        }
        decide(() -> job.runnerDied(ended.runner(), ended.cause(), ended.traced(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onReach(Reach reach) {
        link = reach.link();
        setup.reached().accept(link);
        return this;
    }

    private Behavior<Command> onSetLanes(SetLanes set) {
        decide(() -> job.setLanes(set.lanes(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onDrain() {
        draining = true;
        decide(() -> job.drain(System.nanoTime()));
        return this;
    }

    private Behavior<Command> onStopJob(Stop stop) {
        stopping = true;
        decide(() -> job.stop(stop.why(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> next() {
        return job.isOver() || stopping && failed ? Behaviors.stopped() : this;
    }

    private Behavior<Command> onStop() {
        alarm.stop();
        killRunner("the node is going");
        setup.log().close();
        return this;
    }

    /** Runs a decision; one that cannot be made is reported rather than leaving the job stuck. */
    private void decide(Runnable decision) {
        try {
            decision.run();
        } catch (RuntimeException e) {
            getContext()
                    .getLog()
                    .error("job {}: a decision failed", setup.spec().id(), e);
            if (!failed) {
                failed = true;
                send(new ToCoordinator.JobNotStarted(JobFailure.of(Code.INTERNAL, "", e)));
            }
        }
        outgoing.flush();
        alarm.set(job.dueAt(), System.nanoTime());
        if (draining && job.drained()) {
            draining = false;
            setup.drained().run();
        }
    }

    private void sendAll(List<ToCoordinator> messages) {
        link.tell(new Link.Send(
                new ClusterMessage.ForCoordinator(setup.spec().id(), setup.node(), epoch, ++sequence, 0, messages)));
    }
}
