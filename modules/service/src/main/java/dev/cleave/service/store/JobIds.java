package dev.cleave.service.store;

import dev.cleave.core.job.JobId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes jobs' ids: UUIDs of version 7 (RFC 9562, 2024), whose order as text is the order in which they were made.
 *
 * <p>The first 48 bits are the time in milliseconds. The 12 bits after the version are a counter, which begins at a random
 * place in its lower half with each millisecond; when it is used up, or the clock is set back, the time of the last id is
 * kept, or moved on by one. So ids of one maker grow strictly. The last 62 bits are random. Thread-safe.
 */
public final class JobIds {

    private static final int COUNTERS = 1 << 12;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis = -1;
    private int counter;

    /**
     * A maker of ids.
     *
     * @param clock what time it is
     * @param random what makes ids of different processes differ; unpredictable ids need an unpredictable source
     */
    public JobIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** An id that this maker has not made before, greater than all that it has made. */
    public synchronized JobId next() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = random.nextInt(COUNTERS / 2);
        } else if (++counter == COUNTERS) {
            lastMillis++;
            counter = random.nextInt(COUNTERS / 2);
        }
        long high = lastMillis << 16 | 0x7000L | counter;
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return new JobId(new UUID(high, low).toString());
    }
}
