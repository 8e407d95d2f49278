package dev.cleave.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.examples.Grind;
import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.cluster.LocalCluster;
import dev.cleave.testkit.cluster.RunningJob;
import dev.cleave.testkit.process.ProcessCensus;
import dev.cleave.testkit.process.Signals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of the controller is killed while a job runs. */
class ControllerDeathIT {

    private static final String AT_WORK = "at work in ";

    @TempDir
    Path folder;

    /** The process to kill: a controller, two nodes and a job that takes an hour. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            LocalCluster cluster = LocalCluster.start(LocalCluster.Settings.ofNodes(2));
            cluster.awaitNodes();
            RunningJob job = cluster.submit(KnownJob.of(Grind.class, Map.of("k", "360000", "ms", "10"), "unknown"));
            while (job.progress().busyLanes() < 2) {
                if (job.await(Duration.ofMillis(20))) {
                    throw new IllegalStateException("ended too soon: " + job.answer());
                }
            }
            System.out.println(AT_WORK + cluster.folder());
            job.await(Duration.ofHours(1));
        }
    }

    @Test
    void nodesAndRunnersAreGoneWithinSeconds() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        Process victim = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.startsWith(AT_WORK)) {
                System.out.println(line);
                line = output.readLine();
            }
            assertThat(line).as("what the controller says when its nodes work").startsWith(AT_WORK);
            assertThat(census.alive()).as("controller, agents and runners").hasSizeGreaterThanOrEqualTo(5);
            Signals.kill(victim.pid());
            assertThat(census.awaitNone(Duration.ofSeconds(10)))
                    .extracting(ProcessCensus::describe)
                    .isEmpty();
        } finally {
            census.killAll();
        }
    }
}
