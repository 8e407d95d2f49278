package dev.cleave.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final InetAddress HOME = InetAddress.getLoopbackAddress();

    private final Link link = new Link("test");
    private final Link other = new Link("other");
    private EchoServer echo;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new EchoServer(HOME, 0);
        proxy = TcpProxy.to(
                new InetSocketAddress(HOME, echo.port()),
                caller -> List.of(caller.getHostAddress().equals("127.0.0.9") ? other : link));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void whatIsSaidArrivesAndIsAnswered() throws IOException {
        try (Socket caller = call()) {
            say(caller, 7);
            assertThat(hear(caller)).isEqualTo(7);
            assertThat(link.connections()).isEqualTo(1);
        }
        await().until(() -> link.connections() == 0);
    }

    @Test
    void aCutLinkHoldsBackWhatIsSaidUntilItIsRestored() throws IOException {
        try (Socket caller = call()) {
            say(caller, 1);
            assertThat(hear(caller)).isEqualTo(1);
            link.cut();
            say(caller, 2);
            caller.setSoTimeout(200);
            assertThatThrownBy(() -> hear(caller)).isInstanceOf(SocketTimeoutException.class);
            link.restore();
            caller.setSoTimeout(10_000);
            assertThat(hear(caller)).isEqualTo(2);
        }
    }

    @Test
    void aNewConnectionThroughACutLinkIsTakenButSilent() throws IOException {
        link.cut();
        try (Socket caller = call()) {
            say(caller, 3);
            caller.setSoTimeout(200);
            assertThatThrownBy(() -> hear(caller)).isInstanceOf(SocketTimeoutException.class);
            link.restore();
            caller.setSoTimeout(10_000);
            assertThat(hear(caller)).isEqualTo(3);
        }
    }

    @Test
    void anEndDoesNotShowThroughACutLink() throws IOException {
        try (Socket caller = call()) {
            say(caller, 1);
            assertThat(hear(caller)).isEqualTo(1);
            link.cut();
            say(caller, 0); // the server closes on a zero, were it to hear it
            caller.setSoTimeout(200);
            assertThatThrownBy(() -> hear(caller)).isInstanceOf(SocketTimeoutException.class);
            link.restore();
            caller.setSoTimeout(10_000);
            assertThat(hear(caller)).isEqualTo(-1);
        }
    }

    @Test
    void aDelayedLinkAnswersLate() throws IOException {
        try (Socket caller = call()) {
            link.delay(Duration.ofMillis(100));
            long start = System.nanoTime();
            say(caller, 4);
            assertThat(hear(caller)).isEqualTo(4);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aDelayDoesNotHoldUpWhatFollows() throws IOException {
        try (Socket caller = call()) {
            link.delay(Duration.ofMillis(50));
            byte[] much = new byte[4 << 20];
            Arrays.fill(much, (byte) 5);
            Thread writer = new Thread(() -> write(caller, much));
            long start = System.nanoTime();
            writer.start();
            assertThat(caller.getInputStream().readNBytes(much.length)).isEqualTo(much);
            // 64 chunks each way, one after the other, would take 6.4 s
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aSeveredLinkBreaksBothEndsAndTakesNewConnections() throws IOException {
        try (Socket caller = call()) {
            say(caller, 5);
            assertThat(hear(caller)).isEqualTo(5);
            link.sever();
            assertThatThrownBy(() -> hear(caller)).isInstanceOf(SocketException.class);
        }
        try (Socket again = call()) {
            say(again, 6);
            assertThat(hear(again)).isEqualTo(6);
        }
    }

    @Test
    void aHalfClosedConnectionStillSpeaks() throws IOException {
        try (Socket caller = call()) {
            say(caller, 8);
            assertThat(hear(caller)).isEqualTo(8);
            link.halfClose();
            assertThat(hear(caller)).isEqualTo(EchoServer.HEARD_THE_END);
        }
    }

    @Test
    void aConnectionWhoseTargetHasEndedIsOverWhenItIsHalfClosed() throws IOException {
        try (Socket caller = call()) {
            say(caller, 0); // the server closes on a zero
            assertThat(hear(caller)).isEqualTo(-1);
            link.halfClose();
            await().until(() -> link.connections() == 0);
        }
    }

    @Test
    void callersHaveLinksByTheirAddress() throws IOException {
        other.cut();
        try (Socket caller = new Socket(HOME, proxy.port(), InetAddress.getByName("127.0.0.9"), 0);
                Socket neighbour = call()) {
            say(caller, 1);
            say(neighbour, 2);
            assertThat(hear(neighbour)).isEqualTo(2);
            caller.setSoTimeout(200);
            assertThatThrownBy(() -> hear(caller)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatCannotBePassedOnIsReset() throws IOException {
        int nobody;
        try (ServerSocket unused = new ServerSocket(0, 1, HOME)) {
            nobody = unused.getLocalPort();
        }
        try (TcpProxy toNobody = TcpProxy.to(new InetSocketAddress(HOME, nobody), link);
                Socket caller = new Socket(HOME, toNobody.port())) {
            caller.setSoTimeout(10_000);
            assertThatThrownBy(() -> hear(caller)).isInstanceOf(SocketException.class);
        }
    }

    private Socket call() throws IOException {
        Socket caller = new Socket(HOME, proxy.port());
        caller.setSoTimeout(10_000);
        return caller;
    }

    private static void say(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
    }

    private static int hear(Socket socket) throws IOException {
        return socket.getInputStream().read();
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
