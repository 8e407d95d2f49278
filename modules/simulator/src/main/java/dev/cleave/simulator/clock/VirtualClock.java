package dev.cleave.simulator.clock;

import java.util.PriorityQueue;

/** A clock that jumps from event to event; events of the same time happen in the order in which they were planned. */
public final class VirtualClock {

    /** Something planned. */
    public static final class Event implements Comparable<Event> {
        private final long at;
        private final long order;
        private Runnable action;

        private Event(long at, long order, Runnable action) {
            this.at = at;
            this.order = order;
            this.action = action;
        }

        /** Lets it not happen. */
        public void cancel() {
            action = () -> {};
        }

        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long planned;
    private long happened;

    /** Nanoseconds since the beginning. */
    public long now() {
        return now;
    }

    /** How many events have happened. */
    public long happened() {
        return happened;
    }

    /**
     * Plans something.
     *
     * @param at when; not before now
     */
    public Event at(long at, Runnable action) {
        Event event = new Event(Math.max(now, at), planned++, action);
        events.add(event);
        return event;
    }

    /** Plans something for some nanoseconds from now. */
    public Event in(long nanos, Runnable action) {
        return at(now + nanos, action);
    }

    /**
     * Lets the next event happen.
     *
     * @return false if there is none
     */
    public boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        happened++;
        next.action.run();
        return true;
    }
}
