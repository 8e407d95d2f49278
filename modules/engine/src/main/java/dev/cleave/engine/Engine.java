package dev.cleave.engine;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import org.jspecify.annotations.Nullable;

/**
 * Runs leases of one program on a number of lanes.
 *
 * <p>Safe for use by many threads at once. Works in its own threads; no method waits for user code.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public final class Engine<P, R> implements AutoCloseable {

    private final Kernel kernel;
    private final BestKnown best;

    /**
     * An engine with its lanes ready and nothing to do.
     *
     * @param program the program; called from several threads at once
     * @param settings how many lanes, and more
     * @param listener who hears what happens
     */
    public Engine(DivideAndConquer<P, R> program, EngineSettings<P> settings, EngineListener<P, R> listener) {
        this(program, settings, listener, new BestKnown());
    }

    /**
     * An engine with its lanes ready and nothing to do, for a program that may look at the best solution known.
     *
     * @param program the program; called from several threads at once
     * @param settings how many lanes, and more
     * @param listener who hears what happens
     * @param best the best solution known, which no other engine knows of
     */
    @SuppressWarnings("unchecked")
    public Engine(
            DivideAndConquer<P, R> program, EngineSettings<P> settings, EngineListener<P, R> listener, BestKnown best) {
        this.best = best;
        this.kernel = new Kernel(
                (DivideAndConquer<Object, Object>) program,
                (EngineSettings<Object>) settings,
                (EngineListener<Object, Object>) listener,
                best);
    }

    /** A solution of this cost is known elsewhere: what cannot be better is left out from now on. Never taken back. */
    public void learn(long cost) {
        best.learn(cost);
    }

    /** Queues a lease. An older attempt at the same subproblem is dropped. Ignored once the engine is closed. */
    @SuppressWarnings("unchecked")
    public void run(Assignment<P> assignment) {
        kernel.run((Assignment<Object>) assignment);
    }

    /**
     * The result of a subproblem that was given away or is known to a lease here. It may come before the subproblem is
     * reached; what nobody waits for is ignored.
     *
     * @param key which subproblem
     * @param result its result, possibly null
     * @param measured what it took
     */
    public void deliver(PathKey key, @Nullable R result, Measured measured) {
        kernel.deliver(key, result, measured);
    }

    /**
     * Asks for subproblems not yet started, largest first; answered by exactly one {@link EngineListener#gave}, unless
     * the engine is closed.
     *
     * @param count at most how many, at least 1
     */
    public void giveAway(int count) {
        giveAway(count, 0);
    }

    /**
     * The same, for subproblems that are worth something.
     *
     * @param count at most how many, at least 1
     * @param leastNanos what is known to take less time is kept
     */
    public void giveAway(int count, long leastNanos) {
        kernel.giving.ask(count, leastNanos);
    }

    /** Stops a lease and forgets it, without a word to the listener. Unknown ones are ignored. */
    public void drop(LeaseId lease) {
        kernel.drop(lease);
    }

    /**
     * Changes the number of lanes. Lanes that leave hand their frames on as soon as user code lets them.
     *
     * @param lanes at least 0; 0 pauses
     */
    public void resize(int lanes) {
        if (lanes < 0) {
            throw new IllegalArgumentException("lanes: " + lanes + " (expected: at least 0)");
        }
        kernel.resize(lanes);
    }

    /** Asks for what is finished under running leases; answered by exactly one {@link EngineListener#checkpoint}. */
    public void takeCheckpoint() {
        kernel.takeCheckpoint();
    }

    /** How busy the engine is. */
    public EngineStatus status() {
        return kernel.status();
    }

    /** Drops everything and stops the lanes: interrupts user code, waits shortly, then leaves it behind. */
    @Override
    public void close() {
        kernel.close();
    }
}
