package dev.cleave.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before asking again: twice as long each time up to a bound, half of it by chance. */
final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private Duration next = FIRST;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration bound = next;
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        long half = bound.toNanos() / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }

    /** At least this long, and a little longer by chance, so that not everybody is back at the same moment. */
    Duration notBefore(Duration asked) {
        return asked.plusNanos(random.nextLong(Math.max(1, asked.toNanos() / 4)));
    }

    void reset() {
        next = FIRST;
    }
}
