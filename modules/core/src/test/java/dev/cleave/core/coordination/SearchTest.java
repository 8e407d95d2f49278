package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Objective;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a coordinator does with solutions. */
class SearchTest {

    private final Bench bench = Bench.withRootAt(A);

    private void found(NodeId by, long cost) {
        bench.receive(by, new ToCoordinator.Improved(solution(cost)));
    }

    private static Found solution(long cost) {
        return new Found(cost, Objective.MAXIMIZE, Bench.payload("s" + cost), "text " + cost);
    }

    private List<Long> told(NodeId node) {
        return bench.port.to(node, ToNode.BestKnown.class).stream()
                .map(ToNode.BestKnown::cost)
                .toList();
    }

    @Test
    void everybodyIsToldOfABetterSolutionAtOnce() {
        bench.join(B, 1);
        found(A, 10);
        assertThat(told(A)).containsExactly(10L);
        assertThat(told(B)).containsExactly(10L);
    }

    @Test
    void oneThatIsNoBetterIsAnsweredWithWhatIsKept() {
        bench.join(B, 1);
        found(A, 10);
        bench.port.clear();
        found(B, 10);
        found(B, 11);
        assertThat(told(B)).containsExactly(10L, 10L);
        assertThat(told(A)).isEmpty();
    }

    @Test
    void aHeartbeatThatDoesNotKnowOfItIsAnswered() {
        found(A, 10);
        bench.port.clear();
        beat(1_000, Cost.NONE);
        beat(1_001, 12);
        beat(1_002, 10);
        assertThat(told(A)).containsExactly(10L, 10L);
    }

    private void beat(long sequence, long bestKnown) {
        bench.receive(
                A,
                new ToCoordinator.Heartbeat(
                        sequence, 1, 1, 0, 0, 0, List.of(), List.of(), List.of(), false, bestKnown));
    }

    @Test
    void theJobEndsWithTheBestSolutionWhateverTheRootSays() {
        found(A, 10);
        found(A, 7);
        found(A, 9);
        bench.finish(A, ROOT, "nothing better here");
        assertThat(bench.outcome()).isEqualTo(new Outcome.Succeeded(Bench.payload("s7"), Measured.NOTHING, "text 7"));
    }

    @Test
    void aSearchThatFindsNothingEndsAsTheRootSays() {
        bench.finish(A, ROOT, "nothing");
        assertThat(bench.outcome()).isEqualTo(new Outcome.Succeeded(Bench.payload("nothing"), Measured.NOTHING));
    }

    @Test
    void aSolutionThatIsEnoughEndsTheJob() {
        found(A, Cost.ENOUGH);
        assertThat(bench.outcome())
                .isEqualTo(new Outcome.Succeeded(
                        Bench.payload("s" + Cost.ENOUGH), Measured.NOTHING, "text " + Cost.ENOUGH));
        found(A, Cost.ENOUGH);
        bench.finish(A, ROOT, "late");
        assertThat(bench.port.outcomes).hasSize(1);
    }

    @Test
    void whatIsFoundShowsAsAValue() {
        assertThat(bench.coordination.progress().incumbent()).isEmpty();
        found(A, Cost.of(Objective.MAXIMIZE, 123));
        assertThat(bench.coordination.progress().incumbent()).isEqualTo("123");
    }
}
