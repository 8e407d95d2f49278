package dev.cleave.service.store;

import dev.cleave.core.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of jobs. Thread-safe; reads never wait for writes. */
public interface Jobs {

    /** The job with this id. */
    Optional<JobRow> find(JobId id);

    /**
     * Jobs from the latest id to the earliest, which is from the latest submitted to the earliest.
     *
     * @param filter which
     * @param after only those that come after this one; null: from the latest
     * @param limit how many at most
     * @return the jobs; the last one's id is where the next page goes on
     */
    List<JobRow> list(JobFilter filter, @Nullable JobId after, int limit);

    /** Every job that has not ended, in the order of submission. */
    List<JobRow> unfinished();

    /** How many jobs there are in each state; every state is there. */
    Map<JobState, Long> counts();

    /** How a job ended; empty if it has not, or there is no such job. */
    Optional<JobEnd> end(JobId id);

    /** The names of the blobs that are results of jobs that are remembered. */
    Set<String> resultBlobs();

    /**
     * The names of the blobs that are results of jobs that are remembered, or on their class paths; or that runs of pipelines, schedules and
     * what work has left name.
     */
    Set<String> namedBlobs();

    /** The names of the blobs that runs of pipelines that are remembered have been given or have left, and of schedules. */
    Set<String> pipelineBlobs();

    /** A job's events after a number (0 for the first), at most so many. */
    List<JobEvent> events(JobId id, long afterNumber, int limit);

    /** What the job's coordinators wrote down, a snapshot first if there is one; empty once the job has ended. */
    List<JournalEntry> journal(JobId id);

    /** A part of the bytes of a blob that the job's journal names, from 0 on; empty if there is none. */
    Optional<byte[]> journalPart(JobId id, String sha256, int part);
}
