package dev.cleave.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.Code;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.wire.proto.v1.Runner;
import dev.cleave.wire.proto.v1.Values;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBytesTest {

    private static final int ROUNDS = 4_000;

    @ParameterizedTest
    @MethodSource("dev.cleave.wire.protocol.Kind#all")
    void randomBytesAreAMessageOrMalformed(Kind<?> kind) {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            decodeOrRefuse(kind, bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.cleave.wire.protocol.Kind#all")
    void damagedMessagesAreAMessageOrMalformed(Kind<?> kind) {
        Random random = new Random(2);
        byte[][] samples = kind.samples().keySet().stream().map(kind::encoded).toArray(byte[][]::new);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = samples[random.nextInt(samples.length)].clone();
            for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(3) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            refused += decodeOrRefuse(kind, bytes) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    /** What is understood can be said again: nothing half-decoded gets through. */
    private static <T> boolean decodeOrRefuse(Kind<T> kind, byte[] bytes) {
        T message;
        try {
            message = kind.decode().apply(bytes);
        } catch (MalformedMessageException refused) {
            assertThat(refused.code()).isEqualTo(Code.INTERNAL);
            assertThat(refused).hasMessageContaining("(" + bytes.length + " bytes)");
            return false;
        }
        byte[] again = kind.encode().apply(message);
        assertThat(kind.encode().apply(kind.decode().apply(again))).isEqualTo(again);
        return true;
    }

    @Test
    void aFewBytesDoNotBecomeAPathThatFillsTheMemory() {
        byte[] bytes = leaseFailed(Values.Path.newBuilder().addIndex(1).addRepeats(-1));
        assertThatThrownBy(() -> RunnerCodec.fromRunner(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("4294967296 more levels (expected: at most 33554432 in one message)");
    }

    @Test
    void aPathCannotShareMoreThanThereIs() {
        byte[] bytes = leaseFailed(Values.Path.newBuilder().setShared(1));
        assertThatThrownBy(() -> RunnerCodec.fromRunner(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("path.shared: 1 (expected: 0 to 0");
    }

    @Test
    void aMessageOfALaterReleaseIsRefusedByName() {
        byte[] bytes = Runner.ToRunner.getDefaultInstance().toByteArray();
        assertThatThrownBy(() -> RunnerCodec.toRunner(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("not a message to a runner (0 bytes): of no known kind");
    }

    @Test
    void aPayloadTooLargeForAMessageIsRefused() {
        Payload tooLarge = new Payload.Inline(new byte[(64 << 10) + 1]);
        byte[] bytes = RunnerCodec.encode(new FromRunner.LeaseFinished(Samples.ID, tooLarge, Samples.MEASURED));
        assertThatThrownBy(() -> RunnerCodec.fromRunner(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("lease_finished.result: 65537 bytes in a message (expected: at most 65536)");
    }

    private static byte[] leaseFailed(Values.Path.Builder path) {
        return Runner.FromRunner.newBuilder()
                .setLeaseFailed(Runner.FromRunner.LeaseFailed.newBuilder()
                        .setLease(LeaseMapping.encode(Samples.ID))
                        .setPath(path)
                        .setFailure(JobMapping.encode(Samples.FAILURE)))
                .build()
                .toByteArray();
    }
}
