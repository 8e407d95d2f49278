package dev.cleave.cluster.peer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.cleave.cluster.blob.BlobPulls;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.clock.Alarm;
import dev.cleave.cluster.stream.StreamReceiver;
import dev.cleave.cluster.stream.StreamSender;
import dev.cleave.cluster.stream.StreamSettings;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.job.JobId;
import dev.cleave.wire.cluster.ClusterMessage;
import dev.cleave.wire.protocol.ClusterCodec;
import dev.cleave.wire.protocol.MalformedMessageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One end of the link between a controller and a node, for one registration of the node.
 *
 * <p>Everything about jobs goes through a stream with a window, in either direction, since the transport drops what
 * overflows; signs of life and parts of blobs go beside it, so that neither waits behind the other. A message that
 * names blobs is handed on when they are here.
 */
public final class Link extends AbstractBehavior<Remote.ToLink> {

    /** Sends a message through the stream. */
    public record Send(ClusterMessage message) implements Remote.ToLink {}

    /** Sends a message beside the stream; it may get lost. */
    public record SendBeside(ClusterMessage message) implements Remote.ToLink {}

    /** Says who is at the other end. */
    public record Connect(ActorRef<Remote.ToLink> peer) implements Remote.ToLink {}

    /** From now on the messages of this job go there, those that came early first. */
    public record Attach(JobId job, JobInbox inbox) implements Remote.ToLink {}

    /** The messages of this job are not wanted any more. */
    public record Detach(JobId job) implements Remote.ToLink {}

    /** Ends the link. */
    public record Close() implements Remote.ToLink {}

    private record Tick() implements Remote.ToLink {}

    private static final int MOST_MESSAGE_BYTES = 512 << 20;
    private static final long LOOK_NANOS = 400_000_000L;
    private static final long PULLS_NANOS = 100_000_000L;
    private static final int ACKNOWLEDGED_FRAMES = 16;
    private static final int ACKNOWLEDGED_BYTES = 96 << 10;
    private static final long ACKNOWLEDGED_AFTER_NANOS = 100_000_000L;
    private static final int ALIVE_PER_ANSWER = 2;
    private static final long HEARD_NANOS = 100_000_000L;

    private final LinkOwner owner;
    private final BlobShelf shelf;
    private final StreamSender sender;
    private final StreamReceiver receiver;
    private final BlobPulls pulls;
    private final Arrivals arrivals;
    private @Nullable ActorRef<Remote.ToLink> peer;
    private final Alarm alarm;
    private int unsaidFrames;
    private int unsaidBytes;
    private long sayBy = Long.MAX_VALUE;
    private long heardAt;

    /** An end that works for {@code owner}, and whose other end is not known yet. */
    public static Behavior<Remote.ToLink> create(LinkOwner owner, BlobShelf shelf) {
        return Behaviors.setup(context -> new Link(context, owner, shelf, StreamSettings.defaults()));
    }

    private Link(ActorContext<Remote.ToLink> context, LinkOwner owner, BlobShelf shelf, StreamSettings settings) {
        super(context);
        context.setLoggerName(Link.class);
        this.owner = owner;
        this.shelf = shelf;
        this.heardAt = System.nanoTime() - HEARD_NANOS;
        this.receiver = new StreamReceiver(MOST_MESSAGE_BYTES, this::onWhole);
        this.sender = new StreamSender(settings, this::sendFrame);
        ActorRef<Remote.ToLink> own = context.getSelf();
        this.alarm = new Alarm(LOOK_NANOS, () -> own.tell(new Tick()));
        String self = context.getSelf().path().toStringWithoutAddress();
        this.pulls = new BlobPulls((blob, offset, length) ->
                toPeer(new Remote.Direct(new ClusterMessage.BlobWanted(blob, offset, length, self))));
        this.arrivals = new Arrivals(owner, shelf, pulls);
    }

    @Override
    public Receive<Remote.ToLink> createReceive() {
        return newReceiveBuilder()
                .onMessage(Send.class, this::onSend)
                .onMessage(Remote.Frame.class, this::onFrame)
                .onMessage(Remote.Received.class, this::onReceived)
                .onMessage(Remote.Direct.class, this::onDirect)
                .onMessage(SendBeside.class, this::onSendBeside)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Attach.class, this::onAttach)
                .onMessage(Detach.class, this::onDetach)
                .onMessage(Connect.class, this::onConnect)
                .onMessage(Remote.LifelineOffered.class, this::onLifeline)
                .onMessage(Close.class, close -> Behaviors.stopped())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Remote.ToLink> onSend(Send send) {
        byte[] bytes = ClusterCodec.encode(send.message());
        if (!sender.offer(bytes, System.nanoTime()) && Long.bitCount(sender.refused()) == 1) {
            getContext().getLog().warn("the link is full; {} messages dropped, to be repeated later", sender.refused());
        }
        return planned();
    }

    private Behavior<Remote.ToLink> onSendBeside(SendBeside send) {
        toPeer(new Remote.Direct(send.message()));
        return this;
    }

    private Behavior<Remote.ToLink> onFrame(Remote.Frame frame) {
        heard();
        try {
            receiver.receive(frame.sequence(), frame.data());
        } catch (IllegalArgumentException e) {
            owner.broken(String.valueOf(e.getMessage()));
            return Behaviors.stopped();
        }
        long now = System.nanoTime();
        acknowledge(frame.data().length, now);
        sender.acknowledged(frame.received(), now);
        return planned();
    }

    /** Says at once that frames have come when many have, or large ones; else in a while, or with the next frame back. */
    private void acknowledge(int bytes, long now) {
        if (unsaidFrames == 0) {
            sayBy = now + ACKNOWLEDGED_AFTER_NANOS;
        }
        unsaidBytes += bytes;
        unsaidFrames++;
        if (unsaidFrames >= ACKNOWLEDGED_FRAMES || unsaidBytes >= ACKNOWLEDGED_BYTES) {
            toPeer(new Remote.Received(received()));
        }
    }

    private void sendFrame(long sequence, byte[] data) {
        toPeer(new Remote.Frame(sequence, data, received()));
    }

    /** What has arrived, to be told to the peer. */
    private long received() {
        unsaidBytes = 0;
        unsaidFrames = 0;
        sayBy = Long.MAX_VALUE;
        return receiver.received();
    }

    private Behavior<Remote.ToLink> onReceived(Remote.Received received) {
        heard();
        sender.acknowledged(received.sequence(), System.nanoTime());
        return planned();
    }

    private Behavior<Remote.ToLink> onDirect(Remote.Direct direct) {
        heard();
        ClusterMessage message = direct.message();
        if (message instanceof ClusterMessage.BlobWanted wanted) {
            serve(wanted);
        } else if (message instanceof ClusterMessage.BlobChunk chunk) {
            pulls.part(chunk.blob(), chunk.offset(), chunk.bytes(), System.nanoTime());
        } else if (message instanceof ClusterMessage.BlobMissing missing) {
            pulls.missing(missing.blob(), System.nanoTime());
        } else {
            if (message instanceof ClusterMessage.NodeAlive alive && alive.sequence() % ALIVE_PER_ANSWER == 0) {
                toPeer(new Remote.Received(received()));
            }
            owner.arrived(message);
        }
        return planned();
    }

    private Behavior<Remote.ToLink> onAttach(Attach attach) {
        arrivals.attach(attach.job(), attach.inbox());
        return this;
    }

    private Behavior<Remote.ToLink> onDetach(Detach detach) {
        arrivals.detach(detach.job());
        return this;
    }

    private Behavior<Remote.ToLink> onConnect(Connect connect) {
        peer = connect.peer();
        return this;
    }

    private Behavior<Remote.ToLink> onLifeline(Remote.LifelineOffered offered) {
        owner.lifelineOffered(offered.port(), offered.token());
        return this;
    }

    private Behavior<Remote.ToLink> onTick() {
        long now = System.nanoTime();
        alarm.rang();
        sender.tick(now);
        pulls.tick(now);
        if (now >= sayBy) {
            toPeer(new Remote.Received(received()));
        }
        return planned();
    }

    private Behavior<Remote.ToLink> onStop() {
        alarm.stop();
        pulls.close();
        return this;
    }

    /** Sees to it that time goes on while something is unfinished, and only then. */
    private Behavior<Remote.ToLink> planned() {
        long due = Math.min(sayBy, sender.dueAt());
        if (due != Long.MAX_VALUE || !pulls.isIdle()) {
            long now = System.nanoTime();
            alarm.set(pulls.isIdle() ? due : Math.min(due, now + PULLS_NANOS), now);
        }
        return this;
    }

    private void onWhole(byte[] bytes) {
        try {
            arrivals.arrived(ClusterCodec.clusterMessage(bytes), System.nanoTime());
        } catch (MalformedMessageException e) {
            getContext().getLog().warn("dropped a message: {}", e.getMessage());
        }
    }

    private void serve(ClusterMessage.BlobWanted wanted) {
        ClusterMessage answer;
        try {
            var folder = shelf.holding(wanted.blob());
            answer = folder.isEmpty()
                    ? new ClusterMessage.BlobMissing(wanted.blob())
                    : new ClusterMessage.BlobChunk(
                            wanted.blob(),
                            wanted.offset(),
                            folder.get()
                                    .readPart(
                                            wanted.blob(),
                                            wanted.offset(),
                                            Math.min(wanted.length(), BlobPulls.PART_BYTES)));
        } catch (IOException | IllegalArgumentException e) {
            getContext().getLog().warn("cannot give away a blob: {}", e.toString());
            answer = new ClusterMessage.BlobMissing(wanted.blob());
        }
        toPeer(new Remote.Direct(answer));
    }

    private void heard() {
        long now = System.nanoTime();
        if (now - heardAt >= HEARD_NANOS) {
            heardAt = now;
            owner.heard();
        }
    }

    private void toPeer(Remote message) {
        if (peer != null) {
            peer.tell((Remote.ToLink) message);
        }
    }
}
