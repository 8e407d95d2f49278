package dev.cleave.engine;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.PathKey;
import java.util.List;

/**
 * A lease with its problem as an object, as an engine runs it.
 *
 * @param id the subproblem and the attempt
 * @param depth how many levels below the job's root the subproblem stands, at least 0
 * @param weight its share of the job's weight, 0 to {@link Weight#WHOLE}
 * @param problem the subproblem; never null
 * @param known what is not to be solved underneath; results come by {@link Engine#deliver}
 * @param care how cautiously to run it
 * @param <P> the type of a problem
 */
public record Assignment<P>(LeaseId id, int depth, long weight, P problem, List<KnownChild> known, Lease.Care care) {

    /** The whole job as one lease. */
    public static <P> Assignment<P> ofRoot(P problem) {
        return new Assignment<>(new LeaseId(PathKey.ROOT, 1), 0, Weight.WHOLE, problem, List.of(), Lease.Care.NORMAL);
    }
}
