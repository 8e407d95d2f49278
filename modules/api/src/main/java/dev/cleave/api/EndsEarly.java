package dev.cleave.api;

/**
 * A program whose job is over as soon as one result is enough, wherever in the tree that is.
 *
 * <p>The job then succeeds with that result, and all other work is given up. If several are enough, the first one that the
 * coordinator hears of counts; which one that is depends on the schedule. If none is, the job ends with the root's result, as any
 * other does.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public interface EndsEarly<P, R> extends DivideAndConquer<P, R> {

    /**
     * Whether a result answers the whole job. Pure, like all methods of a program.
     *
     * @param result a result of {@link #solve}, {@link #combine} or a sequential solver
     * @return true if nothing else needs to be known
     */
    boolean isEnough(R result);
}
