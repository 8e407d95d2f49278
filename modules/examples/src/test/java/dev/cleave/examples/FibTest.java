package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Arguments;
import dev.cleave.api.Job;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against OEIS A000045. */
class FibTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1", "3, 2", "10, 55", "20, 6765", "25, 75025"})
    void isTheSumOfTheTwoBefore(String n, String answer) {
        assertThat(Examples.divided(new Fib(), Map.of("n", n))).isEqualTo(answer);
        assertThat(Examples.solved(new Fib(), Map.of("n", n))).isEqualTo(answer);
    }

    @Test
    void theLargestAllowedStillFitsIntoALong() {
        Job<Integer, Long> job = new Fib();
        assertThat(job.rootProblem(Arguments.parse(job.parameters(), Map.of("n", "92"))))
                .isEqualTo(92);
        assertThat(new Fib.Definition().combine(92, List.of(4660046610375530309L, 2880067194370816120L)))
                .isEqualTo(7540113804746346429L);
    }

    @Test
    void theSizeHintGrowsAsTheTimeDoes() {
        Fib.Solver solver = new Fib.Solver();

        assertThat(solver.sizeHint(0)).isEqualTo(1);
        assertThat(solver.sizeHint(30) / solver.sizeHint(29)).isBetween(1.618, 1.6181);
        assertThat(solver.sizeHint(92)).isFinite();
    }
}
