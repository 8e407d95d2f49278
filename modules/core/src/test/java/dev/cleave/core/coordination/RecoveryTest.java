package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.C;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    @Test
    void aLostNodesLeasesArePendingAgain() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.coordination.nodeLost(A, bench.now);
        assertThat(bench.coordination.progress().pendingLeases()).isEqualTo(1);
        bench.hungry(B);
        assertThat(bench.grantedTo(B)).containsExactly(id(2));
        assertThat(bench.coordination.counts().retries()).isEqualTo(1);
        assertThat(bench.coordination.counts().lostNodes()).isEqualTo(1);
    }

    @Test
    void everyLaneOfALostNodeMayHaveWorkedSinceItWasLastHeardOf() {
        Bench bench = new Bench();
        bench.join(A, 1);
        bench.hungry(A); // no lane was busy when it was last heard of
        bench.now += 1_000_000_000L;
        bench.coordination.nodeLost(A, bench.now);
        assertThat(bench.coordination.counts().reExecutedNanos()).isGreaterThanOrEqualTo(1_000_000_000L);
    }

    @Test
    void aNewAttemptIsToldWhatIsLeasedOrKnownUnderIt() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1), Path.of(0, 2));
        bench.join(B, 1);
        bench.hungry(B);
        bench.finish(B, id(1, 1), "one");
        bench.coordination.nodeLost(A, bench.now);
        bench.port.clear();
        bench.beat(B, 1, 0, 2, 0, List.of());

        assertThat(bench.grants(B).get(0).id()).isEqualTo(id(2));
        assertThat(bench.grants(B).get(0).known())
                .extracting(KnownChild::path)
                .containsExactly(Path.of(0, 2), Path.of(1));
        assertThat(bench.deliveredTo(B)).containsExactly(id(1, 1).key());
        assertThat(bench.coordination.counts().knownReused()).isEqualTo(1);
    }

    @Test
    void aRunningLeaseWhoseParentWasLostKeepsRunning() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.beat(B, 1, 1, 0, 0, bench.held(id(1, 1)));
        bench.coordination.nodeLost(A, bench.now);
        bench.finish(B, id(1, 1), "one");
        bench.beat(B, 1, 0, 1, 0, List.of());

        assertThat(bench.revokedAt(B)).isEmpty();
        assertThat(bench.grantedTo(B)).containsExactly(id(1, 1), id(2));
        assertThat(bench.deliveredTo(B)).containsExactly(id(1, 1).key());
    }

    @Test
    void aResultGoesToWhoeverHoldsTheParent() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.finish(B, id(1, 1), "one");
        assertThat(bench.deliveredTo(A)).containsExactly(id(1, 1).key());
        assertThat(bench.port.to(B, ToNode.Acknowledge.class))
                .contains(new ToNode.Acknowledge(List.of(Receipt.ended(id(1, 1)))));
    }

    @Test
    void aResultCountsWhateverTheAttemptAndTheOtherHolderIsRevoked() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.coordination.nodeLost(A, bench.now);
        bench.hungry(B);
        bench.finish(A, ROOT, "late");
        assertThat(bench.revokedAt(B)).containsExactly(id(2));
        assertThat(bench.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aSecondResultIsDroppedCountedAndAcknowledged() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.finish(B, id(1, 1), "one");
        bench.finish(B, id(1, 1), "other");
        assertThat(bench.coordination.counts().duplicates()).isEqualTo(1);
        assertThat(bench.deliveredTo(A)).hasSize(1);
        assertThat(bench.port.to(B, ToNode.Acknowledge.class)).hasSize(2);
    }

    @Test
    void aShedOfAnOldAttemptIsAcknowledgedAndNotKept() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.coordination.nodeLost(A, bench.now);
        bench.hungry(B);
        bench.shed(A, ROOT, Path.of(1));
        assertThat(bench.coordination.progress().pendingLeases()).isZero();
        assertThat(bench.port.to(A, ToNode.Acknowledge.class)).hasSize(1);
    }

    @Test
    void aShedOfALostHolderIsKeptWhileNoOtherHasTheLease() {
        Bench bench = Bench.withRootAt(A);
        bench.coordination.nodeLost(A, bench.now);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        assertThat(bench.lastGrant(B).known()).extracting(KnownChild::path).containsExactly(Path.of(1));
    }

    @Test
    void aNodeThatComesBackLateIsRelievedOfWhatAnotherHas() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.coordination.nodeLost(A, bench.now);
        bench.hungry(B);
        bench.join(A, 1);
        bench.beat(A, 1, 1, 0, 0, bench.held(ROOT));
        assertThat(bench.revokedAt(A)).containsExactly(ROOT);
        assertThat(bench.revokedAt(B)).isEmpty();
    }

    @Test
    void aNodeThatComesBackInTimeGoesOn() {
        Bench bench = Bench.withRootAt(A);
        bench.coordination.nodeLost(A, bench.now);
        bench.join(A, 1);
        bench.beat(A, 1, 1, 0, 0, bench.held(ROOT));
        assertThat(bench.revokedAt(A)).isEmpty();
        assertThat(bench.grants(A)).hasSize(1);
        assertThat(bench.coordination.progress().runningLeases()).isEqualTo(1);
        bench.finish(A, ROOT, "done");
        assertThat(bench.coordination.counts().retries()).isZero();
    }

    @Test
    void aLeaseThatANodeHadAndDoesNotListAnyMoreIsPendingAgain() {
        Bench bench = Bench.withRootAt(A);
        bench.beat(A, 1, 0, 0, 0, List.of());
        assertThat(bench.coordination.progress().pendingLeases()).isEqualTo(1);
    }

    @Test
    void nothingIsConcludedFromAnIncompleteHeartbeat() {
        Bench bench = Bench.withRootAt(A);
        bench.receive(A, new ToCoordinator.Heartbeat(99, 1, 1, 0, 0, 0, List.of(), List.of(), List.of(), false));
        assertThat(bench.coordination.progress().runningLeases()).isEqualTo(1);
    }

    @Test
    void anOldHeartbeatIsIgnored() {
        Bench bench = Bench.withRootAt(A);
        bench.receive(A, new ToCoordinator.Heartbeat(0, 1, 0, 1, 0, 0, List.of(), List.of(), List.of(), true));
        assertThat(bench.coordination.progress().runningLeases()).isEqualTo(1);
    }

    @Test
    void whatIsAwaitedAndKnownIsDeliveredAgain() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.finish(B, id(1, 1), "one");
        bench.beat(A, 1, 0, 0, 0, bench.held(ROOT), List.of(), List.of(id(1, 1).key()));
        assertThat(bench.deliveredTo(A)).hasSize(1);

        bench.pass(500);
        bench.beat(A, 1, 0, 0, 0, bench.held(ROOT), List.of(), List.of(id(1, 1).key()));
        assertThat(bench.deliveredTo(A)).hasSize(2);
    }

    @Test
    void aFinishedLeasesDescendantsAreDroppedAndRevoked() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.shed(B, id(1, 1), Path.of(4));
        bench.join(C, 1);
        bench.hungry(C);
        bench.beat(C, 1, 1, 0, 0, bench.held(id(1, 1, 4)));
        bench.finish(B, id(1, 1), "one");
        assertThat(bench.revokedAt(C)).containsExactly(id(1, 1, 4));
        assertThat(bench.coordination.kept()).isEqualTo(2);
        bench.finish(C, id(1, 1, 4), "late");
        assertThat(bench.coordination.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void whatWasKnownUnderAShedSubproblemIsKnownUnderItsLease() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1, 0), Path.of(2));
        bench.join(B, 1);
        bench.hungry(B);
        bench.finish(B, id(1, 1, 0), "deep");
        bench.coordination.nodeLost(A, bench.now);
        bench.join(C, 1);
        bench.hungry(C);
        bench.beat(C, 1, 1, 0, 0, bench.held(id(2)));
        // The second attempt gives away the subproblem above the known one.
        bench.shed(C, id(2), Path.of(1));
        bench.beat(B, 1, 0, 2, 0, List.of());

        var above =
                bench.grants(B).stream().filter(l -> l.id().equals(id(1, 1))).findFirst();
        assertThat(above).isPresent();
        assertThat(above.get().known()).extracting(KnownChild::path).containsExactly(Path.of(0));
        assertThat(bench.deliveredTo(B)).containsExactly(id(1, 1, 0).key());
    }
}
