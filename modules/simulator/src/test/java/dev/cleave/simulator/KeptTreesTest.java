package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.LikeTree;
import dev.cleave.simulator.tree.RecordedTree;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Shape;
import dev.cleave.simulator.tree.SlowedTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trees that are made from others. */
class KeptTreesTest {

    /** A root of 5 ns with a child of 7 ns, which has a child of 11 ns, and with a child of 13 ns. */
    private static RecordedTree small() {
        return new RecordedTree(new int[] {4, 2, 1, 1, 99}, new long[] {5, 7, 11, 13, 99}, 4);
    }

    @Test
    void aRecordedTreeIsWhatWasRecorded() {
        RecordedTree tree = small();
        assertThat(tree.workNanos()).isEqualTo(36);
        assertThat(tree.children(tree.root())).isEqualTo(2);
        assertThat(tree.nanos(tree.child(tree.root(), 0))).isEqualTo(18);
        assertThat(tree.children(tree.child(tree.root(), 0))).isEqualTo(1);
        assertThat(tree.child(tree.root(), 1).isBaseCase()).isTrue();
        assertThat(steps(tree)).isEqualTo(4);
    }

    @Test
    void itsSpanIsTheLongestWayDown() {
        assertThat(small().spanNanos()).isEqualTo(5 + 7 + 11);
    }

    @Test
    void sizesThatDoNotAddUpAreRefused() {
        assertThatThrownBy(() -> new RecordedTree(new int[] {3, 1}, new long[] {1, 1}, 2))
                .hasMessage("2 steps, 3 of them under the root (expected: the same, at least 1)");
    }

    @Test
    void aSlowMachineTakesLongerForTheSameSteps() {
        RecursionTree slow = new SlowedTree(small(), 0.3);
        assertThat(slow.workNanos()).isEqualTo(120);
        long sum = 0;
        for (int step = 0; step < 4; step++) {
            sum += slow.nanos(step, step + 1);
        }
        assertThat(sum).isEqualTo(120);
        assertThat(steps(slow)).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"BUSHY", "COMB", "BINOMIAL", "CHAIN", "FAN_OUT"})
    void aTreeLikeAnotherHasItsSizeAndTime(Shape shape) {
        RecursionTree model = new GeneratedTree(shape, 300, 7, 1000, 0, 0);
        LikeTree like = new LikeTree(model, 1500, 1, 7_000_000);
        assertThat(steps(like)).isEqualTo(1500);
        assertThat(like.workNanos()).isEqualTo(7_000_000);
    }

    @Test
    void aTreeLikeAChainIsAsDeepAsItIsLong() {
        LikeTree like = new LikeTree(new GeneratedTree(Shape.CHAIN, 50, 1, 1000, 0, 0), 400, 1, 400_000);
        assertThat(depth(like)).isEqualTo(399);
    }

    @Test
    void aTreeLikeABushIsNot() {
        LikeTree like = new LikeTree(new GeneratedTree(Shape.BUSHY, 5000, 1, 1000, 0, 0), 500_000, 1, 400_000_000);
        assertThat(depth(like)).isLessThan(60);
    }

    private static long steps(RecursionTree tree) {
        Deque<Subtree> left = new ArrayDeque<>();
        left.add(tree.root());
        long steps = 0;
        while (!left.isEmpty()) {
            Subtree problem = left.remove();
            steps++;
            long next = problem.first() + 1;
            for (int i = 0; i < tree.children(problem); i++) {
                Subtree child = tree.child(problem, i);
                assertThat(child.first()).isEqualTo(next);
                assertThat(child.size()).isPositive();
                next = child.end();
                left.add(child);
            }
            assertThat(next).isEqualTo(problem.end());
        }
        return steps;
    }

    private static int depth(RecursionTree tree) {
        Deque<Subtree> left = new ArrayDeque<>();
        left.add(tree.root());
        int depth = 0;
        while (!left.isEmpty()) {
            Subtree problem = left.remove();
            depth = Math.max(depth, problem.depth());
            for (int i = 0; i < tree.children(problem); i++) {
                left.add(tree.child(problem, i));
            }
        }
        return depth;
    }
}
