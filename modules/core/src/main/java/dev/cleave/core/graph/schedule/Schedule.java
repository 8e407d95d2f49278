package dev.cleave.core.graph.schedule;

/** When each task of a graph begins, and on which core. Immutable; safe for use by many threads. */
public final class Schedule {

    private final int cores;
    private final long makespanNanos;
    private final long[] starts;
    private final int[] places;
    private final boolean nobodyWaits;

    Schedule(int cores, long makespanNanos, long[] starts, int[] places, boolean nobodyWaits) {
        this.cores = cores;
        this.makespanNanos = makespanNanos;
        this.starts = starts;
        this.places = places;
        this.nobodyWaits = nobodyWaits;
    }

    /** How many cores there are; some may have nothing to do. */
    public int cores() {
        return cores;
    }

    /** How long it all takes, from the first task's start to the last one's end, in nanoseconds. */
    public long makespanNanos() {
        return makespanNanos;
    }

    /** When a task begins, in nanoseconds from the start of all. */
    public long startNanos(int task) {
        return starts[task];
    }

    /** The core that a task runs on, from 0. */
    public int core(int task) {
        return places[task];
    }

    /** Whether every task begins as soon as it is ready, so that more cores would change nothing. */
    public boolean nobodyWaits() {
        return nobodyWaits;
    }
}
