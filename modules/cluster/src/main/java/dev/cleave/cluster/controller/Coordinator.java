package dev.cleave.cluster.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.clock.Alarm;
import dev.cleave.cluster.peer.Link;
import dev.cleave.cluster.peer.Outgoing;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.coordination.Coordination;
import dev.cleave.core.coordination.CoordinationPort;
import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.KeptImage;
import dev.cleave.core.journal.LeaseImage;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Found;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.wire.blob.Payloads;
import dev.cleave.wire.cluster.ClusterMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shell of one job's {@link Coordination}: decodes, calls, performs. */
final class Coordinator extends AbstractBehavior<Coordinator.Command> implements CoordinationPort {

    /** What a coordinator is told. */
    sealed interface Command {}

    /** A node is there and was told to start the job. */
    record NodeJoined(NodeId node, int lanes, ActorRef<Remote.ToLink> link) implements Command {}

    /** A node is gone. */
    record NodeLost(NodeId node) implements Command {}

    /** A node is about to go. */
    record NodeDraining(NodeId node) implements Command {}

    /** A node says something. */
    record FromNode(NodeId node, List<ToCoordinator> messages) implements Command {}

    /** Nobody wants the job any more. */
    record Cancel() implements Command {}

    /** The job must not go on. */
    record Fail(JobFailure failure) implements Command {}

    /** A client is there for the session that the job is. */
    record ClientOpened(SessionClient client) implements Command {}

    private record FromClient(SessionClient client, List<ToSession> messages) implements Command {}

    private record ClientGone(SessionClient client) implements Command {}

    private record Tick() implements Command {}

    private record Written(JobJournal.Written written) implements Command {}

    private static final long PROGRESS_NANOS = 200_000_000L;

    private final JobId job;
    private final long epoch;
    private final JobObserver observer;
    private final BlobShelf shelf;
    private final Consumer<JobId> onEnd;
    private final Journaling journaling;
    private final Coordination coordination;
    private final Map<NodeId, Outgoing<ToNode>> outgoing = new HashMap<>();
    private final Set<Outgoing<ToNode>> unsent = new LinkedHashSet<>();
    private final SessionEnd session;
    private final Alarm alarm;
    private long sequence;
    private long shownAt;
    private boolean ended;

    static Behavior<Command> create(
            JobSpec spec,
            long epoch,
            JobObserver observer,
            BlobShelf shelf,
            @Nullable JobJournal journal,
            Consumer<JobId> onEnd) {
        return Behaviors.setup(context -> {
            Coordinator coordinator = new Coordinator(context, spec, epoch, observer, shelf, journal, onEnd);
            coordinator.begin();
            return coordinator.ended ? Behaviors.stopped() : coordinator;
        });
    }

    private Coordinator(
            ActorContext<Command> context,
            JobSpec spec,
            long epoch,
            JobObserver observer,
            BlobShelf shelf,
            @Nullable JobJournal journal,
            Consumer<JobId> onEnd) {
        super(context);
        context.setLoggerName(Coordinator.class);
        this.job = spec.id();
        this.epoch = epoch;
        this.observer = observer;
        this.shelf = shelf;
        this.onEnd = onEnd;
        CoordinationSettings settings = CoordinationSettings.defaults();
        ActorRef<Command> self = context.getSelf();
        this.journaling =
                new Journaling(this, epoch, journal, spec.isSession(), written -> self.tell(new Written(written)));
        this.session = new SessionEnd(job, shelf, (client, messages) -> self.tell(new FromClient(client, messages)));
        this.coordination = new Coordination(spec, epoch, settings, journaling, journaling);
        this.alarm = new Alarm(PROGRESS_NANOS, () -> self.tell(new Tick()));
        this.shownAt = System.nanoTime() - PROGRESS_NANOS;
    }

    /** Begins the job, or goes on where its journal ends. */
    private void begin() {
        JobImage image = journaling.image();
        Outcome outcome = image.outcome();
        if (outcome != null) {
            ended(outcome);
        } else if (hasAll(image)) {
            decide(() -> coordination.start(image, System.nanoTime()));
        } else {
            observer.note("is run from its beginning again: blobs that its journal names are not there any more");
            decide(() -> coordination.startAgain(image, System.nanoTime()));
        }
    }

    /** Whether every blob is there that the journal names. */
    private boolean hasAll(JobImage image) {
        for (LeaseImage lease : image.leases()) {
            if (!has(lease.problem()) || !has(lease.result())) {
                return false;
            }
            for (KeptImage under : lease.under()) {
                if (!has(under.result())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean has(@Nullable Payload payload) {
        try {
            return !(payload instanceof Payload.Blob blob) || shelf.ofJob(job).has(blob);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromNode.class, this::onFromNode)
                .onMessage(FromClient.class, this::onFromClient)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Written.class, this::onWritten)
                .onMessage(NodeJoined.class, this::onNodeJoined)
                .onMessage(NodeLost.class, this::onNodeLost)
                .onMessage(NodeDraining.class, this::onNodeDraining)
                .onMessage(ClientOpened.class, this::onClientOpened)
                .onMessage(ClientGone.class, this::onClientGone)
                .onMessage(Cancel.class, cancel -> onCancel())
                .onMessage(Fail.class, this::onFail)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    @Override
    public void send(NodeId node, ToNode message) {
        Outgoing<ToNode> to = outgoing.get(node);
        if (to != null) {
            to.add(message);
            unsent.add(to);
        }
    }

    @Override
    public void toClient(FromSession message) {
        session.tell(message);
    }

    private void sendAll(ActorRef<Remote.ToLink> link, List<ToNode> messages) {
        link.tell(new Link.Send(new ClusterMessage.ForNode(job, epoch, ++sequence, 0, messages)));
    }

    @Override
    public void ended(Outcome outcome) {
        ended = true;
        alarm.stop();
        Outcome shown = outcome;
        byte[] result = new byte[0];
        Payload payload = outcome instanceof Outcome.Succeeded succeeded
                ? succeeded.result()
                : coordination.best().map(Found::solution).orElse(null);
        try {
            result = payload == null ? result : Payloads.bytes(payload, shelf.ofJob(job));
        } catch (IOException e) {
            if (outcome instanceof Outcome.Succeeded) {
                shown = new Outcome.Failed(
                        JobFailure.of(Code.IO, "/", "the result cannot be read from its folder: " + e));
            }
        }
        session.over(shown);
        observer.progress(coordination.progress());
        observer.ended(shown, result, coordination.counts(), coordination.shares());
        onEnd.accept(job);
    }

    private Behavior<Command> onFromNode(FromNode from) {
        if (journaling.isFull()) {
            return this; // Nodes say again what was not taken in.
        }
        long now = System.nanoTime();
        decide(() -> from.messages().forEach(message -> coordination.receive(from.node(), message, now)));
        return next();
    }

    private Behavior<Command> onClientOpened(ClientOpened opened) {
        ActorRef<Command> self = getContext().getSelf();
        SessionClient client = opened.client();
        session.open(client, () -> self.tell(new ClientGone(client)));
        decide(() -> coordination.clientOpened(System.nanoTime()));
        return next();
    }

    private Behavior<Command> onFromClient(FromClient from) {
        if (session.isOf(from.client())) {
            long now = System.nanoTime();
            decide(() -> from.messages().forEach(message -> coordination.receive(message, now)));
        }
        return next();
    }

    private Behavior<Command> onClientGone(ClientGone gone) {
        if (session.isOf(gone.client())) {
            session.over(null);
        }
        return next();
    }

    private Behavior<Command> onTick() {
        long now = System.nanoTime();
        alarm.rang();
        decide(() -> coordination.tick(now));
        if (!ended && now - shownAt >= PROGRESS_NANOS) {
            shownAt = now;
            observer.progress(coordination.progress());
        }
        return next();
    }

    private Behavior<Command> onWritten(Written written) {
        if (written.written() == JobJournal.Written.OVER) {
            getContext().getLog().warn("job {}: another controller has it", job);
            ended = true; // Nodes are told nothing: they are the other one's.
            return Behaviors.stopped();
        }
        if (written.written() == JobJournal.Written.NO_JOB) {
            getContext().getLog().warn("job {} does not run any more", job);
            ended = true;
            onEnd.accept(job);
            return Behaviors.stopped();
        }
        long now = System.nanoTime();
        decide(() -> journaling.answered(written.written() == JobJournal.Written.YES, now));
        return next();
    }

    private Behavior<Command> onNodeJoined(NodeJoined joined) {
        outgoing.put(joined.node(), Outgoing.toNode(messages -> sendAll(joined.link(), messages)));
        decide(() -> coordination.nodeJoined(joined.node(), joined.lanes(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onNodeLost(NodeLost lost) {
        outgoing.remove(lost.node());
        decide(() -> coordination.nodeLost(lost.node(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onNodeDraining(NodeDraining draining) {
        decide(() -> coordination.nodeDraining(draining.node(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onCancel() {
        decide(() -> coordination.cancel(System.nanoTime()));
        return next();
    }

    private Behavior<Command> onFail(Fail fail) {
        decide(() -> coordination.fail(fail.failure(), System.nanoTime()));
        return next();
    }

    private Behavior<Command> onStop() {
        alarm.stop();
        session.over(null);
        if (!ended && !journaling.isOn()) {
            Outcome over = new Outcome.Failed(JobFailure.of(Code.NO_CLUSTER, "", "the controller has ended"));
            observer.ended(over, new byte[0], coordination.counts(), coordination.shares());
        }
        return this;
    }

    /** Runs a decision unless the job is over; one that cannot be made ends the job rather than leaving it stuck. */
    private void decide(Runnable decision) {
        if (ended) {
            return;
        }
        try {
            decision.run();
        } catch (RuntimeException e) {
            getContext().getLog().error("job {}: a decision failed", job, e);
            if (!ended) {
                ended(new Outcome.Failed(JobFailure.of(Code.INTERNAL, "", e)));
            }
        }
        session.flush();
        journaling.flush(System.nanoTime());
        unsent.forEach(Outgoing::flush);
        unsent.clear();
        alarm.set(Math.min(coordination.dueAt(), journaling.dueAt()), System.nanoTime());
    }

    private Behavior<Command> next() {
        return ended ? Behaviors.stopped() : this;
    }
}
