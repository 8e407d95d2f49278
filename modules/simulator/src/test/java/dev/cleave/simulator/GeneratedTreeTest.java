package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Shape;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedTreeTest {

    @ParameterizedTest
    @EnumSource(Shape.class)
    void childrenTakeUpTheirParentsStepsWithoutGap(Shape shape) {
        for (long seed = 0; seed < 20; seed++) {
            GeneratedTree tree = new GeneratedTree(shape, 500 + seed, seed, 10, 3, 100);
            long steps = 0;
            long nanos = 0;
            Deque<Subtree> left = new ArrayDeque<>();
            left.add(tree.root());
            while (!left.isEmpty()) {
                Subtree problem = left.remove();
                steps++;
                nanos += tree.nanos(problem.first(), problem.first() + 1);
                long next = problem.first() + 1;
                for (int i = 0; i < tree.children(problem); i++) {
                    Subtree child = tree.child(problem, i);
                    assertThat(child.first()).isEqualTo(next);
                    assertThat(child.size()).isPositive();
                    assertThat(tree.childWith(problem, child.end() - 1)).isEqualTo(i);
                    next = child.end();
                    left.add(child);
                }
                assertThat(next).isEqualTo(problem.end());
                assertThat(Subtree.decode(problem.encode())).isEqualTo(problem);
            }
            assertThat(steps).isEqualTo(500 + seed);
            assertThat(nanos).isEqualTo(tree.workNanos());
        }
    }
}
