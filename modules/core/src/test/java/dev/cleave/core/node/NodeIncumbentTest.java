package dev.cleave.core.node;

import static dev.cleave.core.node.NodeBench.RESULT;
import static dev.cleave.core.node.NodeBench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Objective;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node does with solutions. */
class NodeIncumbentTest {

    private final NodeBench bench = NodeBench.ready(2);
    private final RecordingNodePort port = bench.port;

    private void found(long cost) {
        bench.from(new FromRunner.Improved(solution(cost)));
    }

    private static Found solution(long cost) {
        return new Found(cost, Objective.MINIMIZE, RESULT, "");
    }

    private void kept(long cost) {
        bench.receive(new ToNode.BestKnown(cost));
    }

    private List<Long> offered() {
        return port.sent(ToCoordinator.Improved.class).stream()
                .map(improved -> improved.found().cost())
                .toList();
    }

    private List<Long> toldToTheRunner() {
        return port.told(ToRunner.BestKnown.class).stream()
                .map(ToRunner.BestKnown::cost)
                .toList();
    }

    private int results() {
        return port.sent(ToCoordinator.Finished.class).size();
    }

    @Test
    void aSolutionIsOfferedAtOnceAndAgainUntilOneAsGoodIsKept() {
        found(10);
        assertThat(offered()).containsExactly(10L);
        bench.pass(500);
        assertThat(offered()).containsExactly(10L, 10L);
        kept(9);
        bench.pass(500);
        assertThat(offered()).containsExactly(10L, 10L);
    }

    @Test
    void aResultWaitsUntilTheSolutionIsKeptThatSomethingMayBeLeftOutFor() {
        bench.grant(id(1));
        bench.started(id(1));
        found(10);
        bench.finished(id(1));
        bench.pass(500);
        assertThat(results()).isZero();
        assertThat(port.lastBeat().unacknowledged()).hasSize(1);
        kept(11);
        assertThat(results()).isZero();
        kept(10);
        assertThat(results()).isEqualTo(1);
        bench.pass(500);
        assertThat(results()).as("repeated like any other").isEqualTo(2);
    }

    @Test
    void aResultDoesNotWaitForWhatWasFoundAfterIt() {
        bench.grant(id(1), Path.of(1));
        bench.started(id(1));
        found(10);
        bench.finished(id(1));
        found(8);
        kept(10);
        assertThat(results()).isEqualTo(1);
    }

    @Test
    void aCheckpointIsNotTakenMeanwhile() {
        bench.grant(id(1));
        bench.started(id(1));
        found(10);
        FromRunner.CheckpointTaken taken = new FromRunner.CheckpointTaken(List.of(new FromRunner.CheckpointOf(
                id(1), List.of(new FinishedChild(Path.of(1), 1, RESULT, Measured.NOTHING, 1)))));
        bench.from(taken);
        assertThat(port.sent(ToCoordinator.Checkpoint.class)).isEmpty();
        kept(10);
        bench.from(taken);
        assertThat(port.sent(ToCoordinator.Checkpoint.class)).hasSize(1);
    }

    @Test
    void ofMoreThanOneTheBestFollowsTheOneThatIsOnItsWay() {
        found(10);
        found(9);
        found(7);
        assertThat(offered()).containsExactly(10L);
        kept(10);
        assertThat(offered()).containsExactly(10L, 7L);
        kept(7);
        bench.pass(1000);
        assertThat(offered()).containsExactly(10L, 7L);
    }

    @Test
    void theRunnerIsToldOfWhatOthersHaveFoundOnly() {
        kept(12);
        found(10);
        kept(10);
        kept(11);
        kept(10);
        kept(5);
        assertThat(toldToTheRunner()).containsExactly(12L, 5L);
    }

    @Test
    void theNextRunnerIsToldOfAllThatIsKnown() {
        found(10);
        port.clear();
        bench.job.runnerDied(bench.runner, "signal 9", Path.EMPTY, bench.now);
        bench.pass(1);
        bench.runnerReady();
        assertThat(toldToTheRunner()).containsExactly(10L);
    }

    @Test
    void heartbeatsSayWhatIsKnownToBeKept() {
        found(10);
        bench.pass(500);
        assertThat(port.lastBeat().bestKnown()).isEqualTo(Cost.NONE);
        kept(10);
        bench.pass(500);
        assertThat(port.lastBeat().bestKnown()).isEqualTo(10);
    }

    @Test
    void theNextControllerIsOfferedWhatTheLastOneDidNotConfirm() {
        found(10);
        bench.pass(500);
        port.clear();
        bench.job.obey(7, bench.now);
        assertThat(offered()).containsExactly(10L);
    }
}
