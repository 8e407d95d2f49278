package dev.cleave.benchmarks.line;

import dev.cleave.api.Job;
import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.wire.value.ValueCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Nodes on this machine with this process as their controller, formed before anything is measured. */
final class WarmCluster implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    final Cluster cluster;
    final LocalNodes nodes;
    final Path folder;
    private int jobs;

    private WarmCluster(Cluster cluster, LocalNodes nodes, Path folder) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.folder = folder;
    }

    /** So many nodes with so many lanes each, their agents' JVMs started with further options. */
    static WarmCluster of(int nodes, int lanes, String... agentOptions) throws Exception {
        Path folder = Files.createTempDirectory("cleave-bench-");
        Cluster cluster = Cluster.start(ClusterSettings.local(0, folder.resolve("controller")));
        LocalNodes local = LocalNodes.start(
                nodes, new LocalNodes.Settings(cluster.address(), folder, lanes, List.of(agentOptions)));
        WarmCluster warm = new WarmCluster(cluster, local, folder);
        if (!cluster.awaitNodes(nodes, Duration.ofSeconds(PATIENCE_SECONDS))) {
            warm.close();
            throw new IllegalStateException("no cluster of " + nodes + " nodes in " + PATIENCE_SECONDS + " s");
        }
        return warm;
    }

    /** Submits a job of the examples with arguments given as {@code n=15}. */
    JobHandle submit(Job<?, ?> job, String... given) throws IOException {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        JobSpec spec = new JobSpec(
                new JobId("bench-" + ++jobs),
                job.getClass().getName(),
                List.of(),
                arguments,
                List.of(),
                JobSpec.DEFAULT_MAX_DEPTH,
                JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                false);
        return cluster.submit(spec, List.of(jarOf(job)), JobListener.SILENT);
    }

    /** Runs a job to its end and returns its result as text. */
    <R> String run(Job<?, R> job, String... given) throws Exception {
        return text(job, ended(submit(job, given)));
    }

    /** The report of a job, once it has ended. */
    static JobReport ended(JobHandle handle) throws Exception {
        return handle.report().toCompletableFuture().get(10, TimeUnit.MINUTES);
    }

    /** The result of a job that succeeded, as text. */
    static <R> String text(Job<?, R> job, JobReport report) throws Exception {
        if (!(report.outcome() instanceof Outcome.Succeeded)) {
            throw new IllegalStateException("the job did not succeed: " + report.outcome());
        }
        ValueCodec<R> codec = ValueCodec.ofResults(
                job.resultCodec(), job.getClass().getClassLoader(), JobSpec.DEFAULT_MAX_PAYLOAD_BYTES);
        return job.render(Objects.requireNonNull(codec.decode(report.result())));
    }

    /** The result of the same job on lanes of this JVM, as text. */
    static <P, R> String alone(Job<P, R> job, String... given) throws Exception {
        Prepared<P, R> prepared = Prepared.of(job, given);
        return job.render(prepared.onLanes(2));
    }

    private static Path jarOf(Job<?, ?> job) {
        Path path = Path.of(job.getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(path + " (expected: a jar; run from the distribution)");
        }
        return path;
    }

    @Override
    public void close() {
        nodes.close();
        cluster.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }
}
