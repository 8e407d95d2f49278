package dev.cleave.core.share;

import dev.cleave.core.job.JobId;

/** What a node keeps of a job that runs on it. */
final class LaneHolder {

    final JobId job;
    final long sequence;
    JobShare share;
    /** How many lanes it could use now. */
    int wants;

    int lanes;
    /** Whether it ever had a lane. */
    boolean served;
    /** How many lanes it is entitled to at present. */
    double entitled;
    /** Lane time that it is owed: entitlement so far less what it had, in nanoseconds. */
    double credit;

    LaneHolder(JobId job, long sequence, JobShare share, int wants, double credit) {
        this.job = job;
        this.sequence = sequence;
        this.share = share;
        this.wants = wants;
        this.credit = credit;
    }

    /** How many lanes it may and could use. */
    int limit() {
        return Math.min(share.maxLanes(), wants);
    }

    double fraction() {
        return entitled - Math.floor(entitled);
    }
}
