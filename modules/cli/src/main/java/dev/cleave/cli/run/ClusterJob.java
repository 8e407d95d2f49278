package dev.cleave.cli.run;

import dev.cleave.api.Code;
import dev.cleave.api.Job;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.report.NodeRow;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.measure.Measured;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A job on a cluster whose controller is this process. */
final class ClusterJob implements RunningJob {

    private final LocalCluster cluster;
    private final Program program;
    private final RunOptions options;
    private final JobHandle handle;
    private final CompletableFuture<JobReport> report;

    private ClusterJob(LocalCluster cluster, Program program, RunOptions options, JobHandle handle) {
        this.cluster = cluster;
        this.program = program;
        this.options = options;
        this.handle = handle;
        this.report = handle.report().toCompletableFuture();
    }

    /**
     * Starts a cluster and a job on it.
     *
     * @throws CommandException if there is no cluster to be had
     * @throws InterruptedException if a signal came meanwhile; nothing is left running
     */
    static ClusterJob start(Program program, RunOptions options, RunFolder folder, Deadline deadline, Output output)
            throws InterruptedException {
        LocalCluster cluster = LocalCluster.start(options, folder, deadline, output);
        try {
            JobHandle handle =
                    submit(cluster.cluster(), program, options, folder, new Notes(output, options.verbose()));
            return new ClusterJob(cluster, program, options, handle);
        } catch (IOException refused) {
            cluster.close();
            throw CommandException.noCluster(folder.path() + ": cannot be written (" + refused + ")");
        }
    }

    private static JobHandle submit(
            Cluster cluster, Program program, RunOptions options, RunFolder folder, JobListener listener)
            throws IOException {
        JobSpec spec = new JobSpec(
                jobId(program.name()),
                program.jobClass(),
                List.of(),
                program.shipped(options.parameters()),
                options.jvmOptions(),
                options.maxDepth(),
                options.maxPayloadBytes(),
                options.profile());
        return cluster.submit(spec, program.jars(folder.path()), listener);
    }

    /** The job's name and the time, which no other job of this controller has. */
    private static JobId jobId(String name) {
        String readable = name.replaceAll("[^a-z0-9-]", "-");
        return new JobId(readable.substring(0, Math.min(40, readable.length())) + "-"
                + Long.toString(System.currentTimeMillis(), 36));
    }

    @Override
    public Optional<Ended> await(long nanos) throws InterruptedException {
        try {
            return Optional.of(ended(report.get(nanos, TimeUnit.NANOSECONDS)));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Ended ended(JobReport over) {
        if (over.outcome() instanceof Outcome.Succeeded succeeded) {
            try {
                Object result = decode(program.job(), over.result());
                return ended(over, State.SUCCEEDED, result, null, succeeded.measured());
            } catch (ValueRefusedException refused) {
                JobFailure failure =
                        JobFailure.of(Code.RESULT_NOT_ENCODABLE, "/", String.valueOf(refused.getMessage()));
                return ended(over, State.FAILED, null, failure, Measured.NOTHING);
            }
        }
        if (over.outcome() instanceof Outcome.Failed failed) {
            return ended(over, State.FAILED, incumbent(over), failed.failure(), Measured.NOTHING);
        }
        return ended(over, State.CANCELLED, incumbent(over), null, Measured.NOTHING);
    }

    /** The best solution that was found, if any was looked for. */
    private @Nullable Object incumbent(JobReport over) {
        try {
            return over.result().length == 0 ? null : decode(program.job(), over.result());
        } catch (ValueRefusedException refused) {
            return null;
        }
    }

    private static Ended ended(
            JobReport over, State state, @Nullable Object result, @Nullable JobFailure failure, Measured measured) {
        List<NodeRow> rows = over.shares().entrySet().stream()
                .map(each -> new NodeRow(
                        each.getKey().value(),
                        each.getValue().lanes(),
                        each.getValue().leases(),
                        each.getValue().busyNanos()))
                .sorted(Comparator.comparing(NodeRow::node))
                .toList();
        return new Ended(state, result, failure, measured, over.counts(), rows, over.elapsedNanos());
    }

    private <P, R> @Nullable R decode(Job<P, R> job, byte[] bytes) throws ValueRefusedException {
        return ValueCodec.ofResults(job.resultCodec(), job.getClass().getClassLoader(), options.maxPayloadBytes())
                .decode(bytes);
    }

    @Override
    public Progress progress() {
        return handle.progress();
    }

    @Override
    public void cancel() {
        handle.cancel();
    }

    @Override
    public void fail(JobFailure failure) {
        handle.fail(failure);
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** What the coordinator tells people. */
    private record Notes(Output output, boolean verbose) implements JobListener {
        @Override
        public void note(String line) {
            if (verbose) {
                output.say(line);
            }
        }
    }
}
