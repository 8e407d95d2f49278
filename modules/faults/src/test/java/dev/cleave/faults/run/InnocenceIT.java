package dev.cleave.faults.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.core.job.Counts;
import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.cluster.LocalCluster;
import dev.cleave.testkit.cluster.RunningJob;
import dev.cleave.testkit.junit.LocalClusterExtension;
import dev.cleave.testkit.process.Signals;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runners that die of what comes from outside are no reason to blame a subproblem. */
class InnocenceIT {

    /** Longer than it takes until what is finished is reported and known. */
    private static final Duration KNOWN_AFTER = Duration.ofMillis(2500);

    @RegisterExtension
    static final LocalClusterExtension CLUSTER = LocalClusterExtension.ofNodes(1);

    @Test
    void aLeaseWhoseRunnersAreKilledWhileItGetsOnIsNotPoison(LocalCluster cluster) throws Exception {
        KnownJob job = KnownJobs.grinding(1200, 10);
        RunningJob running = cluster.submit(job);
        for (int death = 1; death <= 4; death++) {
            double before = running.progress().fraction();
            await().atMost(Duration.ofMinutes(1)).until(() -> running.progress().fraction() > before);
            assertThat(running.await(KNOWN_AFTER)).isFalse();
            Signals.kill(cluster.runner(1).orElseThrow());
        }
        assertThat(running.await(Duration.ofMinutes(2))).isTrue();
        assertThat(running.answer()).isEqualTo(job.answer());
        Counts counts = running.report().counts();
        assertThat(counts.lostRunners()).isEqualTo(4);
        assertThat(counts.knownReused()).as("what was finished before").isPositive();
    }
}
