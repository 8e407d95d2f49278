package dev.cleave.core.node;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runners of a node that have ended a job and wait for the next one of the same code.
 *
 * <p>There is one at most, since each holds the memory of a process; and it waits for so long, and no longer. Not
 * thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls.
 *
 * @param <T> a runner, compared by identity
 */
public final class WarmRunners<T> {

    /** How long a runner is kept: 60 s. */
    public static final long KEPT_NANOS = 60_000_000_000L;

    private record Kept<T>(RunnerKey key, T runner, long until) {}

    private @Nullable Kept<T> kept;

    /**
     * Keeps a runner.
     *
     * @return one that is to be killed, as there is no room for it any more
     */
    public Optional<T> put(RunnerKey key, T runner, long now) {
        Optional<T> displaced = kept == null ? Optional.empty() : Optional.of(kept.runner());
        kept = new Kept<>(key, runner, now + KEPT_NANOS);
        return displaced;
    }

    /** A runner for a job with this key, if one is kept; it is not kept any more. */
    public Optional<T> take(RunnerKey key) {
        Kept<T> found = kept;
        if (found == null || !found.key().equals(key)) {
            return Optional.empty();
        }
        kept = null;
        return Optional.of(found.runner());
    }

    /** How many are kept. */
    public int size() {
        return kept == null ? 0 : 1;
    }

    /**
     * Whether a spare, a runner that has run nothing yet, should wait for the next job: while jobs come or run. An idle
     * node does without, and the job that ends its idleness waits for a new runner.
     *
     * @param anyAtWork whether a job has a runner now
     * @param lastTaken when a job last took one
     */
    public static boolean needsSpare(boolean anyAtWork, long lastTaken, long now) {
        return anyAtWork || now - lastTaken < KEPT_NANOS;
    }

    /** Forgets a runner that is gone; does nothing if it is not kept. */
    public void remove(T runner) {
        if (kept != null && kept.runner() == runner) {
            kept = null;
        }
    }

    /** A runner that has waited for too long and is to be killed; it is not kept any more. */
    public Optional<T> expired(long now) {
        Kept<T> found = kept;
        if (found == null || now < found.until()) {
            return Optional.empty();
        }
        kept = null;
        return Optional.of(found.runner());
    }
}
