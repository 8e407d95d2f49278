package dev.cleave.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.benchmarks.line.Line.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void everyLineHasANameOfItsOwn() {
        assertThat(Table.lines()).extracting(Line::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]+"));
    }

    @Test
    void aLineIsFoundByItsName() {
        assertThat(Table.line("fib34-plain").text()).contains("fib 34");
        assertThatThrownBy(() -> Table.line("fib35")).hasMessageContaining("fib35");
    }

    @Test
    void aGoalSaysWhatItIs() {
        assertThat(Table.line("fib34-plain").goal().text()).isEqualTo("≤ 1.8 ×");
        assertThat(Table.line("killed-node").goal().text()).isEqualTo("≤ 1.72 ×");
        assertThat(Goal.atLeast(1, "finished").text()).isEqualTo("≥ 1 finished");
    }

    @Test
    void theFigureIsTheMedianWithItsSpread() {
        Figure odd = Figure.of(List.of(3.0, 1.0, 2.0), "");
        assertThat(odd.median()).isEqualTo(2.0);
        assertThat(odd.least()).isEqualTo(1.0);
        assertThat(odd.greatest()).isEqualTo(3.0);
        assertThat(Figure.of(List.of(1.0, 4.0), "").median()).isEqualTo(2.5);
    }

    @Test
    void aGoalIsReachedFromItsOwnSide() {
        assertThat(Goal.atMost(1.03, "x").isReachedBy(1.03)).isTrue();
        assertThat(Goal.atMost(1.03, "x").isReachedBy(1.04)).isFalse();
        assertThat(Goal.atLeast(1.9, "x").isReachedBy(1.9)).isTrue();
        assertThat(Goal.atLeast(1.9, "x").isReachedBy(1.8)).isFalse();
    }

    @Test
    void aWrongAnswerIsNeverTimed() {
        Contest contest = new Contest(42, 0);
        assertThatThrownBy(() -> contest.millis(1, () -> 41)).hasMessageContaining("wrong answer: 41 (expected: 42)");
        assertThatThrownBy(() -> contest.ratio(1, () -> 42, () -> 41)).hasMessageContaining("41");
    }
}
