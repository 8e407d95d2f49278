package dev.cleave.service.api;

import static dev.cleave.service.access.Permission.CHANGE_NODES;
import static dev.cleave.service.access.Permission.CHANGE_OWN_JOBS;
import static dev.cleave.service.access.Permission.GO_FIRST;
import static dev.cleave.service.access.Permission.SEE;
import static dev.cleave.service.access.Permission.SUBMIT;
import static dev.cleave.service.access.Permission.TOKENS;
import static dev.cleave.service.access.Permission.UPLOAD;

import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.request.BlobChecks;
import dev.cleave.service.request.JobChecks;
import dev.cleave.service.request.Names;
import dev.cleave.service.request.TokenChecks;
import dev.cleave.wire.proto.jobs.v1.GetResultRequest;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.ListNodesResponse;
import dev.cleave.wire.proto.jobs.v1.MissingBlobsResponse;
import dev.cleave.wire.proto.jobs.v1.NodeServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.ServerServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import dev.cleave.wire.proto.jobs.v1.TokenServiceGrpc;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Everything that can be asked for with one answer: who may, what is checked, and whom it is passed to. */
final class Operations {
    /** Above it only those who may {@link Permission#GO_FIRST}. */
    private static final int USUAL_PRIORITIES = 5;

    private final JobDesk desk;
    private final CodeCheck code;
    private final TokenOffice tokens;
    private final InstantSource clock;

    Operations(JobDesk desk, CodeCheck code, TokenOffice tokens, InstantSource clock) {
        this.desk = desk;
        this.code = code;
        this.tokens = tokens;
        this.clock = clock;
    }

    List<Operation<?, ?>> all() {
        List<Operation<?, ?>> all = new ArrayList<>(ofJobs());
        all.addAll(new PipelineOperations(desk, code).all());
        return all;
    }

    private List<Operation<?, ?>> ofJobs() {
        return List.of(
                Operation.change(
                        JobServiceGrpc.getSubmitJobMethod(),
                        SUBMIT,
                        q -> JobChecks.submit(q, clock.instant()),
                        q -> q.getJob().getProgram(),
                        this::submit),
                Operation.read(
                        JobServiceGrpc.getGetJobMethod(),
                        SEE,
                        q -> Names.job(q.getJob()),
                        (who, q) -> desk.get(q.getJob())),
                Operation.read(JobServiceGrpc.getListJobsMethod(), SEE, JobChecks::list, (who, q) -> desk.list(q)),
                Operation.read(
                                JobServiceGrpc.getGetResultMethod(),
                                SEE,
                                JobChecks::result,
                                (who, q) -> desk.result(q.getJob(), wait(q)))
                        .patient(Operations::wait),
                Operation.change(
                        JobServiceGrpc.getCancelJobMethod(),
                        CHANGE_OWN_JOBS,
                        q -> Names.job(q.getJob()),
                        q -> q.getJob(),
                        (who, q) -> ofOwn(who, q.getJob()).thenCompose(job -> desk.cancel(who, q.getJob()))),
                Operation.change(
                        JobServiceGrpc.getRetryJobMethod(),
                        CHANGE_OWN_JOBS,
                        JobChecks::retry,
                        q -> q.getJob(),
                        this::retry),
                Operation.read(
                        JobServiceGrpc.getExplainJobMethod(),
                        SEE,
                        q -> Names.job(q.getJob()),
                        (who, q) -> desk.explain(q.getJob())),
                Operation.read(
                        JobServiceGrpc.getMissingBlobsMethod(),
                        UPLOAD,
                        BlobChecks::missing,
                        (who, q) -> desk.missing(q.getBlobsList())
                                .thenApply(missing -> MissingBlobsResponse.newBuilder()
                                        .addAllMissing(missing)
                                        .build())),
                Operation.read(
                        NodeServiceGrpc.getListNodesMethod(),
                        SEE,
                        q -> {},
                        (who, q) -> desk.nodes()
                                .thenApply(nodes -> ListNodesResponse.newBuilder()
                                        .addAllNodes(nodes)
                                        .build())),
                Operation.change(
                        NodeServiceGrpc.getDrainNodeMethod(),
                        CHANGE_NODES,
                        q -> Names.node(q.getNode()),
                        q -> q.getNode(),
                        (who, q) -> desk.drain(who, q.getNode())),
                Operation.change(
                        TokenServiceGrpc.getCreateTokenMethod(),
                        TOKENS,
                        TokenChecks::create,
                        q -> q.getOwner(),
                        (who, q) -> tokens.create(q)),
                Operation.read(TokenServiceGrpc.getListTokensMethod(), TOKENS, q -> {}, (who, q) -> tokens.list()),
                Operation.change(
                        TokenServiceGrpc.getRevokeTokenMethod(),
                        TOKENS,
                        q -> Names.token(q.getToken()),
                        q -> q.getToken(),
                        (who, q) -> tokens.revoke(q.getToken())),
                Operation.read(
                        ServerServiceGrpc.getGetVersionMethod(),
                        SEE,
                        q -> {},
                        (who, q) -> CompletableFuture.completedFuture(desk.version())));
    }

    private CompletionStage<Job> submit(Caller who, SubmitJobRequest request) {
        need(who, request.getJob());
        return code.check(request.getJob().getClassPathList()).thenCompose(checked -> desk.submit(who, request));
    }

    /** What a job needs that not everybody has who may submit. */
    private static void need(Caller who, JobRequest job) {
        if (job.getClassPathCount() + job.getDataCount() > 0) {
            who.need(UPLOAD);
        }
        if (job.getPriority() > USUAL_PRIORITIES) {
            who.need(GO_FIRST);
        }
    }

    /** A new job of the same request, for which the caller needs the same as for a new one. */
    private CompletionStage<Job> retry(Caller who, RetryJobRequest request) {
        return ofOwn(who, request.getJob()).thenCompose(job -> {
            who.need(SUBMIT);
            need(who, job.getRequest());
            return desk.retry(who, request);
        });
    }

    /** The job, if the caller may change it. */
    private CompletionStage<Job> ofOwn(Caller who, String id) {
        return desk.get(id).thenApply(job -> {
            if (!who.mayChangeJobOf(job.getOwner())) {
                throw who.denied(Permission.CHANGE_ALL_JOBS);
            }
            return job;
        });
    }

    private static Duration wait(GetResultRequest request) {
        return Duration.ofSeconds(
                request.getWait().getSeconds(), request.getWait().getNanos());
    }
}
