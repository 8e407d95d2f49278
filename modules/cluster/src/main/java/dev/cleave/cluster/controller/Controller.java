package dev.cleave.cluster.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.UniqueAddress;
import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.lifeline.LifelineServer;
import dev.cleave.cluster.peer.Link;
import dev.cleave.cluster.peer.LinkOwner;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.cluster.transport.Version;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.membership.Absences;
import dev.cleave.wire.cluster.ClusterMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cluster singleton that owns the jobs and knows the nodes: the shell of
 * {@link dev.cleave.core.membership.Membership}.
 *
 * <p>Each registered node has a {@link Link}, each job a {@link Coordinator}; both are children of this actor, and talk
 * to each other directly.
 */
public final class Controller extends AbstractBehavior<Remote.ToController> {

    /**
     * Runs a job. Only from the controller's own process: the observer is an object.
     *
     * @param byShare whether the job has only the lanes that it is given by {@link Share}, and not all
     * @param journal where its coordinator writes what it decides, and from where it goes on; null if the job ends with the
     *     controller
     */
    public record Submit(
            JobSpec spec,
            JobObserver observer,
            boolean byShare,
            @Nullable JobJournal journal) implements Remote.ToController {}

    /** A job has so many lanes of a node from now on; of no effect where one of them is not there (any more). */
    public record Share(JobId job, NodeId node, int lanes) implements Remote.ToController {}

    /** Every job is submitted that an earlier controller left: a job of which nodes speak besides is over. */
    public record Settled() implements Remote.ToController {}

    /** A node is to give back its work and to take no more; also one that has not joined yet. */
    public record Drain(NodeId node) implements Remote.ToController {}

    /** The term is over: the jobs go on under another controller, or when there is one again. */
    public record End() implements Remote.ToController {}

    /** Ends a job that nobody wants any more. */
    public record Cancel(JobId job) implements Remote.ToController {}

    /** Ends a job that must not go on. */
    public record Fail(JobId job, JobFailure failure) implements Remote.ToController {}

    /** A client is there for a job that is a session; it is let go at once if that does not run here. */
    public record OpenSession(JobId job, SessionClient client) implements Remote.ToController {}

    private record Heard(NodeId node, int link) implements Remote.ToController {}

    private record FromLink(NodeId node, int link, ClusterMessage message) implements Remote.ToController {}

    private record Gone(NodeId node, int link, boolean closed, String why) implements Remote.ToController {}

    private record Dropped(NodeId node, JobId job, String why) implements Remote.ToController {}

    private record JobEnded(JobId job) implements Remote.ToController {}

    private record Look() implements Remote.ToController {}

    private static final Duration LOOK = Duration.ofMillis(200);

    private final long epoch;
    private final BlobShelf shelf;
    private final NodeListener listener;
    private final NodeRegistry nodes;
    private final Members members;
    private final Absences<UniqueAddress> absences = new Absences<>();
    private final RunningJobs jobs;
    /** Nodes that are to take no more work, for as long as they live: one that is lost may come back. */
    private final Set<NodeId> draining = new HashSet<>();
    /** Those of them that were lost meanwhile: nothing is waited for that they still hold. */
    private final Set<NodeId> lostDraining = new HashSet<>();

    private int submitted;
    private boolean settled;

    /**
     * A controller.
     *
     * @param epoch its term, higher than that of every controller before it
     * @param shelf where jars and blobs are
     * @param lifelines where nodes hang; null if no port could be had for it
     * @param listener told which nodes there are
     * @param settled whether no earlier controller has left jobs; else {@link Settled} is to be said once they are submitted
     */
    public static Behavior<Remote.ToController> create(
            long epoch, BlobShelf shelf, @Nullable LifelineServer lifelines, NodeListener listener, boolean settled) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), LOOK);
            return new Controller(context, epoch, shelf, lifelines, listener, settled);
        }));
    }

    private Controller(
            ActorContext<Remote.ToController> context,
            long epoch,
            BlobShelf shelf,
            @Nullable LifelineServer lifelines,
            NodeListener listener,
            boolean settled) {
        super(context);
        context.setLoggerName(Controller.class);
        this.epoch = epoch;
        this.shelf = shelf;
        this.nodes = new NodeRegistry(
                context.getSystem(),
                epoch,
                lifelines,
                (owner, name) -> context.spawn(Link.create(owner, shelf), name),
                (node, link) -> context.getSelf().tell(new Gone(node, link, true, "its lifeline has ended")));
        this.members = new Members(context.getSystem());
        this.jobs = new RunningJobs(epoch);
        this.listener = listener;
        this.settled = settled;
        members.nodes().forEach(node -> absences.unseen(node, System.nanoTime()));
    }

    @Override
    public Receive<Remote.ToController> createReceive() {
        return newReceiveBuilder()
                .onMessage(Heard.class, this::onHeard)
                .onMessage(FromLink.class, this::onFromLink)
                .onMessage(Look.class, look -> onLook())
                .onMessage(Gone.class, this::onGone)
                .onMessage(Remote.Direct.class, this::onDirect)
                .onMessage(Submit.class, this::onSubmit)
                .onMessage(Cancel.class, this::onCancel)
                .onMessage(Fail.class, this::onFail)
                .onMessage(OpenSession.class, this::onOpenSession)
                .onMessage(Share.class, this::onShare)
                .onMessage(Drain.class, this::onDrain)
                .onMessage(End.class, end -> Behaviors.stopped())
                .onMessage(Settled.class, said -> onSettled())
                .onMessage(Dropped.class, this::onDropped)
                .onMessage(JobEnded.class, this::onJobEnded)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Remote.ToController> onDirect(Remote.Direct direct) {
        if (direct.message() instanceof ClusterMessage.RegisterNode register) {
            register(register);
        }
        return this;
    }

    private void register(ClusterMessage.RegisterNode register) {
        ActorRef<Remote.ToLink> peer;
        try {
            peer = ActorRefResolver.get(getContext().getSystem()).resolveActorRef(register.replyTo());
        } catch (RuntimeException e) {
            getContext().getLog().warn("a node that cannot be reached wants to register: {}", e.getMessage());
            return;
        }
        if (!register.version().equals(Version.CURRENT)) {
            peer.tell(new Remote.Direct(new ClusterMessage.NodeRefused(
                    register.node(),
                    JobFailure.of(
                            Code.NO_CLUSTER,
                            "",
                            "version: " + register.version() + " (expected: " + Version.CURRENT
                                    + ", the controller's)"))));
            return;
        }
        NodeRegistry.Node known = nodes.find(register.node());
        if (known != null && known.replyTo().equals(register.replyTo())) {
            nodes.welcome(known, peer);
            return;
        }
        Optional<UniqueAddress> life = members.at(peer.path().address());
        life.ifPresent(absences::back);
        NodeRegistry.Node node = nodes.add(register, peer, life, this::owner);
        boolean drains = draining.contains(node.id());
        if (drains && lostDraining.contains(node.id())) {
            jobs.stopAll(node);
        } else {
            jobs.nodeJoined(node);
        }
        getContext().getLog().info("node {} has joined with {}", node.id(), node.lanesInWords());
        listener.joined(
                new NodeView(node.id(), node.address(), node.lanes(), register.version(), register.javaVersion()));
        if (drains) {
            drain(node);
        }
    }

    private LinkOwner owner(NodeId node, int link) {
        return new Owner(getContext().getSelf(), node, link);
    }

    private Behavior<Remote.ToController> onHeard(Heard heard) {
        nodes.heard(heard.node(), heard.link(), System.nanoTime());
        return this;
    }

    private Behavior<Remote.ToController> onFromLink(FromLink from) {
        NodeRegistry.Node node = nodes.find(from.node(), from.link());
        if (node == null) {
            return this;
        }
        if (from.message() instanceof ClusterMessage.NodeAlive alive) {
            onAlive(node, alive);
        } else if (from.message() instanceof ClusterMessage.NodeLeaving) {
            jobs.nodeDraining(node.id(), "node " + node.id() + " is leaving");
            listener.draining(node.id());
        } else if (from.message() instanceof ClusterMessage.JobLog log) {
            listener.printed(node.id(), log.job(), log.lines());
        }
        return this;
    }

    private void onAlive(NodeRegistry.Node node, ClusterMessage.NodeAlive alive) {
        for (JobId id : alive.jobs()) {
            RunningJobs.Running job = jobs.find(id);
            if (job == null && settled) {
                jobs.stop(id, node);
            } else if (job != null && !draining.contains(node.id())) {
                jobs.attach(job, node, 0);
                jobs.shareAgain(job, node);
            } else if (job != null && !lostDraining.contains(node.id())) {
                adoptDraining(job, node, alive.jobs().size());
            }
        }
        if (draining.contains(node.id())) {
            if (alive.jobs().isEmpty()) {
                listener.drained(node.id());
            } else {
                node.link().tell(new Link.Send(new ClusterMessage.DrainNode(epoch, node.id())));
            }
        }
    }

    /** What it holds since an earlier controller's term it finishes, or gives back. */
    private void adoptDraining(RunningJobs.Running job, NodeRegistry.Node node, int jobsThere) {
        if (jobs.attach(job, node, Math.max(1, node.lanes() / jobsThere))) {
            job.coordinator().tell(new Coordinator.NodeDraining(node.id()));
        }
    }

    private Behavior<Remote.ToController> onLook() {
        long now = System.nanoTime();
        for (NodeRegistry.Node silent : nodes.silent(now)) {
            lose(silent, false, "nothing was heard of it for too long");
        }
        absences.outOfReach(members.unreachable(), now);
        absences.givenUp(now).forEach(members::remove);
        return this;
    }

    private Behavior<Remote.ToController> onGone(Gone gone) {
        NodeRegistry.Node node = nodes.find(gone.node(), gone.link());
        if (node != null) {
            lose(node, gone.closed(), gone.why());
        }
        return this;
    }

    private void lose(NodeRegistry.Node node, boolean closed, String why) {
        getContext().getLog().info("node {} is lost: {}", node.id(), why);
        nodes.remove(node);
        if (draining.contains(node.id())) {
            lostDraining.add(node.id());
        }
        node.life()
                .or(() -> members.at(node.member()))
                .ifPresent(life -> absences.lost(life, closed, System.nanoTime()));
        jobs.nodeLost(node.id(), why);
        listener.lost(node.id(), why);
    }

    private Behavior<Remote.ToController> onSubmit(Submit submit) {
        ActorRef<Remote.ToController> self = getContext().getSelf();
        JobId id = submit.spec().id();
        if (jobs.contains(id)) {
            submit.observer()
                    .ended(
                            new Outcome.Failed(JobFailure.of(
                                    Code.INVALID_ARGUMENT, "", "job: " + id + " (expected: an id that is not in use)")),
                            new byte[0],
                            new Counts(0, 0, 0, 0, 0, 0, 0, 0),
                            Map.of());
            return this;
        }
        ActorRef<Coordinator.Command> coordinator = getContext()
                .spawn(
                        Coordinator.create(
                                submit.spec(),
                                epoch,
                                submit.observer(),
                                shelf,
                                submit.journal(),
                                job -> self.tell(new JobEnded(job))),
                        "job-" + id + "-" + ++submitted);
        jobs.add(
                new RunningJobs.Running(
                        submit.spec(), submit.observer(), coordinator, submit.byShare(), submit.journal() != null),
                nodes.all().stream()
                        .filter(node -> !draining.contains(node.id()))
                        .toList());
        return this;
    }

    private Behavior<Remote.ToController> onShare(Share share) {
        RunningJobs.Running job = jobs.find(share.job());
        NodeRegistry.Node node = nodes.find(share.node());
        if (job != null && node != null && !draining.contains(node.id())) {
            jobs.share(job, node, Math.max(0, Math.min(share.lanes(), node.lanes())));
        }
        return this;
    }

    private Behavior<Remote.ToController> onSettled() {
        settled = true;
        shelf.forgetOthers();
        return this;
    }

    private Behavior<Remote.ToController> onDrain(Drain drain) {
        NodeRegistry.Node node = nodes.find(drain.node());
        if (draining.add(drain.node()) && node != null) {
            drain(node);
        }
        return this;
    }

    private void drain(NodeRegistry.Node node) {
        jobs.nodeDraining(node.id(), "node " + node.id() + " drains");
        node.link().tell(new Link.Send(new ClusterMessage.DrainNode(epoch, node.id())));
        listener.draining(node.id());
    }

    private Behavior<Remote.ToController> onCancel(Cancel cancel) {
        RunningJobs.Running job = jobs.find(cancel.job());
        if (job != null) {
            job.coordinator().tell(new Coordinator.Cancel());
        }
        return this;
    }

    private Behavior<Remote.ToController> onFail(Fail fail) {
        RunningJobs.Running job = jobs.find(fail.job());
        if (job != null) {
            job.coordinator().tell(new Coordinator.Fail(fail.failure()));
        }
        return this;
    }

    private Behavior<Remote.ToController> onOpenSession(OpenSession open) {
        RunningJobs.Running job = jobs.find(open.job());
        if (job != null && job.spec().isSession()) {
            job.coordinator().tell(new Coordinator.ClientOpened(open.client()));
        } else {
            open.client().over(null);
        }
        return this;
    }

    private Behavior<Remote.ToController> onDropped(Dropped dropped) {
        String line = "a message of node " + dropped.node() + " is of no use: " + dropped.why();
        getContext().getLog().warn("job {}: {}", dropped.job(), line);
        RunningJobs.Running job = jobs.find(dropped.job());
        if (job != null) {
            job.observer().note(line);
        }
        return this;
    }

    private Behavior<Remote.ToController> onJobEnded(JobEnded ended) {
        if (jobs.remove(ended.job(), nodes.all())) {
            shelf.forget(ended.job());
        }
        return this;
    }

    private Behavior<Remote.ToController> onStop() {
        nodes.letGo();
        return this;
    }

    /** Turns what a link hears into messages to the controller. */
    private record Owner(ActorRef<Remote.ToController> controller, NodeId node, int link) implements LinkOwner {
        @Override
        public void heard() {
            controller.tell(new Heard(node, link));
        }

        @Override
        public void arrived(ClusterMessage message) {
            controller.tell(new FromLink(node, link, message));
        }

        @Override
        public void lifelineOffered(int port, String token) {
            // Only controllers offer them.
        }

        @Override
        public void dropped(JobId job, ClusterMessage message, String why) {
            controller.tell(new Dropped(node, job, why));
        }

        @Override
        public void broken(String why) {
            controller.tell(new Gone(node, link, false, why));
        }
    }
}
