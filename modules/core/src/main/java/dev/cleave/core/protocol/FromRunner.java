package dev.cleave.core.protocol;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.search.Found;
import java.util.List;

/** What a runner says to its node, over a reliable ordered local socket. */
public sealed interface FromRunner {

    /** The runner is up and can start a job. */
    record Hello(long pid, String javaVersion) implements FromRunner {}

    /** The job's class is loaded and its program made. */
    record JobLoaded() implements FromRunner {}

    /** The job's class or program cannot be had. */
    record JobNotLoaded(JobFailure failure) implements FromRunner {}

    /** A lane has begun a lease. Sent before any user code of it runs. */
    record LeaseStarted(LeaseId lease) implements FromRunner {}

    /**
     * A lease has its result.
     *
     * @param text the result for people, if the lease is that of the root and somebody might want to read it; else empty
     */
    record LeaseFinished(LeaseId lease, Payload result, Measured measured, String text) implements FromRunner {

        /** A result that nobody reads. */
        public LeaseFinished(LeaseId lease, Payload result, Measured measured) {
            this(lease, result, measured, "");
        }
    }

    /** User code failed under a lease, or a value of it cannot be encoded. */
    record LeaseFailed(LeaseId lease, Path path, JobFailure failure) implements FromRunner {}

    /** The answer to one {@link ToRunner.GiveAway}: subproblems, and leases not yet started; either may be empty. */
    record Gave(List<ShedChild> children, List<LeaseId> unstarted) implements FromRunner {}

    /** What is finished under running leases and was not reported before. */
    record CheckpointTaken(List<CheckpointOf> leases) implements FromRunner {}

    /** The part of a checkpoint under one lease. */
    record CheckpointOf(LeaseId lease, List<FinishedChild> finished) {}

    /**
     * How busy the runner is. Sent on request, and at once when a lane runs dry or the queue of unstarted leases gets
     * shorter than the number of lanes.
     *
     * @param lanes lanes in use
     * @param busyLanes lanes that run user code
     * @param queuedLeases leases not yet started
     * @param openPieces a guess of how many subproblems worth sending could be given away
     * @param busyNanos the time that lanes have run user code
     * @param leases finished weight of each started lease
     */
    record Status(
            int lanes, int busyLanes, int queuedLeases, int openPieces, long busyNanos, List<LeaseProgress> leases)
            implements FromRunner {}

    /**
     * A solution better than all that the runner knew of. Comes before every result from which something was left out because
     * of it.
     */
    record Improved(Found found) implements FromRunner {}

    /**
     * The job is over, and everything of it gone but its loaded classes.
     *
     * @param jobs how many jobs the process has run, this one counted
     * @param threadsLeft threads that the job has left behind, its lanes counted
     * @param usedHeapBytes how much of the heap is in use
     * @param mostHeapBytes how large the heap may become
     */
    record JobEnded(int jobs, int threadsLeft, long usedHeapBytes, long mostHeapBytes) implements FromRunner {}

    /** The finished weight of one started lease, subproblems given away not counted. */
    record LeaseProgress(LeaseId lease, long finishedWeight) {}
}
