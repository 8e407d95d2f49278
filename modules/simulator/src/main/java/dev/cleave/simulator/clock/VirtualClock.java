package dev.cleave.simulator.clock;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A clock that jumps from event to event; events of the same time happen in the order in which they were planned.
 *
 * <p>What is planned lies in a heap with four children per place, times and orders in arrays of their own: with a
 * million events planned, comparing is most of what a run costs.
 */
public final class VirtualClock {

    private static final int WAYS = 4;

    /** Something planned. */
    public static final class Event {
        private @Nullable Runnable action;

        private Event(Runnable action) {
            this.action = action;
        }

        /** Lets it not happen. */
        public void cancel() {
            action = null;
        }
    }

    private long[] times = new long[1024];
    private long[] orders = new long[1024];
    private @Nullable Event[] events = new Event[1024];
    private int size;
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
        Event event = new Event(action);
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        rise(size++, Math.max(now, at), planned++, event);
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
        while (size > 0) {
            Event next = events[0];
            long at = times[0];
            size--;
            Event last = events[size];
            events[size] = null;
            if (size > 0 && last != null) {
                sink(times[size], orders[size], last);
            }
            Runnable action = next == null ? null : next.action;
            if (action != null) {
                now = at;
                happened++;
                action.run();
                return true;
            }
        }
        return false;
    }

    private void rise(int from, long time, long order, Event event) {
        int place = from;
        while (place > 0) {
            int above = (place - 1) / WAYS;
            if (!isBefore(time, order, above)) {
                break;
            }
            move(above, place);
            place = above;
        }
        put(place, time, order, event);
    }

    private void sink(long time, long order, Event event) {
        int place = 0;
        while (true) {
            int first = WAYS * place + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            int end = Math.min(first + WAYS, size);
            for (int i = first + 1; i < end; i++) {
                if (isBefore(times[i], orders[i], least)) {
                    least = i;
                }
            }
            if (isBefore(time, order, least)) {
                break;
            }
            move(least, place);
            place = least;
        }
        put(place, time, order, event);
    }

    private boolean isBefore(long time, long order, int place) {
        return time != times[place] ? time < times[place] : order < orders[place];
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void put(int place, long time, long order, Event event) {
        times[place] = time;
        orders[place] = order;
        events[place] = event;
    }
}
