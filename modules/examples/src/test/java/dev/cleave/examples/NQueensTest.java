package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against OEIS A000170. */
class NQueensTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0", "3, 0", "4, 2", "5, 10", "6, 4", "7, 40", "8, 92", "9, 352", "10, 724", "11, 2680"})
    void isAnsweredByDividing(String n, String answer) {
        assertThat(Examples.divided(new NQueens(), Map.of("n", n))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 0",
        "3, 0",
        "4, 2",
        "5, 10",
        "6, 4",
        "7, 40",
        "8, 92",
        "9, 352",
        "10, 724",
        "11, 2680",
        "12, 14200",
        "13, 73712",
        "14, 365596"
    })
    void isAnsweredBySolving(String n, String answer) {
        assertThat(Examples.solved(new NQueens(), Map.of("n", n))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"0", "32"})
    void isRefusedForOtherSizes(String n) {
        assertThatThrownBy(() -> Examples.program(new NQueens(), Map.of("n", n)))
                .hasMessage("n: " + n + " (expected: 1 to 31)");
    }

    @Test
    void theLargestBoardHasAllItsColumns() {
        assertThat(Integer.bitCount(NQueens.Board.empty(31).open())).isEqualTo(31);
        assertThat(NQueens.Board.empty(1)).isEqualTo(new NQueens.Board(1, 0, 0));
    }
}
