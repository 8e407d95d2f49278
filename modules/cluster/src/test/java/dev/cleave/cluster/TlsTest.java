package dev.cleave.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cluster.fixture.Certificates;
import dev.cleave.cluster.fixture.Jobs;
import dev.cleave.cluster.fixture.TestNode;
import dev.cleave.cluster.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose members prove who they are. */
class TlsTest {

    @TempDir
    Path folder;

    @Test
    void nodesWithACertificateOfTheSameAuthorityJoinAndOthersDoNot() throws Exception {
        Path ours = Certificates.make(folder.resolve("ours"));
        Path theirs = Certificates.make(folder.resolve("theirs"));
        TransportSettings transport = new TransportSettings("127.0.0.1", 0, ours, false);
        try (Cluster cluster = Cluster.start(new ClusterSettings(transport, folder.resolve("controller")));
                TestNode stranger = TestNode.join(
                        "stranger", folder, cluster.address(), new TransportSettings("127.0.0.1", 0, theirs, false));
                TestNode node = TestNode.join("a", folder, cluster.address(), transport)) {
            assertThat(cluster.awaitNodes(1, Duration.ofSeconds(60))).isTrue();
            JobReport report = cluster.submit(Jobs.pieces("tls", 10, 5, 200_000), List.of(), JobListener.SILENT)
                    .report()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(10));
            assertThat(report.shares()).containsOnlyKeys(node.id);
            assertThat(stranger.end).isNotDone();
        }
    }
}
