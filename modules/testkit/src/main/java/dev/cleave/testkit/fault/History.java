package dev.cleave.testkit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was done to a run and how it reacted, in the order of time. Thread-safe.
 *
 * <p>A reaction is what was seen from outside next: nodes that were lost or joined, other process numbers, what the job
 * waits for.
 */
public final class History {

    /**
     * Something that happened.
     *
     * @param millis when, counted from the submission of the job
     * @param fraction how far the job was, 0 to 1
     * @param done whether it was done to the run; otherwise it was seen
     * @param what in words
     */
    public record Event(long millis, double fraction, boolean done, String what) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%7d ms %5.1f %% %s %s", millis, 100 * fraction, done ? "!" : " ", what);
        }
    }

    private final List<Event> events = new ArrayList<>();
    private double fraction;

    /** The job has come so far. */
    synchronized void progress(double reached) {
        fraction = reached;
    }

    synchronized void done(long millis, String what) {
        events.add(new Event(millis, fraction, true, what));
    }

    synchronized void seen(long millis, String what) {
        events.add(new Event(millis, fraction, false, what));
    }

    /** A copy of everything up to now. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** One line for each event; those marked with ! were done to the run. */
    @Override
    public String toString() {
        return events().stream().map(Event::toString).collect(Collectors.joining(System.lineSeparator()));
    }
}
