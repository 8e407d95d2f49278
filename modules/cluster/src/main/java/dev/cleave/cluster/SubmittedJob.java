package dev.cleave.cluster;

import akka.actor.typed.ActorRef;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.controller.Controller;
import dev.cleave.cluster.controller.JobObserver;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.coordination.NodeShare;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Both sides of a submitted job: what its submitter holds, and what its coordinator tells. */
final class SubmittedJob implements JobHandle, JobObserver {

    private final JobId id;
    private final JobListener listener;
    private final ActorRef<Remote.ToController> controller;
    private final long submittedAt = System.nanoTime();
    private final CompletableFuture<JobReport> report = new CompletableFuture<>();
    private volatile Progress progress = new Progress(0, 0, 0, 0, 1, 0, "the controller is starting");
    private volatile int lanes;

    SubmittedJob(JobId id, JobListener listener, ActorRef<Remote.ToController> controller) {
        this.id = id;
        this.listener = listener;
        this.controller = controller;
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
        return progress;
    }

    @Override
    public void openSession(SessionClient client) {
        controller.tell(new Controller.OpenSession(id, client));
    }

    @Override
    public void cancel() {
        controller.tell(new Controller.Cancel(id));
    }

    @Override
    public void fail(JobFailure failure) {
        controller.tell(new Controller.Fail(id, failure));
    }

    @Override
    public void progress(Progress now) {
        progress = now;
        lanes = Math.max(lanes, now.lanes());
        listener.progress(now);
    }

    @Override
    public void note(String line) {
        listener.note(line);
    }

    @Override
    public void ended(Outcome outcome, byte[] result, Counts counts, Map<NodeId, NodeShare> shares) {
        report.complete(
                new JobReport(id, outcome, result, counts, Map.copyOf(shares), lanes, System.nanoTime() - submittedAt));
    }
}
