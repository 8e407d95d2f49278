package dev.cleave.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams over a link that loses, doubles and delays. */
class StreamTest {
    private record Sent(long sequence, byte[] data) {}

    private final ArrayDeque<Sent> link = new ArrayDeque<>();
    private final List<byte[]> arrived = new ArrayList<>();
    private final StreamReceiver receiver = new StreamReceiver(1 << 20, arrived::add);

    private StreamSender sender(StreamSettings settings) {
        return new StreamSender(settings, (sequence, data) -> link.add(new Sent(sequence, data)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyMessageArrivesOnceAndInOrderWhateverTheLinkDoes(long seed) {
        Random random = new Random(seed);
        StreamSettings settings = new StreamSettings(1 + random.nextInt(200), 1000, 8, 1 << 30, 100);
        StreamSender sender = sender(settings);
        List<byte[]> offered = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 500; i++) {
            byte[] message = new byte[random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(40)];
            random.nextBytes(message);
            offered.add(message);
            assertThat(sender.offer(message, now)).isTrue();
        }
        while (sender.dueAt() != Long.MAX_VALUE) {
            now += 20;
            List<Sent> frames = new ArrayList<>(link);
            link.clear();
            for (Sent frame : frames) {
                int times = random.nextInt(10) == 0 ? 0 : random.nextInt(10) == 0 ? 2 : 1;
                for (int t = 0; t < times; t++) {
                    receiver.receive(frame.sequence(), frame.data());
                    if (random.nextInt(5) != 0) {
                        sender.acknowledged(receiver.received(), now);
                    }
                }
            }
            sender.tick(now);
        }
        assertThat(arrived).as("seed " + seed).hasSize(500);
        for (int i = 0; i < 500; i++) {
            assertThat(Arrays.equals(arrived.get(i), offered.get(i))).isTrue();
        }
    }

    @Test
    void noMoreThanTheWindowIsOnItsWay() {
        StreamSender sender = sender(new StreamSettings(100, 1000, 64, 1 << 20, 100));
        for (int i = 0; i < 1000; i++) {
            sender.offer(new byte[50], 0);
        }
        assertThat(link.stream().mapToInt(sent -> sent.data().length).sum()).isBetween(900, 1000);
    }

    @Test
    void aSmallMessageLeavesAtOnce() {
        StreamSender sender = sender(StreamSettings.defaults());
        sender.offer(new byte[] {7}, 0);
        assertThat(link).hasSize(1);
    }

    @Test
    void aFullQueueRefusesAndCounts() {
        StreamSender sender = sender(new StreamSettings(100, 100, 1, 1000, 100));
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += sender.offer(new byte[50], 0) ? 1 : 0;
        }
        assertThat(taken).isBetween(15, 25);
        assertThat(sender.refused()).isEqualTo(100 - taken);
    }

    @Test
    void nothingIsRepeatedBeforeItsTime() {
        StreamSender sender = sender(new StreamSettings(100, 1000, 64, 1000, 100));
        sender.offer(new byte[50], 0);
        link.clear();
        sender.tick(99);
        assertThat(link).isEmpty();
        sender.tick(100);
        assertThat(link).hasSize(1);
        sender.tick(299);
        assertThat(link).hasSize(1);
        sender.tick(300);
        assertThat(link).hasSize(2);
    }

    @Test
    void aLengthThatCannotBeIsRefused() {
        assertThatThrownBy(() -> receiver.receive(1, new byte[] {-1, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 0 to 1048576");
    }
}
