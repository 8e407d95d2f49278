package dev.cleave.cluster.transport;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.cleave.wire.proto.v1.Stream;
import dev.cleave.wire.protocol.ClusterCodec;
import dev.cleave.wire.protocol.MalformedMessageException;
import java.io.NotSerializableException;

/** Turns what travels between actors into the bytes of {@code proto/} and back; knows nothing else. */
public final class CleaveSerializer extends SerializerWithStringManifest {

    private static final int IDENTIFIER = 0x434C56;

    private static final String DIRECT = "m";
    private static final String FRAME = "f";
    private static final String RECEIVED = "r";
    private static final String LIFELINE = "l";

    /** Made by Akka, by name. */
    public CleaveSerializer(ExtendedActorSystem system) {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        if (message instanceof Remote.Direct) {
            return DIRECT;
        } else if (message instanceof Remote.Frame) {
            return FRAME;
        } else if (message instanceof Remote.Received) {
            return RECEIVED;
        } else if (message instanceof Remote.LifelineOffered) {
            return LIFELINE;
        }
        throw new IllegalArgumentException("message " + message.getClass().getName() + " (expected: a Remote)");
    }

    @Override
    public byte[] toBinary(Object message) {
        if (message instanceof Remote.Direct direct) {
            return ClusterCodec.encode(direct.message());
        } else if (message instanceof Remote.Frame frame) {
            return Stream.StreamFrame.newBuilder()
                    .setSequence(frame.sequence())
                    .setData(UnsafeByteOperations.unsafeWrap(frame.data()))
                    .setReceived(frame.received())
                    .build()
                    .toByteArray();
        } else if (message instanceof Remote.Received received) {
            return Stream.StreamReceived.newBuilder()
                    .setSequence(received.sequence())
                    .build()
                    .toByteArray();
        } else if (message instanceof Remote.LifelineOffered offered) {
            return Stream.LifelineOffered.newBuilder()
                    .setPort(offered.port())
                    .setToken(offered.token())
                    .build()
                    .toByteArray();
        }
        throw new IllegalArgumentException("message " + message.getClass().getName() + " (expected: a Remote)");
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case DIRECT -> new Remote.Direct(ClusterCodec.clusterMessage(bytes));
                case FRAME -> {
                    Stream.StreamFrame frame = Stream.StreamFrame.parseFrom(bytes);
                    yield new Remote.Frame(frame.getSequence(), frame.getData().toByteArray(), frame.getReceived());
                }
                case RECEIVED ->
                    new Remote.Received(Stream.StreamReceived.parseFrom(bytes).getSequence());
                case LIFELINE -> {
                    Stream.LifelineOffered offered = Stream.LifelineOffered.parseFrom(bytes);
                    yield new Remote.LifelineOffered(offered.getPort(), offered.getToken());
                }
                default ->
                    throw new NotSerializableException("manifest " + manifest + " (expected: " + DIRECT + ", " + FRAME
                            + ", " + RECEIVED + " or " + LIFELINE + ")");
            };
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw new NotSerializableException("message with manifest " + manifest + ": " + e.getMessage());
        }
    }
}
