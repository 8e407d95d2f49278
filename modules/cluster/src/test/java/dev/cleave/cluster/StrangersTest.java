package dev.cleave.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cluster.fixture.Jobs;
import dev.cleave.cluster.fixture.TestNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever else connects to a controller's port and says whatever.
 *
 * <p>Whoever speaks Artery's own language badly can keep it busy for ever; where others can connect, TLS keeps them out.
 */
class StrangersTest {

    @TempDir
    Path folder;

    @Test
    void noiseOnThePortHarmsNobody() throws Exception {
        Random random = new Random(5);
        List<Socket> strangers = new ArrayList<>();
        try (Cluster cluster = Cluster.start(ClusterSettings.local(0, folder.resolve("controller")))) {
            int port = Integer.parseInt(cluster.address().replaceAll(".*:", ""));
            try (TestNode node = TestNode.join("a", folder, cluster.address())) {
                for (int i = 0; i < 60; i++) {
                    Socket stranger = new Socket("127.0.0.1", port);
                    strangers.add(stranger);
                    say(stranger, random);
                }
                assertThat(cluster.awaitNodes(1, Duration.ofSeconds(60)))
                        .as("node %s", node.id)
                        .isTrue();
                JobHandle job = cluster.submit(Jobs.pieces("noise", 10, 5, 8), List.of(), JobListener.SILENT);
                for (Socket stranger : strangers) {
                    say(stranger, random);
                }
                JobReport report = job.report().toCompletableFuture().get(60, TimeUnit.SECONDS);
                assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(10));
            }
        }
        for (Socket stranger : strangers) {
            stranger.close();
        }
    }

    private static void say(Socket stranger, Random random) {
        byte[] noise = new byte[1 + random.nextInt(3000)];
        random.nextBytes(noise);
        try {
            stranger.getOutputStream().write(noise);
        } catch (IOException sentAway) {
            // As it should be.
        }
    }
}
