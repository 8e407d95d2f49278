package dev.cleave.core.epoch;

/**
 * A controller's right to decide, from its claim in the store until it hears of a later controller or the store refuses it.
 *
 * <p>Once it is over it never comes back: a controller that wants to decide again is a new one, with a new term. A controller
 * that was stopped by its machine for a while and goes on does not know that it is over. What it does then is refused
 * by the store and the nodes, and their answers end it.
 *
 * <p>Not thread-safe.
 */
public final class Mandate {

    private final Term term;
    private long endedBy;

    /** A mandate that the store has just given. */
    public Mandate(Term term) {
        this.term = term;
    }

    /** The term that everything sent and written carries. */
    public Term term() {
        return term;
    }

    /**
     * Somebody said which epoch it obeys.
     *
     * @return true if that ends the mandate now: the controller must stop at once, and write and send nothing more
     */
    public boolean told(long epoch) {
        if (endedBy > 0 || epoch <= term.epoch()) {
            return false;
        }
        endedBy = epoch;
        return true;
    }

    /**
     * The store refused a write, as it holds another epoch than the term's.
     *
     * @return true if that ends the mandate now
     */
    public boolean refusedByStore(long stored) {
        return told(Math.max(stored, term.epoch() + 1));
    }

    /** Whether the controller may still decide, as far as it knows. */
    public boolean holds() {
        return endedBy == 0;
    }

    /** The epoch that ended it, 0 if none has. */
    public long endedBy() {
        return endedBy;
    }
}
