package dev.cleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> PROGRAMS = List.of("fib", "integrate", "mandelbrot", "nqueens", "sort", "uts");

    @ParameterizedTest
    @CsvSource({
        "nqueen, nqueens",
        "nquens, nqueens",
        "queens, nqueens",
        "utz, uts",
        "mandlebrot, mandelbrot",
        "intergrate, integrate",
    })
    void isFoundForAMistypedOne(String given, String meant) {
        assertThat(NearestName.of(given, PROGRAMS)).hasValue(meant);
    }

    @Test
    void isNotGuessedFromNothing() {
        assertThat(NearestName.of("knapsack", PROGRAMS)).isEmpty();
        assertThat(NearestName.of("nqueens", Set.of())).isEmpty();
    }

    @Test
    void isTheFirstInTheAlphabetAmongEquallyNearOnes() {
        assertThat(NearestName.of("x", List.of("b", "a", "c"))).hasValue("a");
    }

    @Test
    void saysWhatIsKnownWhenNothingIsNear() {
        assertThat(NearestName.unknown("program", "knapsack", List.of("fib", "uts")))
                .isEqualTo("unknown program: knapsack (known: fib, uts)");
        assertThat(NearestName.unknown("program", "fob", List.of("fib", "uts")))
                .isEqualTo("unknown program: fob (did you mean fib? known: fib, uts)");
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "flaw, lawn, 2"})
    void isMeasuredInChangedCharacters(String a, String b, int distance) {
        assertThat(NearestName.distance(a, b)).isEqualTo(distance);
    }
}
