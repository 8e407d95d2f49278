package dev.cleave.engine;

import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;

/**
 * A subproblem that was given away before anything of it was started.
 *
 * @param parent the lease it came from
 * @param path the way from the lease's subproblem to this one; never empty
 * @param weight its share of the job's weight
 * @param problem the subproblem
 * @param <P> the type of a problem
 */
public record GivenChild<P>(LeaseId parent, Path path, long weight, P problem) {}
