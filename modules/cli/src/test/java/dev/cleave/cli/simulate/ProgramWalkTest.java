package dev.cleave.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import dev.cleave.simulator.tree.RecordedTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramWalkTest {

    private static final long NOTHING_IS_SMALL = 1;
    private static final long ALL_IS_SMALL = 3_600_000_000_000L;

    /** Splits numbers into halves down to 1; the result is the sum of all. */
    private static class Halves implements DivideAndConquer<Integer, Integer> {
        @Override
        public boolean isBaseCase(Integer problem) {
            return problem == 1;
        }

        @Override
        public Integer solve(Integer problem) {
            return problem;
        }

        @Override
        public List<Integer> divide(Integer problem) {
            return List.of(problem / 2, problem - problem / 2);
        }

        @Override
        public Integer combine(Integer problem, List<Integer> results) {
            assertThat(results.get(0) + results.get(1)).isEqualTo(problem);
            return problem;
        }
    }

    private static final class SolvedHalves extends Halves implements SequentialSolver<Integer, Integer> {
        @Override
        public Integer solveSequentially(Integer problem) {
            return problem;
        }
    }

    /** A single way down, on which nothing is a base case before its end. */
    private static final class Chain implements DivideAndConquer<Integer, Integer> {
        @Override
        public boolean isBaseCase(Integer problem) {
            return problem == 0;
        }

        @Override
        public Integer solve(Integer problem) {
            return 0;
        }

        @Override
        public List<Integer> divide(Integer problem) {
            return List.of(problem - 1);
        }

        @Override
        public Integer combine(Integer problem, List<Integer> results) {
            return results.get(0) + 1;
        }
    }

    @Test
    void theShapeIsTheProgramsOwn() {
        ProgramWalk.Walked walked = ProgramWalk.of(new Halves(), 5, NOTHING_IS_SMALL);
        RecordedTree tree = walked.tree(9_000);
        assertThat(walked.subproblems()).isEqualTo(9);
        assertThat(tree.root().size()).isEqualTo(9);
        assertThat(tree.children(tree.root())).isEqualTo(2);
        Subtree two = tree.child(tree.root(), 0);
        Subtree three = tree.child(tree.root(), 1);
        assertThat(two.size()).isEqualTo(3);
        assertThat(three.size()).isEqualTo(5);
        assertThat(tree.child(three, 0).isBaseCase()).isTrue();
        assertThat(tree.workNanos()).isEqualTo(9_000);
    }

    @Test
    void whatIsSmallIsKeptAsOne() {
        RecordedTree tree = ProgramWalk.of(new Halves(), 1000, ALL_IS_SMALL).tree(5_000);
        assertThat(tree.root().size()).isEqualTo(1);
        assertThat(tree.workNanos()).isEqualTo(5_000);
    }

    @Test
    void shortStepsAreCountedAndNotMeasured() {
        ProgramWalk.Walked walked = ProgramWalk.of(new Halves(), 100_000, 100_000);
        assertThat(walked.measuredEach()).isFalse();
        assertThat(walked.subproblems()).isEqualTo(199_999);
        assertThat(walked.recorder().total()).isEqualTo(199_999);
        assertThat(walked.tree(1_000_000_000).root().size()).isLessThan(100_000);
        assertThat(walked.tree(1_000_000_000).workNanos()).isEqualTo(1_000_000_000);
    }

    @Test
    void aSolverIsCalledForWhatIsShort() {
        ProgramWalk.Walked walked = ProgramWalk.of(new SolvedHalves(), 1 << 20, 50_000_000);
        assertThat(walked.withSolver()).isTrue();
        assertThat(walked.subproblems()).isLessThan(1 << 19);
    }

    @Test
    void depthIsNoTrouble() {
        ProgramWalk.Walked walked = ProgramWalk.of(new Chain(), 300_000, NOTHING_IS_SMALL);
        assertThat(walked.subproblems()).isEqualTo(300_001);
    }
}
