package dev.cleave.core.lease;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's right and duty to solve one subproblem.
 *
 * @param id the subproblem and the attempt
 * @param epoch the term of the controller under which it was given
 * @param depth how many levels below the root the subproblem stands
 * @param weight its share of the job's weight, of {@link dev.cleave.core.measure.Weight#WHOLE} in all
 * @param problem the subproblem; null for the root, which the runner makes from the job's arguments
 * @param known what is not to be solved again underneath, in order of path
 * @param care how cautiously to run it
 * @param beside whether it waits more than it computes, and runs beside the lanes
 */
public record Lease(
        LeaseId id,
        long epoch,
        int depth,
        long weight,
        @Nullable Payload problem,
        List<KnownChild> known,
        Care care,
        boolean beside) {

    /** One that computes. */
    public Lease(
            LeaseId id,
            long epoch,
            int depth,
            long weight,
            @Nullable Payload problem,
            List<KnownChild> known,
            Care care) {
        this(id, epoch, depth, weight, problem, known, care, false);
    }

    /** How cautiously a lease is run, after it was running in a runner that died. */
    public enum Care {
        /** Like any other. */
        NORMAL,
        /** The only lease in its runner, on all lanes; may be shed from. */
        ALONE,
        /** The only lease in its runner, on one lane, nothing shed, each step noted so that the next death has a path. */
        TRACED
    }
}
