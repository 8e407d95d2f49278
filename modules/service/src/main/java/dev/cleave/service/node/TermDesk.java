package dev.cleave.service.node;

import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.service.access.Caller;
import dev.cleave.service.api.Feed;
import dev.cleave.service.api.JobDesk;
import dev.cleave.service.api.PipelineDesk;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.Explanation;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobEvent;
import dev.cleave.wire.proto.jobs.v1.JobResult;
import dev.cleave.wire.proto.jobs.v1.ListJobsRequest;
import dev.cleave.wire.proto.jobs.v1.ListJobsResponse;
import dev.cleave.wire.proto.jobs.v1.LogLine;
import dev.cleave.wire.proto.jobs.v1.Node;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import dev.cleave.wire.proto.jobs.v1.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The desk of a process that may be the controller: the term's while there is one. Otherwise it refuses all but its version, and
 * says where the controller is; another node may accept the same request at once. Thread-safe.
 */
final class TermDesk implements JobDesk {

    private final String node;
    private volatile @Nullable JobDesk term;
    private final PipelineDesk pipelines = new TermPipelineDesk(this);
    private volatile String controller = "";

    /** A desk without a term, of a node of this name. */
    TermDesk(String node) {
        this.node = node;
    }

    /** A term has begun here. */
    void open(JobDesk desk) {
        term = desk;
    }

    /** It is over. */
    void shut() {
        term = null;
    }

    /** The API of the controller is there, as {@code host:port}; empty if nobody is the controller. */
    void controllerAt(String api) {
        controller = api;
    }

    /** What the term's desk answers, if there is one. */
    <T> CompletionStage<T> ask(Function<JobDesk, CompletionStage<T>> question) {
        JobDesk open = term;
        return open == null ? CompletableFuture.failedFuture(elsewhere()) : question.apply(open);
    }

    private Refusal elsewhere() {
        String where = controller;
        return Refusal.of(
                        RefusalCode.UNAVAILABLE,
                        "node " + node + " is not the controller (expected: "
                                + (where.isEmpty() ? "the next one, which is about to be found" : "the one at " + where)
                                + ")")
                .retryableElsewhere();
    }

    @Override
    public CompletionStage<Job> submit(Caller caller, SubmitJobRequest request) {
        return ask(desk -> desk.submit(caller, request));
    }

    @Override
    public CompletionStage<Job> get(String job) {
        return ask(desk -> desk.get(job));
    }

    @Override
    public CompletionStage<ListJobsResponse> list(ListJobsRequest request) {
        return ask(desk -> desk.list(request));
    }

    @Override
    public CompletionStage<Feed<JobEvent>> watch(String job, long after) {
        return ask(desk -> desk.watch(job, after));
    }

    @Override
    public CompletionStage<JobResult> result(String job, Duration wait) {
        return ask(desk -> desk.result(job, wait));
    }

    @Override
    public CompletionStage<Feed<LogLine>> logs(String job, boolean follow, int tail) {
        return ask(desk -> desk.logs(job, follow, tail));
    }

    @Override
    public CompletionStage<Job> cancel(Caller caller, String job) {
        return ask(desk -> desk.cancel(caller, job));
    }

    @Override
    public CompletionStage<Job> retry(Caller caller, RetryJobRequest request) {
        return ask(desk -> desk.retry(caller, request));
    }

    @Override
    public CompletionStage<Explanation> explain(String job) {
        return ask(desk -> desk.explain(job));
    }

    @Override
    public CompletionStage<String> openSession(String job, SessionClient client) {
        return ask(desk -> desk.openSession(job, client));
    }

    @Override
    public CompletionStage<List<Blob>> missing(List<Blob> blobs) {
        return ask(desk -> desk.missing(blobs));
    }

    @Override
    public CompletionStage<Optional<Path>> file(Blob blob) {
        return ask(desk -> desk.file(blob));
    }

    @Override
    public CompletionStage<Blob> keep(Caller caller, Blob blob, Path file) {
        return ask(desk -> desk.keep(caller, blob, file));
    }

    @Override
    public CompletionStage<List<Node>> nodes() {
        return ask(JobDesk::nodes);
    }

    @Override
    public CompletionStage<Node> drain(Caller caller, String name) {
        return ask(desk -> desk.drain(caller, name));
    }

    @Override
    public PipelineDesk pipelines() {
        return pipelines;
    }

    @Override
    public Version version() {
        return Version.newBuilder()
                .setVersion(dev.cleave.cluster.transport.Version.CURRENT)
                .setJavaVersion(System.getProperty("java.version", ""))
                .setNode(node)
                .build();
    }

    @Override
    public boolean ready() {
        JobDesk open = term;
        return open != null && open.ready();
    }
}
