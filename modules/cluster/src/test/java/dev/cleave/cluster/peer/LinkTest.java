package dev.cleave.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.wire.cluster.ClusterMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ends of a link, each in an actor system of its own, over real sockets. */
class LinkTest {

    private static final JobId JOB = new JobId("job");
    private static final Duration LONG = Duration.ofSeconds(60);

    /** An end, and what has arrived there. */
    private static final class End implements LinkOwner {
        final BlobShelf shelf;
        final ActorSystem<Remote.ToLink> system;
        final List<ClusterMessage> arrived = Collections.synchronizedList(new ArrayList<>());

        final List<String> dropped = Collections.synchronizedList(new ArrayList<>());

        End(Path folder) throws Exception {
            shelf = new BlobShelf(folder);
            system = ActorSystems.start(
                    Link.create(this, shelf), ActorSystems.WORKER, TransportSettings.loopback(0), List.of());
        }

        void connect(End other) {
            String there = ActorRefResolver.get(other.system).toSerializationFormat(other.system);
            ActorRef<Remote.ToLink> peer = ActorRefResolver.get(system).resolveActorRef(there);
            system.tell(new Link.Connect(peer));
        }

        @Override
        public void heard() {}

        @Override
        public void arrived(ClusterMessage message) {
            arrived.add(message);
        }

        @Override
        public void lifelineOffered(int port, String token) {}

        @Override
        public void dropped(JobId job, ClusterMessage message, String why) {
            dropped.add(why);
        }

        @Override
        public void broken(String why) {
            throw new AssertionError(why);
        }
    }

    @TempDir
    Path folder;

    private End near;
    private End far;

    @BeforeEach
    void connect() throws Exception {
        near = new End(folder.resolve("near"));
        far = new End(folder.resolve("far"));
        near.connect(far);
        far.connect(near);
        far.system.tell(new Link.Attach(JOB, far::arrived));
    }

    @AfterEach
    void stop() {
        near.system.terminate();
        far.system.terminate();
    }

    private static ClusterMessage deliver(int index, Payload payload) {
        return new ClusterMessage.ForNode(
                JOB,
                1,
                index + 1,
                0,
                List.of(new ToNode.Deliver(PathKey.ROOT.child(index), payload, Measured.NOTHING)));
    }

    @Test
    void aFloodOfMessagesLosesNoneAndKeepsTheirOrder() {
        Payload.Inline payload = new Payload.Inline(new byte[20]);
        int flood = 100_000;
        for (int i = 0; i < flood; i++) {
            near.system.tell(new Link.Send(deliver(i, payload)));
        }
        await().atMost(LONG).until(() -> far.arrived.size() == flood);
        for (int i = 0; i < flood; i++) {
            assertThat(((ClusterMessage.ForNode) far.arrived.get(i)).sequence()).isEqualTo(i + 1);
        }
    }

    @Test
    void aMessageLargerThanAnyFrameArrives() {
        List<ToNode> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte[60_000];
            new Random(i).nextBytes(bytes);
            many.add(new ToNode.Deliver(PathKey.ROOT.child(i), new Payload.Inline(bytes), Measured.NOTHING));
        }
        ClusterMessage large = new ClusterMessage.ForNode(JOB, 1, 1, 0, many);
        near.system.tell(new Link.Send(large));
        await().atMost(LONG).until(() -> far.arrived.size() == 1);
        assertThat(far.arrived.get(0)).isEqualTo(large);
    }

    @Test
    void aMessageWaitsForItsBlobWhileOthersPass() throws Exception {
        byte[] large = new byte[8 << 20];
        new Random(2).nextBytes(large);
        Payload.Blob blob = near.shelf.ofJob(JOB).put(large);
        for (int i = 0; i < 3; i++) {
            near.system.tell(new Link.Send(deliver(0, blob)));
        }
        near.system.tell(new Link.Send(deliver(1, new Payload.Inline(new byte[1]))));
        await().atMost(LONG).until(() -> far.arrived.contains(deliver(0, blob)));
        assertThat(far.shelf.ofJob(JOB).read(blob)).isEqualTo(large);
        assertThat(far.arrived).contains(deliver(1, new Payload.Inline(new byte[1])));
    }

    @Test
    void theLanesOfAJobDoNotOvertakeItsStart() throws Exception {
        byte[] large = new byte[8 << 20];
        new Random(3).nextBytes(large);
        Payload.Blob jar = near.shelf.jars().put(large);
        JobId starting = new JobId("starting");
        JobSpec spec = new JobSpec(starting, "a.Job", List.of(jar), Map.of(), List.of(), 100, 100, false);
        ClusterMessage start = new ClusterMessage.StartJob(1, spec, 2, "coordinator", 0);
        ClusterMessage ofAnother = new ClusterMessage.ShareLanes(1, JOB, 1);
        ClusterMessage last = new ClusterMessage.ShareLanes(1, starting, 0);
        near.system.tell(new Link.Send(start));
        near.system.tell(new Link.Send(new ClusterMessage.ShareLanes(1, starting, 1)));
        near.system.tell(new Link.Send(last));
        near.system.tell(new Link.Send(ofAnother));
        await().atMost(LONG).until(() -> far.arrived.size() == 3);
        assertThat(far.arrived).containsExactly(ofAnother, start, last);
    }

    @Test
    void aMessageWhoseBlobIsGoneIsDropped() {
        Payload.Blob gone = new Payload.Blob("0".repeat(64), 100_000);
        near.system.tell(new Link.Send(deliver(0, gone)));
        near.system.tell(new Link.Send(deliver(1, new Payload.Inline(new byte[1]))));
        await().atMost(LONG).until(() -> !far.arrived.isEmpty());
        assertThat(far.arrived).containsExactly(deliver(1, new Payload.Inline(new byte[1])));
        await().atMost(LONG).until(() -> far.dropped.size() == 1);
        assertThat(far.dropped.get(0)).contains("not there any more");
    }

    @Test
    void messagesOfAJobThatIsNotThereAreDropped() {
        far.system.tell(new Link.Detach(JOB));
        near.system.tell(new Link.Send(deliver(0, new Payload.Inline(new byte[1]))));
        ClusterMessage last = new ClusterMessage.StopJob(1, JOB, "over");
        near.system.tell(new Link.Send(last));
        await().atMost(LONG).until(() -> !far.arrived.isEmpty());
        assertThat(far.arrived).containsExactly(last);
    }
}
