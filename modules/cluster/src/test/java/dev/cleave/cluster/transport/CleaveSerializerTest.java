package dev.cleave.cluster.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.wire.cluster.ClusterMessage;
import java.io.NotSerializableException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What travels between actors, as bytes and back, as Akka itself does it. */
class CleaveSerializerTest {

    private static ActorSystem<Void> system;
    private static Serialization serialization;

    @BeforeAll
    static void start() throws Exception {
        system = ActorSystems.start(Behaviors.empty(), ActorSystems.WORKER, TransportSettings.loopback(0), List.of());
        serialization = SerializationExtension.get(system);
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    private static Object thereAndBack(Object message) {
        byte[] bytes = serialization.serialize(message).get();
        var serializer = serialization.findSerializerFor(message);
        assertThat(serializer).isInstanceOf(CleaveSerializer.class);
        String manifest = Serializers.manifestFor(serializer, message);
        return serialization
                .deserialize(bytes, serializer.identifier(), manifest)
                .get();
    }

    @Test
    void messagesComeBackAsTheyWere() {
        ClusterMessage deliver = new ClusterMessage.ForNode(
                new JobId("job"),
                7,
                1,
                0,
                List.of(new ToNode.Deliver(
                        PathKey.ROOT.child(3), new Payload.Inline(new byte[] {1, 2, 3}), new Measured(1, 2, 3))));
        for (Object message : List.of(
                new Remote.Direct(deliver),
                new Remote.Direct(new ClusterMessage.NodeLeaving(new NodeId("node-1-x"))),
                new Remote.Received(1L << 40),
                new Remote.LifelineOffered(65535, "00ff"))) {
            assertThat(thereAndBack(message)).isEqualTo(message);
        }
        Remote.Frame frame = (Remote.Frame) thereAndBack(new Remote.Frame(5, new byte[] {9, 8}, 7));
        assertThat(frame.sequence()).isEqualTo(5);
        assertThat(frame.data()).containsExactly(9, 8);
        assertThat(frame.received()).isEqualTo(7);
    }

    /** The bytes of a released message never change. */
    @Test
    void goldenBytes() {
        assertThat(hex(new Remote.Frame(300, new byte[] {1, 2}, 0))).isEqualTo("08ac0212020102");
        assertThat(hex(new Remote.Frame(300, new byte[] {1, 2}, 3))).isEqualTo("08ac02120201021803");
        assertThat(hex(new Remote.Received(300))).isEqualTo("08ac02");
        assertThat(hex(new Remote.LifelineOffered(80, "ab"))).isEqualTo("085012026162");
    }

    private static String hex(Object message) {
        return HexFormat.of().formatHex(serialization.serialize(message).get());
    }

    @Test
    void foreignBytesAreRefusedAndNothingElseHappens() throws Exception {
        CleaveSerializer serializer = (CleaveSerializer) serialization.serializerFor(Remote.Frame.class);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            for (String manifest : List.of("m", "f", "r", "l", "?")) {
                try {
                    serializer.fromBinary(bytes, manifest);
                } catch (NotSerializableException refused) {
                    assertThat(refused.getMessage()).contains("manifest");
                }
            }
        }
    }

    @Test
    void nothingButItsOwnMessagesGoesOut() throws Exception {
        assertThatThrownBy(() -> serialization.serialize(new Object()).get()).isInstanceOf(Exception.class);
        CleaveSerializer serializer = (CleaveSerializer) serialization.serializerFor(Remote.Frame.class);
        assertThatThrownBy(() -> serializer.toBinary("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: a Remote");
    }
}
