package dev.cleave.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.examples.NQueens;
import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.cluster.LocalCluster;
import dev.cleave.testkit.cluster.RunningJob;
import dev.cleave.testkit.junit.LocalClusterExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster for a class of tests, as others would use it. */
class LocalClusterIT {

    @RegisterExtension
    static final LocalClusterExtension CLUSTER = LocalClusterExtension.ofNodes(2);

    @Test
    void eightQueensStandInNinetyTwoWays(LocalCluster cluster) throws Exception {
        RunningJob job = cluster.submit(KnownJob.of(NQueens.class, Map.of("n", "8"), "92"));
        assertThat(job.await(Duration.ofSeconds(30))).isTrue();
        assertThat(job.answer()).isEqualTo("92");
    }

    @Test
    void oneClusterRunsManyJobs(LocalCluster cluster) throws Exception {
        for (int i = 0; i < 20; i++) {
            RunningJob job = cluster.submit(KnownJob.of(NQueens.class, Map.of("n", "9"), "352"));
            assertThat(job.await(Duration.ofSeconds(30))).isTrue();
            assertThat(job.answer()).isEqualTo("352");
        }
    }

    @Test
    void everyNodeHasAnAgent(LocalCluster cluster) {
        assertThat(cluster.agent(1)).isPresent();
        assertThat(cluster.agent(2)).isPresent();
        assertThatThrownBy(() -> cluster.agent(3)).hasMessage("node 3 (expected: 1 to 2)");
        assertThat(CLUSTER.cluster()).isSameAs(cluster);
    }

    @Test
    void aClusterWithoutLinksHasNoneToCut(LocalCluster cluster) {
        assertThatThrownBy(() -> cluster.link(1))
                .hasMessage("a cluster without links (expected: one started with links)");
    }
}
