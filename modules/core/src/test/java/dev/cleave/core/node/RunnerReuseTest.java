package dev.cleave.core.node;

import static dev.cleave.core.node.NodeBench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerReuseTest {

    private static final FromRunner.JobEnded WELL = new FromRunner.JobEnded(1, 0, 10, 100);

    private final NodeBench bench = NodeBench.ready(1);
    private final RecordingNodePort port = bench.port;

    private void runOne() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.finished(id(1));
    }

    private void assertNotKept() {
        assertThat(port.told(ToRunner.EndJob.class)).isEmpty();
        assertThat(port.kills).isEqualTo(1);
        assertThat(bench.job.isOver()).isTrue();
    }

    @Test
    void aRunnerThatHasEndedItsJobIsKept() {
        runOne();
        bench.stop();
        assertThat(port.told(ToRunner.EndJob.class)).hasSize(1);
        assertThat(bench.job.isOver()).isFalse();
        bench.from(WELL);
        assertThat(bench.job.isOver()).isTrue();
        assertThat(port.keeps).isEqualTo(1);
        assertThat(port.kills).isZero();
    }

    @Test
    void aRunnerThatDoesNotEndItsJobInTimeIsKilled() {
        runOne();
        bench.stop();
        bench.pass(999);
        assertThat(port.kills).isZero();
        bench.pass(1);
        assertThat(port.kills).isEqualTo(1);
        assertThat(bench.job.isOver()).isTrue();
        bench.from(WELL);
        assertThat(port.keeps).isZero();
    }

    @Test
    void aRunnerThatDiesWhileItEndsItsJobIsNotReplaced() {
        runOne();
        bench.stop();
        port.clear();
        bench.job.runnerDied(bench.runner, "signal 9", Path.EMPTY, bench.now);
        bench.pass(10_000);
        assertThat(bench.job.isOver()).isTrue();
        assertThat(port.launches).isEqualTo(1);
        assertThat(port.sent).isEmpty();
    }

    @Test
    void nothingElseIsHeardOfARunnerThatEndsItsJob() {
        runOne();
        bench.stop();
        port.clear();
        bench.started(id(1));
        bench.from(new FromRunner.Gave(List.of(), List.of()));
        bench.status(1, 0, 0, 0);
        bench.grant(id(2));
        bench.pass(100);
        assertThat(port.sent).isEmpty();
        assertThat(port.told).isEmpty();
    }

    @Test
    void theEndOfAJobThatWasNotStoppedIsIgnored() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.from(WELL);
        bench.finished(id(1));
        assertThat(port.sent(ToCoordinator.Finished.class)).hasSize(1);
        assertThat(port.keeps).isZero();
    }

    @Test
    void aSecondStopKillsTheRunner() {
        runOne();
        bench.stop();
        bench.stop();
        assertThat(port.kills).isEqualTo(1);
        assertThat(bench.job.isOver()).isTrue();
    }

    @Test
    void aRunnerThatStillHoldsALeaseIsKilled() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.stop();
        assertNotKept();
    }

    @Test
    void aRunnerInWhichUserCodeFailedIsKilled() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.from(
                new FromRunner.LeaseFailed(id(1), Path.EMPTY, JobFailure.of(Code.SOLVE_THREW, "/", "no such board")));
        bench.stop();
        assertNotKept();
    }

    @Test
    void aRunnerInWhichUserCodeWasInterruptedIsKilled() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.receive(new ToNode.Revoke(id(1)));
        bench.stop();
        assertNotKept();
    }

    @Test
    void aRunnerThatLostALeaseBeforeItBeganIsKept() {
        bench.grant(id(1));
        bench.receive(new ToNode.Revoke(id(1)));
        bench.stop();
        bench.from(WELL);
        assertThat(port.keeps).isEqualTo(1);
    }

    @Test
    void aRunnerThatHadASuspectIsKilled() {
        bench.receive(new ToNode.Grant(new Lease(id(2), 1, 0, 1000, NodeBench.RESULT, List.of(), Lease.Care.ALONE)));
        bench.started(id(2));
        bench.finished(id(2));
        bench.stop();
        assertNotKept();
    }

    @Test
    void theRunnerThatCameAfterADeadOneIsFreshAndMayBeKept() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.job.runnerDied(bench.runner, "signal 9", Path.EMPTY, bench.now);
        assertThat(port.freshLaunches).isEqualTo(1);
        bench.runnerReady();
        bench.stop();
        bench.from(WELL);
        assertThat(port.keeps).isEqualTo(1);
    }

    @Test
    void aProfileTakesAFreshRunnerAndKeepsItForItself() {
        assertThat(port.freshLaunches).isZero();
        NodeBench profiled = new NodeBench(1, true);
        profiled.runnerReady();
        assertThat(profiled.port.freshLaunches).isEqualTo(1);
        profiled.stop();
        assertThat(profiled.port.told(ToRunner.EndJob.class)).isEmpty();
        assertThat(profiled.port.kills).isEqualTo(1);
    }

    @Test
    void aNodeThatIsLeavingKeepsNoRunner() {
        runOne();
        bench.job.drain(bench.now);
        bench.stop();
        assertNotKept();
    }

    @Test
    void aRunnerThatHasNotLoadedTheJobIsKilled() {
        NodeBench loading = new NodeBench(1);
        loading.stop();
        assertThat(loading.port.kills).isEqualTo(1);
        assertThat(loading.job.isOver()).isTrue();
    }

    @Test
    void aProcessThatLeaksOrHasRunVeryLongIsNotFit() {
        assertThat(RunnerReuse.isGood(WELL)).isTrue();
        assertThat(RunnerReuse.isGood(new FromRunner.JobEnded(1, 1, 10, 100))).isFalse();
        assertThat(RunnerReuse.isGood(new FromRunner.JobEnded(1, 0, 51, 100))).isFalse();
        assertThat(RunnerReuse.isGood(new FromRunner.JobEnded(1000, 0, 10, 100)))
                .isFalse();
        runOne();
        bench.stop();
        bench.from(new FromRunner.JobEnded(1, 1, 10, 100));
        assertThat(port.keeps).isZero();
        assertThat(port.kills).isEqualTo(1);
    }
}
