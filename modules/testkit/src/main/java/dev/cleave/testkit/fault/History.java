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
     * @param done whether it was done to the run; otherwise it was seen
     * @param what in words
     */
    public record Event(long millis, boolean done, String what) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%7d ms %s %s", millis, done ? "!" : " ", what);
        }
    }

    private final List<Event> events = new ArrayList<>();

    synchronized void done(long millis, String what) {
        events.add(new Event(millis, true, what));
    }

    synchronized void seen(long millis, String what) {
        events.add(new Event(millis, false, what));
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
