package dev.cleave.service.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.service.store.BlobRow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlobQuotaTest {

    private static final long NOW = 1_000_000;
    private static final BlobRow OLDEST = blob('a', 10, 1_000);
    private static final BlobRow OLD = blob('b', 20, 2_000);
    private static final BlobRow FRESH = blob('c', 30, NOW - 50);

    private final BlobQuota quota = new BlobQuota(100, 100);

    private static BlobRow blob(char name, long size, long lastUsedAt) {
        return new BlobRow(String.valueOf(name).repeat(64), size, lastUsedAt);
    }

    private List<BlobRow> leaving(long more, BlobRow... needed) {
        return quota.giveWay(List.of(OLDEST, OLD, FRESH), 60, more, Set.of(needed)::contains, NOW);
    }

    @Test
    void nothingGivesWayWhileThereIsRoom() {
        assertThat(leaving(40)).isEmpty();
        assertThat(quota.fits(60, 40)).isTrue();
        assertThat(quota.fits(60, 41)).isFalse();
    }

    @Test
    void thoseNotUsedForLongestGiveWayAndNoMoreThanMust() {
        assertThat(leaving(41)).containsExactly(OLDEST);
        assertThat(leaving(50)).containsExactly(OLDEST);
        assertThat(leaving(51)).containsExactly(OLDEST, OLD);
    }

    @Test
    void whatIsNeededOrWasJustUsedStays() {
        assertThat(leaving(41, OLDEST)).containsExactly(OLD);
        assertThat(leaving(100)).containsExactly(OLDEST, OLD);
        assertThat(leaving(100, OLDEST, OLD)).isEmpty();
    }

    @Test
    void whatIsLargerThanEverythingNeverFits() {
        assertThat(quota.fits(0, 101)).isFalse();
        assertThat(quota.fits(0, Long.MAX_VALUE)).isFalse();
        assertThat(quota.fits(101, 0)).isFalse();
        assertThatThrownBy(() -> new BlobQuota(-1, 0)).hasMessageContaining("expected: 0 or more");
    }
}
