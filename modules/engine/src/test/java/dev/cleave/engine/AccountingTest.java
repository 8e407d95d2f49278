package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.engine.programs.Fibonacci;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void withoutAccountingTheAnswerIsTheSameAndNothingIsAddedUp(int lanes) throws Exception {
        Solved<Long> with = solve(lanes, true);
        Solved<Long> without = solve(lanes, false);

        assertThat(without.result()).isEqualTo(with.result()).isEqualTo(196_418L);
        assertThat(with.measured().subproblems()).isEqualTo(635_621);
        assertThat(without.measured().subproblems()).isLessThan(635_621);
    }

    private static Solved<Long> solve(int lanes, boolean accounting) throws Exception {
        EngineSettings<Integer> settings =
                EngineSettings.<Integer>ofLanes(lanes).withAccounting(accounting);
        try (InProcess<Long> run = InProcess.start(new Fibonacci(), 27, settings)) {
            return run.await();
        }
    }
}
