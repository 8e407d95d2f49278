package dev.cleave.client;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.wire.proto.jobs.v1.CancelJobRequest;
import dev.cleave.wire.proto.jobs.v1.ExplainJobRequest;
import dev.cleave.wire.proto.jobs.v1.GetJobRequest;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc.JobServiceBlockingStub;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import io.grpc.Channel;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** What is asked about jobs, one question at a time. */
final class Jobs {

    private final Asking asking;
    private final Uploads uploads;

    Jobs(Asking asking) {
        this.asking = asking;
        this.uploads = new Uploads(asking);
    }

    static JobServiceBlockingStub service(Channel node, Duration deadline) {
        return JobServiceGrpc.newBlockingStub(node).withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Accepted, durably; submitting again after no answer is the same job, by its key. */
    JobStatus submit(JobSubmission job) {
        try (Parcel parcel = Parcel.of(job)) {
            SubmitJobRequest request = SubmitJobRequest.newBuilder()
                    .setJob(JobMapping.request(job, parcel.classPath(), parcel.data()))
                    .setIdempotencyKey(job.idempotencyKey()
                            .orElseGet(() -> UUID.randomUUID().toString()))
                    .build();
            return uploads.sendFor(parcel.files(), () -> submit(request));
        }
    }

    private JobStatus submit(SubmitJobRequest request) {
        return JobMapping.status(
                asking.ask((node, deadline) -> service(node, deadline).submitJob(request)));
    }

    JobStatus status(String id) {
        GetJobRequest request = GetJobRequest.newBuilder().setJob(id).build();
        return JobMapping.status(
                asking.ask((node, deadline) -> service(node, deadline).getJob(request)));
    }

    Cancellation cancel(String id) {
        CancelJobRequest request = CancelJobRequest.newBuilder().setJob(id).build();
        Job job = asking.ask((node, deadline) -> service(node, deadline).cancelJob(request));
        JobState state = JobMapping.status(job).state();
        if (state == JobState.CANCELLED) {
            return Cancellation.CANCELLED;
        }
        return state.isEnd() ? Cancellation.ENDED_BEFORE : Cancellation.ENDING;
    }

    JobStatus retry(String id) {
        RetryJobRequest request = RetryJobRequest.newBuilder()
                .setJob(id)
                .setIdempotencyKey(UUID.randomUUID().toString())
                .build();
        return JobMapping.status(
                asking.ask((node, deadline) -> service(node, deadline).retryJob(request)));
    }

    Explanation why(String id) {
        ExplainJobRequest request = ExplainJobRequest.newBuilder().setJob(id).build();
        return JobMapping.explanation(
                asking.ask((node, deadline) -> service(node, deadline).explainJob(request)));
    }

    /** The exception of a job that ended without a result. */
    static Exception ending(JobStatus job) {
        if (job.state() == JobState.CANCELLED) {
            return new CancellationException("job " + job.id() + " was cancelled");
        }
        return job.ending()
                .flatMap(Ending::failure)
                .<Exception>map(failure -> new JobFailedException(failure(failure)))
                .orElseGet(() -> Answers.bad("a failed job", job.id(), "why it failed", null));
    }

    /** The failure, with codes that are the cluster's own as the nearest of the API's. */
    static JobFailure failure(Failure failure) {
        if (failure.code().equals("DEADLINE_EXCEEDED")) {
            return new JobFailure(Code.TIMEOUT, failure.path(), failure.message(), failure.stackTrace());
        }
        return Arrays.stream(Code.values())
                .filter(code -> code.name().equals(failure.code()))
                .findFirst()
                .map(code -> new JobFailure(code, failure.path(), failure.message(), failure.stackTrace()))
                .orElseGet(() -> new JobFailure(
                        Code.INTERNAL,
                        failure.path(),
                        failure.code() + ": " + failure.message(),
                        failure.stackTrace()));
    }
}
