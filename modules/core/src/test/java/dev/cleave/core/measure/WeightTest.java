package dev.cleave.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightTest {

    @Test
    void theChildrensWeightsAddUpToTheParents() {
        for (long parent : new long[] {Weight.WHOLE, Weight.WHOLE / 7, 1000, 3, 0}) {
            for (int children : new int[] {1, 2, 3, 7, 100}) {
                long sum = 0;
                for (int i = 0; i < children; i++) {
                    sum += Weight.ofChild(parent, i, children);
                }
                assertThat(sum).isEqualTo(parent);
            }
        }
    }
}
