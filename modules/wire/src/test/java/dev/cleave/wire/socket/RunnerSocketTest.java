package dev.cleave.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunnerSocketTest {

    @TempDir
    Path folder;

    private RunnerListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = RunnerListener.on(folder.resolve("s"));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void framesOfAllSizesArriveWholeAndInOrder() throws Exception {
        Random random = new Random(1);
        List<byte[]> frames = new ArrayList<>();
        for (int size : new int[] {0, 1, 3, 4, 65_531, 65_532, 65_533, 65_536, 1, 200_000, 5 << 20, 0, 7}) {
            byte[] frame = new byte[size];
            random.nextBytes(frame);
            frames.add(frame);
        }
        try (RunnerSocket runner = RunnerSocket.connect(listener.file());
                RunnerSocket node = listener.accept()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAll(runner, frames));
            for (byte[] frame : frames) {
                assertThat(node.receive()).isEqualTo(frame);
            }
            sending.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theEndOfTheOtherSideIsNoticed() throws IOException {
        try (RunnerSocket node = whoHears(0, 0, 0, 1, 5)) {
            assertThat(node.receive()).containsExactly(5);
            assertThat(node.receive()).isNull();
        }
    }

    @Test
    void manyThreadsSendWithoutMixingTheirFrames() throws Exception {
        try (RunnerSocket runner = RunnerSocket.connect(listener.file());
                RunnerSocket node = listener.accept()) {
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                byte sender = (byte) t;
                senders.add(CompletableFuture.runAsync(() -> {
                    List<byte[]> frames = new ArrayList<>();
                    for (int i = 0; i < 500; i++) {
                        byte[] frame = new byte[5 + i * 7];
                        java.util.Arrays.fill(frame, sender);
                        ByteBuffer.wrap(frame).putInt(i);
                        frames.add(frame);
                    }
                    sendAll(runner, frames);
                }));
            }
            Map<Byte, Integer> next = new HashMap<>();
            for (int i = 0; i < 4 * 500; i++) {
                byte[] frame = node.receive();
                assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(next.merge(frame[4], 1, Integer::sum) - 1);
                for (int at = 4; at < frame.length; at++) {
                    assertThat(frame[at]).isEqualTo(frame[4]);
                }
            }
            for (CompletableFuture<Void> sender : senders) {
                sender.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void bytesThatComeOneByOneMakeAFrame() throws Exception {
        try (SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(listener.file()));
                RunnerSocket node = listener.accept()) {
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> receive(node));
            for (byte b : new byte[] {0, 0, 0, 2, 5, 6}) {
                raw.write(ByteBuffer.wrap(new byte[] {b}));
            }
            assertThat(received.get(10, TimeUnit.SECONDS)).containsExactly(5, 6);
        }
    }

    @Test
    void anEndInsideAFrameIsAnError() throws IOException {
        try (RunnerSocket node = whoHears(0, 0, 0, 9, 1)) {
            assertThatThrownBy(node::receive)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the other end is gone in the middle of a frame");
        }
        try (RunnerSocket node = whoHears(0, 0)) {
            assertThatThrownBy(node::receive)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the other end is gone in the middle of a frame");
        }
    }

    @Test
    void aFrameThatIsTooLargeIsRefusedBeforeItTakesMemory() throws IOException {
        try (RunnerSocket node = whoHears(0xff, 0xff, 0xff, 0xff)) {
            assertThatThrownBy(node::receive)
                    .isInstanceOf(IOException.class)
                    .hasMessage("frame: 4294967295 bytes (expected: at most 67108864)");
        }
        try (RunnerSocket runner = RunnerSocket.connect(listener.file())) {
            assertThatThrownBy(() -> runner.send(new byte[RunnerSocket.MOST_FRAME_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPathTooLongForASocketIsRefusedInAClearLine() {
        Path tooLong = folder.resolve("x".repeat(120));
        assertThatThrownBy(() -> RunnerListener.on(tooLong))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("socket path: ")
                .hasMessageContaining(tooLong + " (expected: at most 103; use a folder with a shorter path)");
    }

    @Test
    void aClosedListenerLetsGoOfWhoWaits() throws Exception {
        CompletableFuture<RunnerSocket> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return listener.accept();
            } catch (IOException closed) {
                throw new IllegalStateException(closed);
            }
        });
        listener.close();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(listener.file()).doesNotExist();
    }

    private RunnerSocket whoHears(int... bytes) throws IOException {
        try (SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(listener.file()))) {
            ByteBuffer all = ByteBuffer.allocate(bytes.length);
            for (int b : bytes) {
                all.put((byte) b);
            }
            raw.write(all.flip());
            return listener.accept();
        }
    }

    private static void sendAll(RunnerSocket socket, List<byte[]> frames) {
        try {
            for (byte[] frame : frames) {
                socket.send(frame);
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] receive(RunnerSocket socket) {
        try {
            return socket.receive();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
