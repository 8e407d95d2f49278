package dev.cleave.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunnerLoadTest {

    private final RunnerLoad load = new RunnerLoad();

    @Test
    void wantsOneLeasePerIdleLaneAndOneInReserve() {
        assertThat(load.wanted(4, 0)).isEqualTo(8);
        assertThat(load.wanted(4, 3)).isEqualTo(5);
    }

    @Test
    void longLeasesNeedNoLargerReserve() {
        ended(100, 1_000_000_000L);
        assertThat(load.wanted(1, 0)).isEqualTo(2);
    }

    @Test
    void leasesShorterThanARoundTripNeedALargerOne() {
        ended(100, 1_000_000L);
        assertThat(load.wanted(1, 0)).isBetween(6, 10);
        ended(100, 1_000L);
        assertThat(load.wanted(1, 0)).isBetween(20, 32);
    }

    @Test
    void manyLanesNeedNoLargerOneTogether() {
        ended(100, 1_000L);
        assertThat(load.wanted(8, 0)).isEqualTo(8 * 3 + 8);
        assertThat(load.wanted(64, 0)).isEqualTo(64 + 64);
    }

    @Test
    void oneLongLeaseAmongManyShortOnesHardlyMatters() {
        ended(100, 100_000L);
        int before = load.wanted(1, 0);
        ended(1, 60_000_000_000L);
        assertThat(load.wanted(1, 0)).isGreaterThan(before / 2);
    }

    private void ended(int leases, long nanos) {
        for (int i = 0; i < leases; i++) {
            load.leaseEnded(nanos);
        }
    }
}
