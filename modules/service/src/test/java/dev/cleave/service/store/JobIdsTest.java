package dev.cleave.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobIdsTest {

    private final AtomicLong now = new AtomicLong(0x0123_4567_89ABL);
    private final JobIds ids = new JobIds(() -> Instant.ofEpochMilli(now.get()), new SplittableRandom(1));

    private UUID next() {
        return UUID.fromString(ids.next().value());
    }

    @Test
    void anIdIsAUuidOfVersionSevenThatBeginsWithTheTime() {
        UUID id = next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.toString()).startsWith("01234567-89ab-7");
    }

    @Test
    void idsGrowAlsoWithinAMillisecondAndWhenTheClockGoesBack() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            made.add(ids.next().value());
            if (i == 12_000) {
                now.addAndGet(-60_000);
            } else if (i % 1_000 == 0) {
                now.incrementAndGet();
            }
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aBusyMillisecondBorrowsFromTheNext() {
        for (int i = 0; i < 5_000; i++) {
            next();
        }
        assertThat(next().getMostSignificantBits() >>> 16).isBetween(now.get() + 1, now.get() + 2);
    }

    @Test
    void twoMakersMakeDifferentIds() {
        JobIds other = new JobIds(() -> Instant.ofEpochMilli(now.get()), new SplittableRandom(2));
        assertThat(ids.next()).isNotEqualTo(other.next());
    }
}
