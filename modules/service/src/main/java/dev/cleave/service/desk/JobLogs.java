package dev.cleave.service.desk;

import dev.cleave.core.job.JobId;
import dev.cleave.service.api.Feed;
import dev.cleave.wire.proto.jobs.v1.LogLine;

/** What the code of jobs has printed. Safe for use by many threads. */
public interface JobLogs {

    /**
     * A job's lines.
     *
     * @param follow goes on with what comes, until the job has ended
     * @param tail so many lines from the end; 0 for all that is kept
     */
    Feed<LogLine> read(JobId job, boolean follow, int tail);
}
