package dev.cleave.engine;

import dev.cleave.core.lease.LeaseId;
import java.util.List;

/**
 * What is finished under one running lease and was not reported before.
 *
 * @param lease the lease
 * @param finished the finished subproblems; none of them lies under another
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public record FinishedUnder<P, R>(LeaseId lease, List<FinishedPiece<P, R>> finished) {}
