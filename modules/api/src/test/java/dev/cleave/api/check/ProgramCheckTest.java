package dev.cleave.api.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import dev.cleave.api.check.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgramCheckTest {

    private static final int NEVER = -1;

    @Test
    void findsNothingInAProgramThatIsRight() {
        assertThat(ProgramCheck.of(new Countdown(), Map.of("n", "12")).findings())
                .isEmpty();
        ProgramCheck.of(new Countdown(), Map.of()).verify();
    }

    @Test
    void findsADivideThatChangesItsMind() {
        AtomicInteger calls = new AtomicInteger();
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public List<Integer> divide(Integer n) {
                return n == 3 && calls.getAndIncrement() % 2 == 1 ? List.of(1, 2) : super.divide(n);
            }
        };

        List<Finding> findings = ProgramCheck.of(program, 4).samples(30).findings();

        assertThat(findings)
                .contains(new Finding(Kind.NOT_DETERMINISTIC, "/0", "divide returned [2, 1] and then [1, 2] for 3"));
    }

    @Test
    void findsABaseCaseThatChangesItsMind() {
        AtomicInteger calls = new AtomicInteger();
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public boolean isBaseCase(Integer n) {
                return n <= 0 || n == 2 && calls.incrementAndGet() % 2 == 0;
            }
        };

        assertThat(kinds(ProgramCheck.of(program, 6))).contains(Kind.NOT_DETERMINISTIC);
    }

    @Test
    void findsMethodsThatModifyWhatTheyAreGiven() {
        assertThat(kinds(ProgramCheck.of(new Sum(), new long[] {1, 2, 3, 4, 5})))
                .isEmpty();
        assertThat(kinds(ProgramCheck.of(
                        new Sum() {
                            @Override
                            public long[] solve(long[] numbers) {
                                return new long[] {numbers[0]++};
                            }
                        },
                        new long[] {1, 2, 3, 4, 5})))
                .contains(Kind.MODIFIED_ITS_ARGUMENT);
        assertThat(kinds(ProgramCheck.of(
                        new Sum() {
                            @Override
                            public long[] combine(long[] numbers, List<long[]> results) {
                                results.get(0)[0] += results.get(1)[0];
                                return results.get(0);
                            }
                        },
                        new long[] {1, 2, 3, 4, 5})))
                .contains(Kind.MODIFIED_ITS_ARGUMENT);
    }

    @Test
    void findsStateThatTheMethodsShare() {
        AtomicLong best = new AtomicLong();
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public Long combine(Integer n, List<Long> results) {
                return n == 6 ? best.incrementAndGet() : super.combine(n, results);
            }
        };

        assertThat(kinds(ProgramCheck.of(program, 7))).contains(Kind.SHARES_STATE);
    }

    @Test
    void findsStateThatOnlyShowsWhenThreadsMeet() {
        ThreadLocal<Boolean> seen = ThreadLocal.withInitial(() -> false);
        seen.set(true);
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public Long solve(Integer n) {
                return seen.get() ? 1L : 2L;
            }
        };

        assertThat(kinds(ProgramCheck.of(program, 5))).containsOnly(Kind.SHARES_STATE);
    }

    @Test
    void findsASolverThatDiffersFromDividing() {
        assertThat(kinds(ProgramCheck.of(new Solver(NEVER), 12))).isEmpty();

        List<Finding> findings = ProgramCheck.of(new Solver(7), 9).findings();

        assertThat(findings).extracting(Finding::kind).containsOnly(Kind.SOLVER_DIFFERS);
        assertThat(findings)
                .extracting(Finding::message)
                .contains("solveSequentially returned 40 for 7 (expected, as by dividing: 41)");
    }

    @Test
    void findsASolverWithAnImpossibleSizeHint() {
        DivideAndConquer<Integer, Long> program = new Solver(NEVER) {
            @Override
            public double sizeHint(Integer n) {
                return n;
            }
        };

        assertThat(ProgramCheck.of(program, 5).findings())
                .extracting(Finding::message)
                .allMatch(message -> message.startsWith("sizeHint returned 0.0 for 0"))
                .isNotEmpty();
    }

    @Test
    void findsNulls() {
        DivideAndConquer<Integer, Long> noList = new Countdown.Program() {
            @Override
            @SuppressWarnings("NullAway")
            public List<Integer> divide(Integer n) {
                return n == 1 ? null : super.divide(n);
            }
        };
        DivideAndConquer<Integer, Long> noElement = new Countdown.Program() {
            @Override
            public List<Integer> divide(Integer n) {
                return n == 1 ? Arrays.asList(0, null) : super.divide(n);
            }
        };

        assertThat(ProgramCheck.of(noList, 2).findings())
                .contains(new Finding(Kind.RETURNED_NULL, "/0", "divide returned null for 1"));
        assertThat(ProgramCheck.of(noElement, 2).findings())
                .contains(new Finding(Kind.RETURNED_NULL, "/0", "divide returned a list whose element 1 is null"));
    }

    @Test
    void findsExceptionsAndShowsTheProblem() {
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public Long solve(Integer n) {
                throw new IllegalStateException("nothing here");
            }
        };

        assertThat(ProgramCheck.of(program, 2).findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.THREW);
            assertThat(finding.path()).isEqualTo("/1");
            assertThat(finding.message())
                    .startsWith("solve threw for 0: java.lang.IllegalStateException: nothing here")
                    .contains("ProgramCheckTest.java");
        });
    }

    @Test
    void findsADivideThatNeverEnds() {
        DivideAndConquer<Integer, Long> program = new Countdown.Program() {
            @Override
            public List<Integer> divide(Integer n) {
                return List.of(n, n);
            }
        };

        assertThat(ProgramCheck.of(program, 2).samples(1).maxDepth(50).findings())
                .containsExactly(new Finding(Kind.TOO_DEEP, "/", "no base case after 50 steps (limit: maxDepth)"));
    }

    @Test
    void copesWithTreesFarTooLargeToBeSolved() {
        assertThat(kinds(
                        ProgramCheck.of(new Countdown.Program(), 500).samples(5).maxSteps(1000)))
                .isEmpty();
    }

    @Test
    void looksAtTheSameSubproblemsForTheSameSeed() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        List<Integer> other = new ArrayList<>();

        ProgramCheck.of(recording(first), 40).samples(1).maxSteps(1).seed(5).verify();
        ProgramCheck.of(recording(second), 40).samples(1).maxSteps(1).seed(5).verify();
        ProgramCheck.of(recording(other), 40).samples(1).maxSteps(1).seed(6).verify();

        assertThat(first).isEqualTo(second).isNotEqualTo(other);
    }

    @Test
    void throwsWithAllFindings() {
        assertThatThrownBy(() -> ProgramCheck.of(new Solver(7), 8).verify())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the program is not fit for a cluster:")
                .hasMessageContaining("SOLVER_DIFFERS at /0: solveSequentially returned 40 for 7");
        assertThatThrownBy(() -> ProgramCheck.of(new Solver(7), 8).samples(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples: 0 (expected: at least 1)");
    }

    private static DivideAndConquer<Integer, Long> recording(List<Integer> divided) {
        return new Countdown.Program() {
            @Override
            public List<Integer> divide(Integer n) {
                divided.add(n);
                return super.divide(n);
            }
        };
    }

    private static List<Kind> kinds(ProgramCheck<?, ?> check) {
        return check.findings().stream().map(Finding::kind).distinct().toList();
    }

    /** The sum of some numbers, by halves. */
    private static class Sum implements DivideAndConquer<long[], long[]> {

        @Override
        public boolean isBaseCase(long[] numbers) {
            return numbers.length == 1;
        }

        @Override
        public long[] solve(long[] numbers) {
            return numbers.clone();
        }

        @Override
        public List<long[]> divide(long[] numbers) {
            int half = numbers.length / 2;
            return List.of(Arrays.copyOf(numbers, half), Arrays.copyOfRange(numbers, half, numbers.length));
        }

        @Override
        public long[] combine(long[] numbers, List<long[]> results) {
            return new long[] {results.get(0)[0] + results.get(1)[0]};
        }
    }

    /** With a solver that is right for all numbers but one. */
    private static class Solver extends Countdown.Program implements SequentialSolver<Integer, Long> {

        private final int wrongFor;

        Solver(int wrongFor) {
            this.wrongFor = wrongFor;
        }

        @Override
        public Long solveSequentially(Integer n) {
            long a = 1;
            long b = 1;
            for (int i = 2; i <= n; i++) {
                long next = 1 + a + b;
                a = b;
                b = next;
            }
            return n == wrongFor ? b - 1 : b;
        }
    }
}
