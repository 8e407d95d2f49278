package dev.cleave.service.keeper;

import dev.cleave.api.JobFailure;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.controller.JobJournal;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster that runs jobs until it is told how they end. */
public final class FakeWorkforce implements Workforce {

    /** A job that it runs. */
    public final class Job implements JobHandle {
        private final JobId id;
        final JobListener listener;
        private final CompletableFuture<JobReport> report = new CompletableFuture<>();

        Job(JobId id, JobListener listener) {
            this.id = id;
            this.listener = listener;
        }

        public void succeed(byte[] result) {
            end(new Outcome.Succeeded(new Payload.Inline(result), new Measured(7, 5, 3), "as text"), result);
        }

        public void end(Outcome outcome, byte[] result) {
            report.complete(
                    new JobReport(id, outcome, result, new Counts(1, 0, 0, 0, 0, 0, 0, 0), Map.of(), 1, 1_000_000));
        }

        @Override
        public JobId id() {
            return id;
        }

        @Override
        public CompletionStage<JobReport> report() {
            return report;
        }

        @Override
        public Progress progress() {
            return new Progress(0.5, 1, 1, 1, 0, 1, "");
        }

        @Override
        public void openSession(SessionClient client) {
            client.over(null);
        }

        @Override
        public void cancel() {
            end(new Outcome.Cancelled(), new byte[0]);
        }

        @Override
        public void fail(JobFailure failure) {
            end(new Outcome.Failed(failure), new byte[0]);
        }
    }

    volatile boolean succeedAtOnce;
    public final Map<JobId, Job> jobs = new ConcurrentHashMap<>();
    final Map<String, Integer> lanes = new ConcurrentHashMap<>();
    final List<NodeId> drained = new CopyOnWriteArrayList<>();
    final List<JobId> begun = new CopyOnWriteArrayList<>();

    @Override
    public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal) {
        Job job = new Job(spec.id(), listener);
        jobs.put(spec.id(), job);
        begun.add(spec.id());
        if (succeedAtOnce) {
            listener.progress(job.progress());
            job.succeed(new byte[0]);
        }
        return job;
    }

    @Override
    public void share(JobId job, NodeId node, int count) {
        if (!jobs.containsKey(job)) {
            return; // As in a cluster.
        }
        lanes.put(job + "@" + node, count);
    }

    @Override
    public void drain(NodeId node) {
        drained.add(node);
    }

    int lanes(JobId job, NodeId node) {
        return lanes.getOrDefault(job + "@" + node, 0);
    }
}
