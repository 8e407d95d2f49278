package dev.cleave.core.epoch;

import org.jspecify.annotations.Nullable;

/**
 * Which controller a node obeys: the one of the highest epoch that it has ever heard of.
 *
 * <p>A node forgets the epoch with its life. That is safe, as what matters is what a node holds and what the store has: a node that
 * has just begun holds nothing, and the store refuses the writes of an older epoch by itself.
 *
 * <p>Not thread-safe.
 */
public final class EpochGuard {

    /** What to do with a message of a controller. */
    public enum Verdict {
        /** Of the present controller: obey. */
        OBEY,
        /** Of a later controller than known so far: obey, and from now on only it; tell it all that is held. */
        ADOPT,
        /** Of an earlier controller: do nothing, and tell it the present epoch. */
        REFUSE
    }

    private @Nullable Term present;

    /** Judges a message by the term that it carries, and remembers a later term. */
    public Verdict judge(Term term) {
        if (present == null || term.epoch() > present.epoch()) {
            present = term;
            return Verdict.ADOPT;
        }
        // The same epoch from somebody else means that the store has given it twice; who came first is obeyed.
        return term.equals(present) ? Verdict.OBEY : Verdict.REFUSE;
    }

    /** The highest epoch heard of, 0 for none; what a refused controller is told. */
    public long epoch() {
        return present == null ? 0 : present.epoch();
    }
}
