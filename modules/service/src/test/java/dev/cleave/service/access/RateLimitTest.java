package dev.cleave.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstGoesThroughThenSoManyASecond() {
        RateLimit limit = new RateLimit(10, 5, 100);
        for (int i = 0; i < 5; i++) {
            assertThat(limit.take("ann", 0)).isZero();
        }
        assertThat(limit.take("ann", 0)).isEqualTo(SECOND / 10);
        assertThat(limit.take("ann", SECOND / 10)).isZero();
        int through = 0;
        for (long now = SECOND; now < 11 * SECOND; now += SECOND / 1000) {
            through += limit.take("ann", now) == 0 ? 1 : 0;
        }
        assertThat(through).isBetween(100, 106);
    }

    @Test
    void callersDoNotDisturbEachOther() {
        RateLimit limit = new RateLimit(1, 1, 100);
        assertThat(limit.take("ann", 0)).isZero();
        assertThat(limit.take("ann", 0)).isPositive();
        assertThat(limit.take("bob", 0)).isZero();
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        RateLimit limit = new RateLimit(1, 1, 100);
        assertThat(limit.take("ann", 10 * SECOND)).isZero();
        assertThat(limit.take("ann", 0)).isPositive();
        assertThat(limit.take("ann", 10 * SECOND + SECOND / 2)).isPositive();
        assertThat(limit.take("ann", 11 * SECOND)).isZero();
    }

    @Test
    void aMillionCallersTakeBoundedMemory() {
        RateLimit limit = new RateLimit(1, 1, 1000);
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(limit.take("caller-" + i, i)).isZero();
        }
        assertThat(limit.size()).isEqualTo(1000);
    }
}
