package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GranularityTest {

    private static final long LONG = 3_000_000;

    private final Granularity granularity = new Granularity();

    @Test
    void isUnknownUntilManyStepsWereShort() {
        assertThat(granularity.isFine()).isFalse();
        shortSteps();
        assertThat(granularity.isFine()).isTrue();
    }

    @Test
    void aStretchThatLooksLongOnceIsHeldAgainstTheClock() {
        shortSteps();
        assertThat(granularity.stamp()).isEqualTo(ProcessorTime.UNKNOWN);
        granularity.stretch(LONG, 3, ProcessorTime.UNKNOWN);
        assertThat(granularity.isFine()).isTrue();
        assertThat(granularity.stamp()).isNotEqualTo(ProcessorTime.UNKNOWN);
    }

    @Test
    void aStretchInWhichTheMachineRanOthersIsNotLong() {
        shortSteps();
        granularity.stretch(LONG, 3, 50_000);
        assertThat(granularity.isFine()).isTrue();
    }

    @Test
    void aStretchOfFewStepsThatTookLongByProcessorTimeEndsThem() {
        shortSteps();
        granularity.stretch(LONG, 3, LONG);
        assertThat(granularity.isFine()).isFalse();
    }

    @Test
    void theClockIsTrustedAgainAfterManyShortStretches() {
        shortSteps();
        granularity.stretch(LONG, 3, ProcessorTime.UNKNOWN);
        for (int i = 0; i < 1_000; i++) {
            granularity.stretch(1_000, 1, 1_000);
        }
        assertThat(granularity.stamp()).isEqualTo(ProcessorTime.UNKNOWN);
    }

    @Test
    void tellsHowManyStepsFitIntoATime() {
        for (int i = 0; i < 100; i++) {
            granularity.stretch(1_000_000, 10_000, ProcessorTime.UNKNOWN);
        }
        assertThat(granularity.stepsIn(200_000)).isBetween(1_900L, 2_100L);
    }

    private void shortSteps() {
        for (int i = 0; i < 64; i++) {
            granularity.step(500);
        }
    }
}
