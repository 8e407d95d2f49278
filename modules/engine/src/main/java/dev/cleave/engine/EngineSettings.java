package dev.cleave.engine;

import dev.cleave.core.job.JobSpec;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs its program.
 *
 * @param lanes how many threads run user code, at least 0
 * @param maxDepth how deep the recursion may go below the job's root, at least 1
 * @param profile whether every step is measured by itself, at a price
 * @param checkpoints whether finished subtrees are kept for {@link Engine#takeCheckpoint}
 * @param accounting whether work and span are added up; false only to measure what that costs, and only for programs
 *     without a sequential solver, whose calls are chosen by these figures
 * @param problemDigest a 64-bit digest of a problem, by which a divide that changed is noticed; null if there is none
 * @param threadPrefix the first part of the names of the engine's threads
 * @param <P> the type of a problem
 */
public record EngineSettings<P>(
        int lanes,
        int maxDepth,
        boolean profile,
        boolean checkpoints,
        boolean accounting,
        @Nullable ToLongFunction<P> problemDigest,
        String threadPrefix) {

    public EngineSettings {
        if (lanes < 0) {
            throw new IllegalArgumentException("lanes: " + lanes + " (expected: at least 0)");
        }
        if (maxDepth < 1) {
            throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: at least 1)");
        }
    }

    /** So many lanes, and defaults for all else: no profile, no checkpoints, no digests. */
    public static <P> EngineSettings<P> ofLanes(int lanes) {
        return new EngineSettings<>(lanes, JobSpec.DEFAULT_MAX_DEPTH, false, false, true, null, "lane");
    }

    /** The same with another depth limit. */
    public EngineSettings<P> withMaxDepth(int depth) {
        return new EngineSettings<>(lanes, depth, profile, checkpoints, accounting, problemDigest, threadPrefix);
    }

    /** The same with every step measured, or not. */
    public EngineSettings<P> withProfile(boolean everyStep) {
        return new EngineSettings<>(lanes, maxDepth, everyStep, checkpoints, accounting, problemDigest, threadPrefix);
    }

    /** The same with finished subtrees kept for checkpoints, or not. */
    public EngineSettings<P> withCheckpoints(boolean kept) {
        return new EngineSettings<>(lanes, maxDepth, profile, kept, accounting, problemDigest, threadPrefix);
    }

    /** The same with work and span added up, or not. */
    public EngineSettings<P> withAccounting(boolean on) {
        return new EngineSettings<>(lanes, maxDepth, profile, checkpoints, on, problemDigest, threadPrefix);
    }

    /** The same with a digest of problems. */
    public EngineSettings<P> withProblemDigest(ToLongFunction<P> digest) {
        return new EngineSettings<>(lanes, maxDepth, profile, checkpoints, accounting, digest, threadPrefix);
    }

    /** The same with other names for the threads. */
    public EngineSettings<P> withThreadPrefix(String prefix) {
        return new EngineSettings<>(lanes, maxDepth, profile, checkpoints, accounting, problemDigest, prefix);
    }
}
