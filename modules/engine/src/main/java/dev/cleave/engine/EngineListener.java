package dev.cleave.engine;

import dev.cleave.api.JobFailure;
import dev.cleave.api.Objective;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.search.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who hears what an engine did.
 *
 * <p>Called on the engine's own threads, several at once; must not block for long and must not throw. May call the
 * engine back. The calling thread is never interrupted, except around {@link #traced}.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public interface EngineListener<P, R> {

    /** A lane has begun a lease. Called before any user code of it runs. */
    default void started(LeaseId lease) {}

    /** A lease has its result, possibly null. Called once, last, for a lease. */
    void finished(LeaseId lease, @Nullable R result, Measured measured);

    /**
     * User code failed under a lease. Called once, last, for a lease; the engine has forgotten it.
     *
     * @param path the way from the lease's subproblem to where it failed
     * @param failure why; its path is that of {@code path} as text
     */
    void failed(LeaseId lease, Path path, JobFailure failure);

    /** The answer to one {@link Engine#giveAway}: subproblems, and leases not yet started; either may be empty. */
    default void gave(List<GivenChild<P>> children, List<LeaseId> unstarted) {}

    /** The answer to one {@link Engine#takeCheckpoint}; leases with nothing new are left out. */
    default void checkpoint(List<FinishedUnder<P, R>> leases) {}

    /**
     * A better solution than all known before was found. Nothing is left out because of it before this returns. Called by one
     * thread at a time, with ever lower costs.
     *
     * @param cost how bad it is; with {@link Cost#ENOUGH} nothing else needs to be done
     * @param objective what the program looks for
     * @param solution the solution, a result of the whole job
     */
    default void improved(long cost, Objective objective, @Nullable R solution) {}

    /** A lane has run dry, or fewer leases than lanes are queued. At most once a millisecond. */
    default void statusChanged() {}

    /**
     * A lane has ended by an error that no program can handle, such as lack of memory. The thread's own handler of
     * uncaught exceptions hears of it as well.
     */
    default void laneDied(Throwable error) {}

    /**
     * The next call of user code for a lease run with {@code Care.TRACED} is for this child.
     *
     * @param level how many levels below the lease's subproblem, from 0 for that itself
     * @param childIndex its place among its parent's children; 0 at level 0
     */
    default void traced(int level, int childIndex) {}
}
