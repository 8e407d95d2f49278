package dev.cleave.core.pipeline.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Decides when pipelines begin that are to begin by themselves.
 *
 * <p>Of several times that have passed since the last look, as when there was no controller for a while, only the latest is seen to.
 * While the run of an earlier time has not ended, a pipeline does not begin, and that time is left out. Times are milliseconds UTC.
 * Not safe for use by several threads.
 *
 * @param <K> what a schedule is called by
 */
public final class ScheduleBook<K> {

    /**
     * A time that has come.
     *
     * @param key whose
     * @param at the time
     * @param mayBegin whether the pipeline is to begin; else the time is left out
     */
    public record Due<K>(K key, long at, boolean mayBegin) {}

    private static final class Entry {
        final LongUnaryOperator next;
        long nextAt;

        Entry(LongUnaryOperator next, long nextAt) {
            this.next = next;
            this.nextAt = nextAt;
        }
    }

    private final Map<K, Entry> entries = new LinkedHashMap<>();

    /**
     * Adds a schedule, in place of the one of this name.
     *
     * @param lastAt the latest time that was seen to; at first the time of its creation
     * @param next the first time that is due after another one; always later than that
     */
    public void put(K key, long lastAt, LongUnaryOperator next) {
        entries.put(key, new Entry(next, next.applyAsLong(lastAt)));
    }

    /** Forgets a schedule. */
    public void remove(K key) {
        entries.remove(key);
    }

    /** When a schedule is due next; {@link Long#MAX_VALUE} if there is none of this name. */
    public long nextAt(K key) {
        Entry entry = entries.get(key);
        return entry == null ? Long.MAX_VALUE : entry.nextAt;
    }

    /** When the first of all is due next; {@link Long#MAX_VALUE} if there is none. */
    public long nextAt() {
        return entries.values().stream().mapToLong(entry -> entry.nextAt).min().orElse(Long.MAX_VALUE);
    }

    /**
     * What has come by now; it does not come again.
     *
     * @param isRunning whether the run of an earlier time has not ended
     */
    public List<Due<K>> due(long now, Predicate<K> isRunning) {
        List<Due<K>> due = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (entry.nextAt > now) {
                return;
            }
            long at = entry.nextAt;
            long later = entry.next.applyAsLong(at);
            while (later <= now) {
                at = later;
                later = entry.next.applyAsLong(at);
            }
            entry.nextAt = later;
            due.add(new Due<>(key, at, !isRunning.test(key)));
        });
        return due;
    }
}
