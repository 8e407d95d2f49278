package dev.cleave.core.node;

import static dev.cleave.core.node.NodeBench.RESULT;
import static dev.cleave.core.node.NodeBench.id;
import static dev.cleave.core.node.NodeBench.lease;
import static dev.cleave.core.node.NodeBench.shed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeJobTest {

    private final NodeBench bench = NodeBench.ready(2);
    private final RecordingNodePort port = bench.port;

    @Test
    void tellsTheRunnerWhichJobToLoad() {
        assertThat(port.told(ToRunner.StartJob.class)).singleElement().satisfies(start -> {
            assertThat(start.jobClass()).isEqualTo("my.Job");
            assertThat(start.classPath()).containsExactly("a.jar");
            assertThat(start.lanes()).isEqualTo(2);
            assertThat(start.blobFolder()).isEqualTo("/blobs");
        });
    }

    @Test
    void asksForWorkAsSoonAsTheJobIsLoaded() {
        assertThat(port.lastBeat().lanes()).isEqualTo(2);
        assertThat(port.lastBeat().wanted()).isEqualTo(4);
    }

    @Test
    void wantsNothingBeforeThat() {
        NodeBench loading = new NodeBench(2);
        loading.job.runnerUp(1, 0);
        loading.pass(500);
        assertThat(loading.port.lastBeat().wanted()).isZero();
        assertThat(loading.port.lastBeat().lanes()).isZero();
    }

    @Test
    void passesAGrantOnAndListsIt() {
        bench.grant(id(1));
        assertThat(port.told(ToRunner.RunLease.class)).hasSize(1);
        bench.pass(500);
        assertThat(port.lastBeat().held()).containsExactly(new ToCoordinator.HeldLease(id(1), false, 0));
        bench.started(id(1));
        bench.pass(500);
        assertThat(port.lastBeat().held()).containsExactly(new ToCoordinator.HeldLease(id(1), true, 0));
    }

    @Test
    void aGrantThatComesTwiceIsRunOnce() {
        bench.grant(id(1));
        bench.grant(id(1));
        bench.finished(id(1));
        bench.grant(id(1));
        assertThat(port.told(ToRunner.RunLease.class)).hasSize(1);
    }

    @Test
    void whatWasSaidToRunBeforeALaneBeganItGoesBackLikeAnyOther() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.from(new FromRunner.Gave(List.of(), List.of(id(1))));
        assertThat(port.sent(ToCoordinator.Returned.class)).containsExactly(new ToCoordinator.Returned(List.of(id(1))));
        bench.pass(500);
        assertThat(port.lastBeat().held()).isEmpty();
    }

    @Test
    void aNewerAttemptTakesThePlaceOfAnOlderOne() {
        bench.grant(id(1));
        bench.grant(id(2));
        bench.grant(id(1));
        assertThat(port.told(ToRunner.DropLease.class)).containsExactly(new ToRunner.DropLease(id(1)));
        assertThat(port.told(ToRunner.RunLease.class))
                .extracting(run -> run.lease().id())
                .containsExactly(id(1), id(2));
    }

    @Test
    void aGrantOfAnOlderEpochIsRefused() {
        bench.receive(new ToNode.Grant(lease(id(1, 0), 5)));
        bench.receive(new ToNode.Grant(lease(id(1, 1), 4)));
        assertThat(port.told(ToRunner.RunLease.class)).hasSize(1);
    }

    @Test
    void aResultIsRepeatedUntilItIsAcknowledged() {
        bench.grant(id(1));
        bench.finished(id(1));
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Finished.class)).hasSize(2);
        assertThat(port.lastBeat().unacknowledged()).containsExactly(Receipt.ended(id(1)));
        assertThat(port.lastBeat().held()).isEmpty();

        bench.receive(new ToNode.Acknowledge(List.of(Receipt.ended(id(1)))));
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Finished.class)).hasSize(2);
        assertThat(port.lastBeat().unacknowledged()).isEmpty();
    }

    @Test
    void aLateAcknowledgementOfAShedDoesNotPassForOneOfTheResult() {
        bench.grant(id(1));
        bench.gave(id(1), 3);
        bench.grant(id(1, 3));
        bench.finished(id(1, 3));
        bench.receive(new ToNode.Acknowledge(List.of(Receipt.shed(id(1), id(1, 3).key()))));
        assertThat(port.sent(ToCoordinator.Shed.class)).hasSize(1);
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Finished.class)).hasSize(2);
        assertThat(port.sent(ToCoordinator.Shed.class)).hasSize(1);
    }

    @Test
    void aFailureIsRepeatedUntilItIsAcknowledged() {
        bench.grant(id(1));
        JobFailure failure = JobFailure.of(Code.SOLVE_THREW, "/0", "boom");
        bench.from(new FromRunner.LeaseFailed(id(1), Path.of(0), failure));
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.LeaseFailed.class))
                .hasSize(2)
                .containsOnly(new ToCoordinator.LeaseFailed(id(1), Path.of(0), failure));
    }

    @Test
    void anAskToShedIsPassedOnAndItsAnswerKeptUntilAcknowledged() {
        bench.grant(id(1));
        bench.receive(new ToNode.AskToShed(3, 7));
        assertThat(port.told(ToRunner.GiveAway.class)).containsExactly(new ToRunner.GiveAway(3, 7));
        bench.gave(id(1), 4, 5);
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Shed.class))
                .hasSize(2)
                .containsOnly(new ToCoordinator.Shed(List.of(shed(id(1), 4), shed(id(1), 5))));
        assertThat(port.lastBeat().awaited()).containsExactlyInAnyOrder(id(1, 4).key(), id(1, 5).key());

        bench.receive(new ToNode.Acknowledge(List.of(Receipt.shed(id(1), id(1, 4).key()))));
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Shed.class).get(2).children()).containsExactly(shed(id(1), 5));
    }

    @Test
    void saysSoWhenThereIsNothingToShed() {
        bench.receive(new ToNode.AskToShed(1, 0));
        assertThat(port.sent(ToCoordinator.Shed.class)).containsExactly(new ToCoordinator.Shed(List.of()));
        bench.grant(id(1));
        bench.receive(new ToNode.AskToShed(1, 0));
        bench.from(new FromRunner.Gave(List.of(), List.of()));
        assertThat(port.sent(ToCoordinator.Shed.class)).hasSize(2);
    }

    @Test
    void largeShedsGoInSeveralMessages() {
        bench.grant(id(1));
        var large = new dev.cleave.core.lease.Payload.Inline(new byte[60_000]);
        var children = List.of(1, 2, 3, 4, 5).stream()
                .map(i -> new dev.cleave.core.lease.ShedChild(id(1), Path.of(i), 1, large, 1))
                .toList();
        bench.from(new FromRunner.Gave(children, List.of()));
        assertThat(port.sent(ToCoordinator.Shed.class))
                .extracting(shed -> shed.children().size())
                .containsExactly(2, 2, 1);
    }

    @Test
    void givesUnstartedLeasesBack() {
        bench.grant(id(1, 0));
        bench.grant(id(1, 1));
        bench.started(id(1, 0));
        bench.from(new FromRunner.Gave(List.of(), List.of(id(1, 1))));
        assertThat(port.sent(ToCoordinator.Returned.class))
                .containsExactly(new ToCoordinator.Returned(List.of(id(1, 1))));
        bench.pass(500);
        assertThat(port.sent(ToCoordinator.Returned.class)).hasSize(2);
        assertThat(port.lastBeat().held()).hasSize(1);
    }

    @Test
    void aResultIsPassedOnOnceAndOnlyIfAwaited() {
        bench.grant(id(1), Path.of(7));
        ToNode.Deliver deliver = new ToNode.Deliver(id(1, 7).key(), RESULT, Measured.NOTHING);
        bench.receive(deliver);
        bench.receive(deliver);
        bench.receive(new ToNode.Deliver(id(1, 8).key(), RESULT, Measured.NOTHING));
        assertThat(port.told(ToRunner.DeliverResult.class))
                .containsExactly(new ToRunner.DeliverResult(id(1, 7).key(), RESULT, Measured.NOTHING));
    }

    @Test
    void aRevokedLeaseIsDroppedWithAllThatBelongsToIt() {
        bench.grant(id(1), Path.of(7));
        bench.gave(id(1), 4);
        bench.receive(new ToNode.Revoke(id(1)));
        assertThat(port.told(ToRunner.DropLease.class)).containsExactly(new ToRunner.DropLease(id(1)));
        port.clear();
        bench.pass(500);
        assertThat(port.lastBeat().held()).isEmpty();
        assertThat(port.lastBeat().awaited()).isEmpty();
        assertThat(port.lastBeat().unacknowledged()).isEmpty();
        assertThat(port.sent(ToCoordinator.Shed.class)).isEmpty();
    }

    @Test
    void aGrantThatIsOvertakenByItsRevocationIsNotRun() {
        bench.receive(new ToNode.Revoke(id(1)));
        bench.grant(id(1));
        assertThat(port.told(ToRunner.RunLease.class)).isEmpty();
    }

    @Test
    void whatTheRunnerSaysOfADroppedLeaseIsIgnored() {
        bench.grant(id(1));
        bench.receive(new ToNode.Revoke(id(1)));
        bench.started(id(1));
        bench.gave(id(1), 4);
        bench.finished(id(1));
        assertThat(port.sent(ToCoordinator.Finished.class)).isEmpty();
        assertThat(port.sent(ToCoordinator.Shed.class)).containsExactly(new ToCoordinator.Shed(List.of()));
    }

    @Test
    void takesACheckpointOftenAtFirstAndEverySecondLater() {
        bench.grant(id(1));
        bench.pass(250);
        bench.from(new FromRunner.CheckpointTaken(List.of()));
        bench.pass(250);
        assertThat(port.told(ToRunner.TakeCheckpoint.class)).hasSize(2);
        bench.from(new FromRunner.CheckpointTaken(List.of()));
        bench.pass(20_000);
        bench.from(new FromRunner.CheckpointTaken(List.of()));
        bench.pass(999);
        assertThat(port.told(ToRunner.TakeCheckpoint.class)).hasSize(3);
        bench.pass(1);
        assertThat(port.told(ToRunner.TakeCheckpoint.class)).hasSize(4);
    }

    @Test
    void sendsCheckpointsOn() {
        bench.grant(id(1));
        FinishedChild child = new FinishedChild(Path.of(0), 5, RESULT, Measured.NOTHING, 0);
        bench.from(new FromRunner.CheckpointTaken(List.of(new FromRunner.CheckpointOf(id(1), List.of(child)))));
        assertThat(port.sent(ToCoordinator.Checkpoint.class))
                .containsExactly(new ToCoordinator.Checkpoint(id(1), List.of(child)));
    }

    @Test
    void whatIsTooSmallToBeAskedForIsNotInCheckpointsEither() {
        bench.grant(id(1));
        bench.receive(new ToNode.AskToShed(1, 1_000));
        FinishedChild small = new FinishedChild(Path.of(0), 5, RESULT, new Measured(999, 999, 1), 0);
        FinishedChild large = new FinishedChild(Path.of(1), 5, RESULT, new Measured(1_000, 999, 1), 0);
        bench.from(new FromRunner.CheckpointTaken(List.of(
                new FromRunner.CheckpointOf(id(1), List.of(small, large)),
                new FromRunner.CheckpointOf(id(1), List.of(small)))));
        assertThat(port.sent(ToCoordinator.Checkpoint.class))
                .containsExactly(new ToCoordinator.Checkpoint(id(1), List.of(large)));
    }

    @Test
    void asksForMoreWhileLanesAreStillBusy() {
        bench.grant(id(1, 0));
        bench.grant(id(1, 1));
        bench.pass(500);
        assertThat(port.lastBeat().wanted()).isEqualTo(2);
        bench.status(2, 2, 0, 2);
        bench.started(id(1, 0));
        bench.started(id(1, 1));
        bench.pass(500);
        assertThat(port.lastBeat().wanted()).isZero();

        bench.status(2, 2, 0, 1);
        assertThat(port.lastBeat().wanted()).isEqualTo(1);
    }

    @Test
    void wantsNothingWhileItsLanesHaveEnoughToHandRound() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.status(2, 2, 0, 5);
        bench.pass(500);
        assertThat(port.lastBeat().wanted()).isZero();
        assertThat(port.lastBeat().openPieces()).isEqualTo(5);
    }

    @Test
    void urgentHeartbeatsComeInShortBurstsOnly() {
        bench.pass(10);
        port.clear();
        for (int i = 0; i < 40; i++) {
            bench.job.setLanes(1 + i % 2, bench.now);
        }
        int burst = port.sent(ToCoordinator.Heartbeat.class).size();
        assertThat(burst).isBetween(2, 8);
        assertThat(bench.job.dueAt()).isLessThanOrEqualTo(bench.now + NodeBench.MILLI);
        bench.pass(1);
        assertThat(port.sent(ToCoordinator.Heartbeat.class)).hasSize(burst + 1);
    }

    @Test
    void anIdleNodeSaysAgainThatItIsIdle() {
        bench.pass(1);
        port.clear();
        bench.pass(10);
        assertThat(port.sent(ToCoordinator.Heartbeat.class)).hasSize(1);
        bench.pass(10);
        assertThat(port.sent(ToCoordinator.Heartbeat.class)).hasSize(1);
        bench.pass(10);
        assertThat(port.sent(ToCoordinator.Heartbeat.class)).hasSize(2);
    }

    @Test
    void aDrainingNodeWantsNothingAndShedsUntilItIsEmpty() {
        bench.grant(id(1));
        bench.started(id(1));
        port.clear();
        bench.job.drain(bench.now);
        assertThat(port.told(ToRunner.GiveAway.class)).containsExactly(new ToRunner.GiveAway(Integer.MAX_VALUE, 0));
        assertThat(port.lastBeat().wanted()).isZero();
        assertThat(bench.job.drained()).isFalse();
        bench.finished(id(1));
        assertThat(bench.job.drained()).isFalse();
        bench.receive(new ToNode.Acknowledge(List.of(Receipt.ended(id(1)))));
        assertThat(bench.job.drained()).isTrue();
    }

    @Test
    void aDrainingNodeGivesBackWhatOnlyWaitsAfterACheckpointOfIt() {
        drainUntilItOnlyWaits();
        bench.receive(deliver(5));
        assertThat(port.told(ToRunner.DeliverResult.class))
                .as("nothing may begin any more")
                .isEmpty();
        bench.pass(100);
        bench.status(2, 0, 0, 0);
        assertThat(port.told(ToRunner.TakeCheckpoint.class)).hasSize(1);
        bench.from(checkpoint(id(1), 3));
        assertThat(port.sent(ToCoordinator.Checkpoint.class)).hasSize(1);
        assertThat(port.sent(ToCoordinator.Returned.class)).containsExactly(new ToCoordinator.Returned(List.of(id(1))));
        assertThat(port.told(ToRunner.DropLease.class)).containsExactly(new ToRunner.DropLease(id(1)));
        assertThat(bench.job.drained()).isFalse();
        bench.receive(new ToNode.Acknowledge(List.of(Receipt.ended(id(1)))));
        assertThat(bench.job.drained()).isTrue();
    }

    @Test
    void whatRunsIsNotGivenBack() {
        drainUntilItOnlyWaits();
        bench.pass(100);
        bench.status(2, 1, 0, 0);
        assertThat(port.told(ToRunner.TakeCheckpoint.class)).isEmpty();
        assertThat(port.sent(ToCoordinator.Returned.class)).isEmpty();
    }

    @Test
    void aNodeThatStaysKeepsWhatOnlyWaits() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.gave(id(1), 5);
        acknowledgeShed(5);
        bench.from(new FromRunner.Gave(List.of(), List.of()));
        bench.pass(250);
        bench.status(2, 0, 0, 0);
        bench.pass(250);
        bench.status(2, 0, 0, 0);
        assertThat(port.sent(ToCoordinator.Returned.class)).isEmpty();
        bench.receive(deliver(5));
        assertThat(port.told(ToRunner.DeliverResult.class)).hasSize(1);
    }

    @Test
    void nothingGoesBackBeforeTheCoordinatorKnowsWhatWasGivenAway() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.job.drain(bench.now);
        bench.gave(id(1), 5);
        bench.from(new FromRunner.Gave(List.of(), List.of()));
        for (int i = 0; i < 3; i++) {
            bench.pass(250);
            bench.status(2, 0, 0, 0);
        }
        port.clear();
        bench.from(checkpoint(id(1), 3));
        assertThat(port.sent(ToCoordinator.Returned.class)).isEmpty();
    }

    /** A lease is begun, one subproblem of it is elsewhere, and two reports say that no lane is busy. */
    private void drainUntilItOnlyWaits() {
        bench.grant(id(1));
        bench.started(id(1));
        bench.job.drain(bench.now);
        bench.gave(id(1), 5);
        acknowledgeShed(5);
        bench.from(new FromRunner.Gave(List.of(), List.of()));
        port.clear();
        bench.status(2, 0, 0, 0);
    }

    private void acknowledgeShed(int child) {
        bench.receive(new ToNode.Acknowledge(List.of(Receipt.shed(id(1), PathKey.ROOT.descendant(Path.of(child))))));
    }

    private static ToNode.Deliver deliver(int child) {
        return new ToNode.Deliver(PathKey.ROOT.descendant(Path.of(child)), RESULT, Measured.NOTHING);
    }

    private static FromRunner.CheckpointTaken checkpoint(LeaseId lease, int child) {
        return new FromRunner.CheckpointTaken(List.of(new FromRunner.CheckpointOf(
                lease, List.of(new FinishedChild(Path.of(child), 1, RESULT, Measured.NOTHING, 0)))));
    }

    @Test
    void anotherNumberOfLanesIsPassedOn() {
        bench.job.setLanes(5, bench.now);
        bench.job.setLanes(5, bench.now);
        assertThat(port.told(ToRunner.SetLanes.class)).containsExactly(new ToRunner.SetLanes(5));
        assertThat(port.lastBeat().lanes()).isEqualTo(5);
    }

    @Test
    void lanesThatChangeWhileTheJobIsLoadingAreToldAfterwards() {
        NodeBench loading = new NodeBench(2);
        loading.job.runnerUp(1, 0);
        loading.job.setLanes(3, 0);
        loading.runner = 1;
        loading.from(new FromRunner.JobLoaded());
        assertThat(loading.port.told(ToRunner.SetLanes.class)).containsExactly(new ToRunner.SetLanes(3));
    }

    @Test
    void manyAwaitedSubproblemsAreListedInTurns() {
        int many = 3000;
        Path[] known = new Path[many];
        for (int i = 0; i < many; i++) {
            known[i] = Path.of(i);
        }
        bench.grant(id(1), known);
        bench.pass(500);
        List<PathKey> first = port.lastBeat().awaited();
        bench.pass(500);
        List<PathKey> second = port.lastBeat().awaited();
        assertThat(first).hasSize(2048);
        java.util.Set<PathKey> both = new java.util.HashSet<>(first);
        both.addAll(second);
        assertThat(both).hasSize(many);
    }

    @Test
    void afterTheJobIsOverEverythingIsIgnored() {
        bench.job.drain(bench.now);
        bench.stop();
        assertThat(port.kills).isEqualTo(1);
        port.clear();
        bench.grant(id(1));
        bench.pass(5000);
        bench.job.runnerDied(1, "killed", Path.EMPTY, bench.now);
        assertThat(port.sent).isEmpty();
        assertThat(port.told).isEmpty();
        assertThat(port.launches).isEqualTo(1);
    }
}
