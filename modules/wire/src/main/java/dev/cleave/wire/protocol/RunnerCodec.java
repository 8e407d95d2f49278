package dev.cleave.wire.protocol;

import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.wire.proto.v1.Runner;

/**
 * What a node and its runner exchange, to bytes and back.
 *
 * <p>Decoding throws {@link MalformedMessageException} and nothing else if the bytes are not such a message. Equal
 * records give equal bytes. Safe for use by many threads.
 */
public final class RunnerCodec {

    private RunnerCodec() {}

    public static byte[] encode(ToRunner message) {
        return RunnerMapping.encode(message).toByteArray();
    }

    public static ToRunner toRunner(byte[] bytes) {
        return Parsing.decode(
                "message to a runner",
                bytes,
                Runner.ToRunner::parseFrom,
                message -> RunnerMapping.toRunner(message, new PathReader()));
    }

    public static byte[] encode(FromRunner message) {
        return RunnerMapping.encode(message).toByteArray();
    }

    public static FromRunner fromRunner(byte[] bytes) {
        return Parsing.decode(
                "message from a runner",
                bytes,
                Runner.FromRunner::parseFrom,
                message -> RunnerMapping.fromRunner(message, new PathReader()));
    }
}
