package dev.cleave.service.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests a second for each of many callers, with room for a burst; a token bucket each.
 *
 * <p>Holds a bounded number of buckets: the one that was not asked for longest gives way, and its caller begins anew with
 * a full one. Safe for use by several threads.
 */
public final class RateLimit {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final double burst;
    private final Map<String, Bucket> buckets;

    /**
     * @param perSecond how many requests a second in the long run, more than 0
     * @param burst how many at once, at least 1
     * @param callers how many buckets are held at most
     */
    public RateLimit(double perSecond, int burst, int callers) {
        if (!(perSecond > 0) || burst < 1 || callers < 1) {
            throw new IllegalArgumentException("rate limit: " + perSecond + "/s, burst " + burst + ", callers "
                    + callers + " (expected: more than 0, at least 1, at least 1)");
        }
        this.perNano = perSecond / NANOS;
        this.burst = burst;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > callers;
            }
        };
    }

    /**
     * Takes one request from a caller's bucket.
     *
     * @param nowNanos a clock that does not go back
     * @return 0 if it may go on; else after how many nanoseconds it may
     */
    public synchronized long take(String caller, long nowNanos) {
        Bucket bucket = buckets.computeIfAbsent(caller, c -> new Bucket(burst, nowNanos));
        long passed = Math.max(0, nowNanos - bucket.at);
        bucket.left = Math.min(burst, bucket.left + passed * perNano);
        bucket.at += passed;
        if (bucket.left >= 1) {
            bucket.left -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - bucket.left) / perNano));
    }

    /** How many buckets it holds. */
    public synchronized int size() {
        return buckets.size();
    }

    private static final class Bucket {
        private double left;
        private long at;

        Bucket(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }
}
