package dev.cleave.core.epoch;

/**
 * A controller's term of office. Carried by every message and every write of a controller.
 *
 * @param epoch grows with each controller, from 1; taken in the store by compare-and-set, so that no two controllers have the
 *     same
 * @param controller who; a name that no other life of a controller has
 */
public record Term(long epoch, String controller) {

    public Term {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch: " + epoch + " (expected: 1 or more)");
        }
    }

    /**
     * The term to claim, given the last one in the store.
     *
     * @param stored the epoch in the store, 0 if there is none
     */
    public static Term after(long stored, String controller) {
        return new Term(Math.addExact(stored, 1), controller);
    }
}
