package dev.cleave.service.api;

import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.service.access.Caller;
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
import java.util.concurrent.CompletionStage;

/**
 * What the server asks of the rest: everything about jobs, blobs and nodes.
 *
 * <p>Requests that arrive here are well-formed and allowed. Refusals come back as a failure with a {@link
 * dev.cleave.service.refusal.Refusal}; any other failure is an error of the server's own. A job, node or blob that does
 * not exist is NOT_FOUND. No method blocks; all may be called by several threads.
 */
public interface JobDesk {
    /** Accepts a job; answered when it is on disk. */
    CompletionStage<Job> submit(Caller caller, SubmitJobRequest request);

    CompletionStage<Job> get(String job);

    /** The newest first. A page size of 0 is 50. */
    CompletionStage<ListJobsResponse> list(ListJobsRequest request);

    /**
     * What has happened to a job and what happens, until it has ended. The last event says how.
     *
     * @param after only events with a higher number; 0 for all
     */
    CompletionStage<Feed<JobEvent>> watch(String job, long after);

    /** The result; waits so long for the end, then is refused as JOB_NOT_ENDED. */
    CompletionStage<JobResult> result(String job, Duration wait);

    /**
     * What the job's code has printed.
     *
     * @param follow goes on with what comes, until the job has ended
     * @param tail so many lines from the end, unsigned; 0 for all
     */
    CompletionStage<Feed<LogLine>> logs(String job, boolean follow, int tail);

    /** Asks for a job's end; one that has ended stays as it is. The server has seen to it that the caller may. */
    CompletionStage<Job> cancel(Caller caller, String job);

    /** Submits a job once more; refused as JOB_NOT_ENDED or JOB_SUCCEEDED. */
    CompletionStage<Job> retry(Caller caller, RetryJobRequest request);

    CompletionStage<Explanation> explain(String job);

    /**
     * Has a client open the session that a job is; refused as UNAVAILABLE until it runs. The server has seen to it that the caller
     * may.
     */
    CompletionStage<String> openSession(String job, SessionClient client);

    /** Which of these it does not have. */
    CompletionStage<List<Blob>> missing(List<Blob> blobs);

    /** A file with the bytes of that blob, to be read at once; empty if it does not have them. */
    CompletionStage<Optional<Path>> file(Blob blob);

    /** Keeps a blob; answered when it is on disk. Takes the file over, whose bytes are known to be right. */
    CompletionStage<Blob> keep(Caller caller, Blob blob, Path file);

    CompletionStage<List<Node>> nodes();

    CompletionStage<Node> drain(Caller caller, String node);

    /** What the server asks about pipelines. */
    PipelineDesk pipelines();

    Version version();

    /** Whether it can take jobs now: the store is open, and there is a controller. */
    boolean ready();
}
