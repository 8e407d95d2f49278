package dev.cleave.cluster.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import dev.cleave.cluster.lifeline.Lifeline;
import dev.cleave.cluster.peer.Link;
import dev.cleave.cluster.peer.LinkOwner;
import dev.cleave.cluster.transport.ControllerProxy;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.cluster.transport.Version;
import dev.cleave.core.job.JobId;
import dev.cleave.wire.cluster.ClusterMessage;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node: registers with the controller, says that it is alive, runs an {@link AgentJob} for each job.
 *
 * <p>When the controller takes the node for lost (it was paused, or cut off), the link between them is over, but the node
 * keeps its jobs and registers again; what it holds is reconciled by heartbeats. When no controller answers for too long
 * (longer if another controller can go on with its jobs), the agent ends, so that its process can start anew in whatever
 * cluster there is then.
 */
public final class NodeAgent extends AbstractBehavior<NodeAgent.Command> {

    /** What a node agent is told. */
    public sealed interface Command {}

    /** Gives back work and ends. */
    public record Leave() implements Command {}

    private record Heard(int link) implements Command {}

    private record FromLink(int link, ClusterMessage message) implements Command {}

    private record LifelineOffered(int link, int port, String token) implements Command {}

    private record LinkEnded(int link, String why) implements Command {}

    private record Dropped(int link, JobId job, ClusterMessage message, String why) implements Command {}

    private record JobDrained(JobId job) implements Command {}

    private record Register() implements Command {}

    private record SayAlive() implements Command {}

    private record GraceOver() implements Command {}

    private static final Duration REGISTER_EVERY = Duration.ofMillis(200);
    /** Idle nodes should cost little, and those with jobs say more often how it goes. */
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(1);

    private static final long SILENCE_NANOS = Duration.ofSeconds(3).toNanos();

    private final TimerScheduler<Command> timers;
    private final AgentSettings settings;
    private final Consumer<AgentEnd> onEnd;
    private final ControllerProxy controller;
    private final AgentJobs jobs;
    private ActorRef<Remote.ToLink> link;
    private @Nullable Lifeline lifeline;
    private int links;
    private boolean registered;
    private boolean everRegistered;
    private boolean leaving;
    private boolean draining;
    private String controllerHost = "";
    private long since;
    private long heardAt;
    private long epoch;
    private long sequence;

    /**
     * A node agent.
     *
     * @param onEnd told how it ended, before its actor system stops
     */
    public static Behavior<Command> create(AgentSettings settings, Consumer<AgentEnd> onEnd) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new NodeAgent(context, timers, settings, onEnd)));
    }

    private NodeAgent(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            AgentSettings settings,
            Consumer<AgentEnd> onEnd) {
        super(context);
        context.setLoggerName(NodeAgent.class);
        this.timers = timers;
        this.settings = settings;
        this.onEnd = onEnd;
        this.controller = ControllerProxy.toElsewhere(context.getSystem());
        ActorRef<Command> self = context.getSelf();
        this.jobs = new AgentJobs(settings, context::spawn, job -> self.tell(new JobDrained(job)));
        this.link = newLink();
        lookForController();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Heard.class, this::onHeard)
                .onMessage(SayAlive.class, alive -> onSayAlive())
                .onMessage(FromLink.class, this::onFromLink)
                .onMessage(Register.class, register -> onRegister())
                .onMessage(LifelineOffered.class, this::onLifelineOffered)
                .onMessage(LinkEnded.class, this::onLinkEnded)
                .onMessage(Dropped.class, this::onDropped)
                .onMessage(JobDrained.class, this::onJobDrained)
                .onMessage(Leave.class, leave -> onLeave())
                .onMessage(GraceOver.class, over -> end(AgentEnd.Kind.LEFT, "asked to leave"))
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onRegister() {
        Duration patience = everRegistered ? patience() : settings.firstPatience();
        if (!patience.isZero() && System.nanoTime() - since > patience.toNanos()) {
            return end(AgentEnd.Kind.LOST, "no controller for " + patience.toSeconds() + " s");
        }
        controller.tell(new Remote.Direct(new ClusterMessage.RegisterNode(
                settings.node(),
                settings.lanes(),
                Version.CURRENT,
                System.getProperty("java.version", ""),
                epoch,
                ActorRefResolver.get(getContext().getSystem()).toSerializationFormat(link))));
        return this;
    }

    /** How long to look for a controller; longer if there are jobs that it can go on with. */
    private Duration patience() {
        Duration kept = jobs.kept();
        return settings.patience().isZero() || settings.patience().compareTo(kept) > 0 ? settings.patience() : kept;
    }

    private Behavior<Command> onHeard(Heard heard) {
        if (heard.link() == links) {
            heardAt = System.nanoTime();
        }
        return this;
    }

    private Behavior<Command> onSayAlive() {
        if (registered && System.nanoTime() - heardAt > SILENCE_NANOS) {
            return registerAgain("nothing was heard of the controller for too long");
        }
        link.tell(new Link.SendBeside(new ClusterMessage.NodeAlive(settings.node(), ++sequence, epoch, jobs.ids())));
        return this;
    }

    private Behavior<Command> onFromLink(FromLink from) {
        if (from.link() != links) {
            return this;
        }
        if (from.message() instanceof ClusterMessage.NodeRegistered welcome) {
            onRegistered(welcome);
        } else if (from.message() instanceof ClusterMessage.NodeRefused refused) {
            return end(AgentEnd.Kind.REFUSED, refused.why().message());
        } else if (from.message() instanceof ClusterMessage.StartJob start) {
            // What it holds it hands over even when it takes no more.
            boolean takes = !leaving && !draining || jobs.has(start.spec().id());
            if (start.epoch() >= epoch && takes) {
                jobs.start(start, link);
            }
        } else if (from.message() instanceof ClusterMessage.ShareLanes share && share.epoch() >= epoch) {
            jobs.setLanes(share.job(), share.lanes());
        } else if (from.message() instanceof ClusterMessage.DrainNode drain && drain.epoch() >= epoch) {
            onDrain();
        } else if (from.message() instanceof ClusterMessage.StopJob stop && stop.epoch() >= epoch) {
            jobs.stop(stop.job(), stop.why(), link);
        }
        return this;
    }

    private void onRegistered(ClusterMessage.NodeRegistered welcome) {
        if (registered || welcome.epoch() < epoch) {
            return;
        }
        registered = true;
        everRegistered = true;
        epoch = welcome.epoch();
        heardAt = System.nanoTime();
        timers.cancel(Register.class);
        timers.startTimerWithFixedDelay(SayAlive.class, new SayAlive(), ALIVE_EVERY);
        ActorRef<Remote.ToLink> peer =
                ActorRefResolver.get(getContext().getSystem()).resolveActorRef(welcome.replyTo());
        controllerHost = peer.path().address().getHost().orElse("127.0.0.1");
        link.tell(new Link.Connect(peer));
        jobs.tellAll(new AgentJob.Reach(link));
        getContext()
                .getLog()
                .info("registered as {} at {}", settings.node(), peer.path().address());
        getContext().getSelf().tell(new SayAlive());
    }

    private Behavior<Command> onLifelineOffered(LifelineOffered offered) {
        if (offered.link() == links && registered && lifeline == null) {
            ActorRef<Command> self = getContext().getSelf();
            int number = links;
            lifeline = Lifeline.to(
                    controllerHost,
                    offered.port(),
                    offered.token(),
                    () -> self.tell(new LinkEnded(number, "the controller let go of the lifeline")));
        }
        return this;
    }

    private Behavior<Command> onLinkEnded(LinkEnded ended) {
        return ended.link() == links ? registerAgain(ended.why()) : this;
    }

    private Behavior<Command> registerAgain(String why) {
        if (leaving) {
            return end(AgentEnd.Kind.LEFT, why);
        }
        getContext().getLog().warn("registers again: {}", why);
        link.tell(new Link.Close());
        dropLifeline();
        draining = false; // The controller says so again, if it is the one that did.
        link = newLink();
        lookForController();
        return this;
    }

    private void lookForController() {
        registered = false;
        since = System.nanoTime();
        timers.cancel(SayAlive.class);
        timers.startTimerWithFixedDelay(Register.class, new Register(), REGISTER_EVERY);
        getContext().getSelf().tell(new Register());
    }

    private ActorRef<Remote.ToLink> newLink() {
        int number = ++links;
        return getContext()
                .spawn(Link.create(new Owner(getContext().getSelf(), number), settings.shelf()), "link-" + number);
    }

    private Behavior<Command> onDropped(Dropped dropped) {
        getContext().getLog().warn("job {}: dropped a message: {}", dropped.job(), dropped.why());
        if (dropped.link() == links && dropped.message() instanceof ClusterMessage.StartJob start) {
            jobs.cannotStart(start, dropped.why(), link);
        }
        return this;
    }

    /** The node stays, but works for nobody from now on. */
    private void onDrain() {
        draining = true;
        jobs.tellAll(new AgentJob.Drain());
    }

    private Behavior<Command> onLeave() {
        leaving = true;
        if (!registered || jobs.isEmpty()) {
            link.tell(new Link.SendBeside(new ClusterMessage.NodeLeaving(settings.node())));
            return end(AgentEnd.Kind.LEFT, "asked to leave");
        }
        link.tell(new Link.SendBeside(new ClusterMessage.NodeLeaving(settings.node())));
        jobs.tellAll(new AgentJob.Drain());
        timers.startSingleTimer(new GraceOver(), settings.grace());
        return this;
    }

    private Behavior<Command> onJobDrained(JobDrained drained) {
        jobs.stop(drained.job(), leaving ? "the node is going" : "the node drains", link);
        return leaving && jobs.isEmpty() ? end(AgentEnd.Kind.LEFT, "asked to leave") : this;
    }

    private Behavior<Command> end(AgentEnd.Kind kind, String why) {
        onEnd.accept(new AgentEnd(kind, why, everRegistered));
        return Behaviors.stopped();
    }

    private Behavior<Command> onStop() {
        dropLifeline();
        return this;
    }

    private void dropLifeline() {
        if (lifeline != null) {
            lifeline.close();
            lifeline = null;
        }
    }

    /** Turns what a link hears into messages to the agent. */
    private record Owner(ActorRef<Command> agent, int link) implements LinkOwner {
        @Override
        public void heard() {
            agent.tell(new Heard(link));
        }

        @Override
        public void arrived(ClusterMessage message) {
            agent.tell(new FromLink(link, message));
        }

        @Override
        public void lifelineOffered(int port, String token) {
            agent.tell(new LifelineOffered(link, port, token));
        }

        @Override
        public void dropped(JobId job, ClusterMessage message, String why) {
            agent.tell(new Dropped(link, job, message, why));
        }

        @Override
        public void broken(String why) {
            agent.tell(new LinkEnded(link, why));
        }
    }
}
