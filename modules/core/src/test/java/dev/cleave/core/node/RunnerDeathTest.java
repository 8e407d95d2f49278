package dev.cleave.core.node;

import static dev.cleave.core.node.NodeBench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerDeathTest {

    private final NodeBench bench = NodeBench.ready(1);
    private final RecordingNodePort port = bench.port;

    private void die() {
        bench.job.runnerDied(bench.runner, "signal 9", Path.of(3), bench.now);
    }

    private ToCoordinator.RunnerDied lastDeath() {
        List<ToCoordinator.RunnerDied> deaths = port.sent(ToCoordinator.RunnerDied.class);
        return deaths.get(deaths.size() - 1);
    }

    @Test
    void onlyWhatWasStartedIsSaidToHaveBeenRunning() {
        bench.grant(id(1, 0));
        bench.grant(id(1, 1));
        bench.started(id(1, 0));
        die();
        assertThat(lastDeath())
                .isEqualTo(
                        new ToCoordinator.RunnerDied(1, List.of(id(1, 0)), List.of(id(1, 1)), "signal 9", Path.of(3)));
    }

    @Test
    void whatOnlyWaitsForResultsWasNotRunning() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.gave(id(1), 0);
        bench.pass(100);
        bench.status(1, 0, 0, 0);
        die();
        assertThat(lastDeath().running()).isEmpty();
        assertThat(lastDeath().others()).containsExactly(id(1));
    }

    @Test
    void aLeaseThatAResultMayHaveWokenWasRunning() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.gave(id(1), 0);
        bench.pass(100);
        bench.status(1, 0, 0, 0);
        bench.receive(new ToNode.Deliver(id(1, 0).key(), NodeBench.RESULT, Measured.NOTHING));
        die();
        assertThat(lastDeath().running()).containsExactly(id(1));
    }

    @Test
    void aDeathIsRepeatedUntilItIsAcknowledged() {
        bench.grant(id(1));
        bench.started(id(1));
        die();
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.RunnerDied.class)).hasSize(2);
        assertThat(port.lastBeat().unacknowledged()).containsExactlyInAnyOrder(Receipt.died(1), Receipt.ended(id(1)));
        bench.receive(new ToNode.Acknowledge(List.of(Receipt.died(1))));
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.RunnerDied.class)).hasSize(2);
        assertThat(port.lastBeat().unacknowledged()).isEmpty();
    }

    @Test
    void whatWasGivenAwayBeforeIsStillTold() {
        bench.grant(id(1));
        bench.gave(id(1), 4);
        die();
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Shed.class)).hasSize(2);
    }

    @Test
    void aDeadLeaseIsNotRunAgainAsTheSameAttempt() {
        bench.grant(id(1));
        die();
        bench.runnerReady();
        bench.grant(id(1));
        bench.grant(id(2));
        assertThat(port.told(ToRunner.RunLease.class))
                .extracting(run -> run.lease().id())
                .containsExactly(id(1), id(2));
    }

    @Test
    void aLeaseThatWaitsForARunnerOutlivesADeath() {
        die();
        bench.grant(id(1));
        bench.runner++;
        die();
        assertThat(lastDeath().others()).isEmpty();
        bench.pass(100);
        bench.runnerReady();
        assertThat(port.told(ToRunner.RunLease.class)).hasSize(1);
    }

    @Test
    void theNextRunnerComesAtOnceAndLaterOnesLaterEachTime() {
        assertThat(port.launches).isEqualTo(1);
        die();
        assertThat(port.launches).isEqualTo(2);
        long wait = 100;
        for (int launches = 3; launches < 10; launches++) {
            bench.runnerReady();
            die();
            assertThat(port.launches).isEqualTo(launches - 1);
            bench.pass(wait - 1);
            assertThat(port.launches).isEqualTo(launches - 1);
            bench.pass(1);
            assertThat(port.launches).isEqualTo(launches);
            wait = Math.min(5000, 2 * wait);
        }
    }

    @Test
    void aRunnerThatLivedLongIsReplacedAtOnce() {
        die();
        bench.runnerReady();
        bench.pass(10_000);
        die();
        assertThat(port.launches).isEqualTo(3);
    }

    @Test
    void aMessageOfADeadRunnerIsIgnored() {
        bench.grant(id(1));
        die();
        bench.runnerReady();
        bench.job.fromRunner(1, new FromRunner.LeaseFinished(id(1), NodeBench.RESULT, Measured.NOTHING), 0);
        assertThat(port.sent(ToCoordinator.Finished.class)).isEmpty();
    }

    @Test
    void aJobThatCannotBeLoadedIsToldAgainAndAgain() {
        NodeBench loading = new NodeBench(1);
        loading.runner = 1;
        loading.job.runnerUp(1, 0);
        JobFailure failure = JobFailure.of(Code.JOB_NOT_LOADABLE, "", "no class my.Job");
        loading.from(new FromRunner.JobNotLoaded(failure));
        loading.pass(500);
        assertThat(loading.port.sent(ToCoordinator.JobNotStarted.class))
                .hasSize(2)
                .containsOnly(new ToCoordinator.JobNotStarted(failure));
        assertThat(loading.port.kills).isEqualTo(1);
        assertThat(loading.port.launches).isEqualTo(1);
    }

    @Test
    void runnersThatEndBeforeTheyHaveLoadedTheJobAreReportedAtTheThird() {
        NodeBench broken = new NodeBench(1);
        for (int i = 1; i <= 3; i++) {
            assertThat(broken.port.sent(ToCoordinator.JobNotStarted.class)).isEmpty();
            broken.job.runnerDied(i, "exit status 1: bad option", Path.EMPTY, broken.now);
            broken.pass(1000);
        }
        assertThat(broken.port.sent(ToCoordinator.JobNotStarted.class).get(0).failure())
                .isEqualTo(JobFailure.of(
                        Code.IO,
                        "",
                        "the runner ended 3 times before it had loaded the job: exit status 1: bad option"));
    }

    @Test
    void busyTimeAddsUpOverRunners() {
        bench.from(new FromRunner.Status(1, 0, 0, 0, 70, List.of()));
        die();
        bench.runnerReady();
        bench.from(new FromRunner.Status(1, 0, 0, 0, 5, List.of()));
        bench.pass(500);
        assertThat(port.lastBeat().busyNanos()).isEqualTo(75);
    }
}
