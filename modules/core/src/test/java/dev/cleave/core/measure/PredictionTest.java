package dev.cleave.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PredictionTest {

    @Test
    void liesBetweenTheLawsOfWorkAndSpan() {
        assertThat(Prediction.of(new Measured(1000, 100, 1), 4)).isEqualTo(new Prediction(4, 250, 350));
        assertThat(Prediction.of(new Measured(1000, 100, 1), 100)).isEqualTo(new Prediction(100, 100, 110));
    }

    @Test
    void oneCoreTakesTheWork() {
        assertThat(Prediction.of(new Measured(1000, 100, 1), 1)).isEqualTo(new Prediction(1, 1000, 1000));
    }

    @Test
    void coversOneToAThousandCoresByPowersOfTwo() {
        assertThat(Prediction.of(new Measured(1L << 40, 1, 1)))
                .extracting(Prediction::cores)
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
    }

    @Test
    void aSpanThatWasOnlyBoundedDoesNotExceedTheWork() {
        assertThat(Prediction.of(new Measured(10, 50, 1), 2)).isEqualTo(new Prediction(2, 10, 15));
    }
}
