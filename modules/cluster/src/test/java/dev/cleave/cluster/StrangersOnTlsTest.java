package dev.cleave.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.cluster.certificate.TestFolders;
import dev.cleave.cluster.fixture.Jobs;
import dev.cleave.cluster.fixture.TestNode;
import dev.cleave.cluster.transport.TransportSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has no certificate and connects to a controller that asks for one, saying whatever: noise, Artery's own frames in
 * the clear, broken TLS, and TLS that is as it should be but for the certificate. How many: {@code -Dframes=10000}; what they say
 * follows from their number.
 */
class StrangersOnTlsTest {

    private static final int FRAMES = Integer.getInteger("frames", 300);
    /** Until then, what is made once has been made. */
    private static final int WARM_UPS = 60;

    private static final int MOST_BYTES = 3000;
    private static final int PATIENCE_MILLIS = 5000;
    private static final byte[] MAGIC = "AKKA".getBytes(StandardCharsets.US_ASCII);
    private static final double MOST_MORE_MIB = 24;
    private static final long MOST_MORE = 20;

    @TempDir
    Path folder;

    /** What this process, which is the controller's, has. */
    private record Belongings(double heapMib, long threads, long files) {

        static Belongings now() {
            System.gc();
            return new Belongings(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20),
                    count(Path.of("/proc/self/task")),
                    count(Path.of("/proc/self/fd")));
        }

        private static long count(Path folder) {
            try (Stream<Path> all = Files.list(folder)) {
                return all.count();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void malformedFramesOfStrangersHarmNobody() throws Exception {
        TransportSettings transport =
                new TransportSettings("127.0.0.1", 0, new TestFolders(folder.resolve("tls")).good, false);
        try (Cluster cluster = Cluster.start(new ClusterSettings(transport, folder.resolve("controller")));
                TestNode node = TestNode.join("a", folder, cluster.address(), transport)) {
            int port = Integer.parseInt(cluster.address().replaceAll(".*:", ""));
            assertThat(cluster.awaitNodes(1, Duration.ofSeconds(60))).isTrue();
            for (int i = 0; i < WARM_UPS; i++) {
                say(port, -i);
            }
            Belongings before = Belongings.now();
            for (int i = 1; i <= FRAMES; i++) {
                say(port, i);
            }
            JobReport report = cluster.submit(Jobs.pieces("strangers", 10, 5, 2_000), List.of(), JobListener.SILENT)
                    .report()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(10));
            assertThat(report.shares()).containsOnlyKeys(node.id);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Belongings after = Belongings.now();
                System.out.println(FRAMES + " strangers; before " + before + ", after " + after);
                assertThat(after.heapMib).isLessThan(before.heapMib + MOST_MORE_MIB);
                assertThat(after.threads).isLessThan(before.threads + MOST_MORE);
                assertThat(after.files).isLessThan(before.files + MOST_MORE);
            });
        }
    }

    private static void say(int port, int number) throws Exception {
        SplittableRandom random = new SplittableRandom(number);
        byte[] noise = new byte[1 + random.nextInt(MOST_BYTES)];
        random.nextBytes(noise);
        switch (random.nextInt(8)) {
            case 0 -> withoutCertificate(port, frame(noise));
            case 1, 2 -> plain(port, noise);
            case 3, 4 -> plain(port, frame(noise));
            default -> plain(port, record(random, noise));
        }
    }

    /** As Artery begins a stream over TCP: its magic, the stream's number, the frame's length, and then noise. */
    private static byte[] frame(byte[] noise) {
        return ByteBuffer.allocate(MAGIC.length + 1 + Integer.BYTES + noise.length)
                .put(MAGIC)
                .put((byte) (1 + noise[0] & 3))
                .put(new byte[] {(byte) noise.length, (byte) (noise.length >> 8), 0, 0})
                .put(noise)
                .array();
    }

    /** The head of a TLS record of some kind and length, and then noise. */
    private static byte[] record(SplittableRandom random, byte[] noise) {
        return ByteBuffer.allocate(5 + noise.length)
                .put((byte) (20 + random.nextInt(5)))
                .put((byte) 3)
                .put((byte) random.nextInt(5))
                .putShort((short) (random.nextBoolean() ? noise.length : random.nextInt()))
                .put(noise)
                .array();
    }

    private static void plain(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException sentAway) {
            // As it should be.
        }
    }

    /** Nothing is ever answered to what is said inside. */
    private static void withoutCertificate(int port, byte[] bytes) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        int answer = -1;
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            socket.getOutputStream().write(bytes);
            answer = socket.getInputStream().read();
        } catch (SSLException refused) {
            return;
        } catch (java.net.SocketException reset) {
            return;
        }
        assertThat(answer).as("what the controller says to a stranger").isEqualTo(-1);
    }

    /** Believes everybody. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
