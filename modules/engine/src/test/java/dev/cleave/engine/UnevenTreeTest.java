package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.UnbalancedTree;
import dev.cleave.engine.programs.UnbalancedTree.Count;
import dev.cleave.engine.programs.UnbalancedTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees in which most children are leaves, and nobody can say which are not. */
class UnevenTreeTest {

    /** What the published tree T3 has. */
    private static final Count T3 = new Count(4_112_897, 3_599_034, 1_572);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void childrenAreGivenThatAreMoreThanLeaves(int lanes) throws Exception {
        UnbalancedTree program = UnbalancedTree.t3();
        Recorder<Node, Count> recorder = new Recorder<>();
        List<Long> sizes = new ArrayList<>();
        try (Engine<Node, Count> engine = new Engine<>(program, EngineSettings.ofLanes(lanes), recorder)) {
            Assignment<Node> whole = new Assignment<>(
                    new LeaseId(PathKey.ROOT, 1),
                    0,
                    Weight.WHOLE,
                    UnbalancedTree.root(42),
                    List.of(),
                    Lease.Care.NORMAL);
            engine.run(whole);
            CompletableFuture<Recorder.Result<Count>> outcome = recorder.resultOf(whole.id());
            long until = System.nanoTime() + 60_000_000_000L;
            int asked = 0;
            while (!outcome.isDone()) {
                if (System.nanoTime() > until) {
                    throw new TimeoutException(engine.status().toString());
                }
                if (recorder.gaveAnswers.get() == asked) {
                    asked++;
                    engine.giveAway(8);
                }
                LockSupport.parkNanos(1_000_000);
                for (GivenChild<Node> child = recorder.given.poll(); child != null; child = recorder.given.poll()) {
                    Count count = count(program, child.problem());
                    sizes.add(count.nodes());
                    engine.deliver(
                            child.parent().key().descendant(child.path()), count, new Measured(1, 1, count.nodes()));
                }
            }
            assertThat(outcome.get().value()).isEqualTo(T3);
            assertThat(outcome.get().measured().subproblems()).isEqualTo(T3.nodes());
        }
        // The first answer may come before it is known how short steps are.
        List<Long> later = sizes.subList(Math.min(16, sizes.size()), sizes.size());
        assertThat(later.stream().filter(size -> size < 20).count())
                .as("leaves and the like among %s", later)
                .isLessThanOrEqualTo(later.size() / 4);
    }

    private static Count count(UnbalancedTree program, Node root) {
        // With a stack of its own: the tree is deeper than a test's thread may recur.
        List<Node> left = new ArrayList<>(List.of(root));
        Count all = new Count(0, 0, 0);
        while (!left.isEmpty()) {
            Node node = left.remove(left.size() - 1);
            boolean isLeaf = program.isBaseCase(node);
            if (!isLeaf) {
                left.addAll(program.divide(node));
            }
            all = new Count(all.nodes() + 1, all.leaves() + (isLeaf ? 1 : 0), Math.max(all.depth(), node.depth()));
        }
        return all;
    }
}
