package dev.cleave.api.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.InvalidArgumentException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequentiallyTest {

    @Test
    void solvesAWholeJob() {
        // 4: 3 and 2; 3: 2 and 1; each 2: 1 and 0; each 1: a dead end
        assertThat(Sequentially.run(new Countdown(), Map.of("n", "4"))).isEqualTo(9);
        assertThat(Sequentially.run(new Countdown(), Map.of("n", "0"))).isEqualTo(1);
    }

    @Test
    void refusesArgumentsAsACommandLineDoes() {
        assertThatThrownBy(() -> Sequentially.run(new Countdown(), Map.of("m", "4")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("unknown parameter: m");
    }

    @Test
    void combinesInTheOrderOfDivide() {
        assertThat(Sequentially.run(new Letters(), "abcdefg")).isEqualTo("abcdefg");
        assertThat(new Recursion<>(new Letters(), Recursion.Order.LAST_TO_FIRST, 100).run("abcdefg"))
                .hasValue("abcdefg");
    }

    @Test
    void goesAsDeepAsMemoryAllows() {
        DivideAndConquer<Integer, Long> chain = new Countdown.Program() {
            @Override
            public List<Integer> divide(Integer n) {
                return List.of(n - 1);
            }
        };

        assertThat(Sequentially.run(chain, 1_000_000)).isEqualTo(1_000_001);
    }

    @Test
    void givesUpAfterTheStepsAllowed() {
        assertThat(Sequentially.run(new Countdown.Program(), 4, 9)).hasValue(9L);
        assertThat(Sequentially.run(new Countdown.Program(), 4, 8)).isEmpty();
    }

    @Test
    void letsTheExceptionsOfTheProgramThrough() {
        IllegalStateException thrown = new IllegalStateException("not mine");
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public Long solve(Integer n) {
                throw thrown;
            }
        };

        assertThatThrownBy(() -> Sequentially.run(program, 3)).isSameAs(thrown);
    }

    @Test
    void saysWhereNullWasReturned() {
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public List<Integer> divide(Integer n) {
                return n == 1 ? Arrays.asList(0, null) : super.divide(n);
            }
        };

        assertThatThrownBy(() -> Sequentially.run(program, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("divide, as child 1, returned null at /0/0/0");
    }

    /** Splits a word into two down to its letters, and puts it together again. */
    private static final class Letters implements DivideAndConquer<String, String> {

        @Override
        public boolean isBaseCase(String word) {
            return word.length() == 1;
        }

        @Override
        public String solve(String word) {
            return word;
        }

        @Override
        public List<String> divide(String word) {
            int half = word.length() / 2;
            return List.of(word.substring(0, half), word.substring(half));
        }

        @Override
        public String combine(String word, List<String> results) {
            return String.join("", results);
        }
    }
}
