package dev.cleave.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.examples.NQueens;
import dev.cleave.testkit.process.ProcessCensus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes leave behind that were started as the command starts them. */
class TidyNodesIT {

    @TempDir
    Path folder;

    @Test
    void localNodesLeaveNothingButLogsAndPidFiles() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<Path> jars = List.of(JobJar.of(NQueens.class, folder));
        try (Cluster cluster = Cluster.start(ClusterSettings.local(0, folder.resolve("controller")));
                LocalNodes nodes = LocalNodes.start(
                        2,
                        new LocalNodes.Settings(
                                cluster.address(),
                                Files.createDirectory(folder.resolve("run")),
                                1,
                                List.of("-Djava.io.tmpdir=" + temporary)))) {
            assertThat(cluster.awaitNodes(2, Duration.ofMinutes(1))).isTrue();
            assertThat(nodes.names()).hasSize(2);
            JobHandle job = cluster.submit(spec(), jars, JobListener.SILENT);
            JobReport report = job.report().toCompletableFuture().get(1, TimeUnit.MINUTES);
            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
        }
        assertThat(census.awaitNone(Duration.ofSeconds(10))).isEmpty();
        assertThat(filesBelow(folder.resolve("run"))).allMatch(name -> name.endsWith(".log") || name.endsWith(".pid"));
        assertThat(filesBelow(temporary)).isEmpty();
        assertThat(filesBelow(folder.resolve("controller"))).isEmpty();
    }

    private static JobSpec spec() {
        return new JobSpec(
                new JobId("tidy"),
                NQueens.class.getName(),
                List.of(),
                Map.of("n", "10"),
                List.of(),
                JobSpec.DEFAULT_MAX_DEPTH,
                JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                false);
    }

    private static List<String> filesBelow(Path top) throws IOException {
        if (!Files.exists(top)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(path -> !path.equals(top) && !(Files.isDirectory(path) && hasFiles(path)))
                    .map(path -> top.relativize(path).toString())
                    .toList();
        }
    }

    private static boolean hasFiles(Path path) {
        String[] names = path.toFile().list();
        return names != null && names.length > 0;
    }
}
