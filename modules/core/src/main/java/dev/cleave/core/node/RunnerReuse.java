package dev.cleave.core.node;

import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.protocol.FromRunner;

/**
 * Whether a job's runner may work for the next job of the same code.
 *
 * <p>A process that has run a job has its code loaded and compiled, which a short job gains more from than from anything
 * else. But only a process of which nothing bad is known is kept: none in which user code failed, or was interrupted, or
 * was suspected of killing its process; none that leaves threads behind, fills its memory, or has run very long.
 */
final class RunnerReuse {

    /** How long a runner may take to end a job before it is killed instead. */
    static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final int MOST_JOBS = 1000;

    private final boolean profile;
    private boolean spoilt;

    RunnerReuse(JobSpec spec) {
        this.profile = spec.profile();
    }

    /** Whether a runner that has worked for another job will do; a profile is of the job alone. */
    boolean mayBegin() {
        return !profile;
    }

    /** Another runner has taken the place, of which nothing bad is known. */
    void renewed() {
        spoilt = false;
    }

    /** The runner is given a lease. */
    void runs(Lease lease) {
        spoilt |= lease.care() != Lease.Care.NORMAL;
    }

    /** User code failed in the runner, or was told to stop. */
    void spoil() {
        spoilt = true;
    }

    /** Whether the runner may be told to end its job, instead of its process. */
    boolean mayEnd() {
        return !profile && !spoilt;
    }

    /** Whether a runner is kept that has ended a job like this. */
    static boolean isGood(FromRunner.JobEnded ended) {
        return ended.threadsLeft() == 0
                && ended.jobs() < MOST_JOBS
                && ended.usedHeapBytes() <= ended.mostHeapBytes() / 2;
    }
}
