package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.C;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.finished;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A coordinator that goes on where the journal of another ends. */
class RestorationTest {

    private static final int NEXT = JobImage.attemptsBefore(1) + 1;

    /** The root at A, two children shed, of which B has one and C had the other. */
    private static Bench underWay() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1), Path.of(2));
        bench.join(B, 1);
        bench.hungry(B);
        bench.beat(B, 1, 1, 0, 0, bench.held(id(1, 1)));
        bench.join(C, 1);
        bench.hungry(C);
        return bench;
    }

    @Test
    void whatANodeHoldsGoesOnThere() {
        Bench next = underWay().afterLosing(0);
        next.join(A, 1);
        next.join(B, 1);
        next.beat(A, 1, 1, 0, 0, next.held(ROOT));
        next.beat(B, 1, 1, 0, 0, next.held(id(1, 1)));
        next.pass(10_000);
        assertThat(next.port.to(A, ToNode.Revoke.class)).isEmpty();
        assertThat(next.grants(A)).isEmpty();
        assertThat(next.grants(B)).isEmpty();
        next.finish(B, id(1, 1), "one");
        assertThat(next.deliveredTo(A)).containsExactly(id(1, 1).key());
    }

    @Test
    void aFinishedLeaseStaysSoAndItsResultIsDeliveredToWhoeverWaits() {
        Bench bench = underWay();
        bench.finish(B, id(1, 1), "one");
        Bench next = bench.afterLosing(0);
        next.join(A, 1);
        next.beat(A, 1, 1, 0, 0, next.held(ROOT), List.of(), List.of(id(1, 1).key()));
        next.join(B, 1);
        next.hungry(B);
        assertThat(next.deliveredTo(A)).containsExactly(id(1, 1).key());
        assertThat(next.grantedTo(B)).isEmpty();
    }

    @Test
    void aResultThatWasNotWrittenIsTakenInAgain() {
        Bench bench = underWay();
        bench.finish(B, id(1, 1), "one");
        Bench next = bench.afterLosing(1);
        next.join(B, 1);
        next.finish(B, id(1, 1), "one");
        assertThat(next.coordination.counts().duplicates()).isZero();
        assertThat(next.port.to(B, ToNode.Acknowledge.class))
                .containsExactly(new ToNode.Acknowledge(List.of(Receipt.ended(id(1, 1)))));
    }

    @Test
    void aGrantThatWasNotWrittenIsRevokedAndTheNextAttemptIsFarAbove() {
        Bench bench = underWay();
        assertThat(bench.journal.get(bench.journal.size() - 1)).isEqualTo(new JournalRecord.Granted(id(1, 2), C));
        Bench next = bench.afterLosing(1);
        next.join(C, 1);
        next.beat(C, 1, 1, 0, 0, next.held(id(1, 2)));
        assertThat(next.revokedAt(C)).containsExactly(id(1, 2));
        next.hungry(C);
        assertThat(next.grantedTo(C)).containsExactly(id(NEXT, 2));
    }

    @Test
    void aLeaseThatItsNodeDoesNotListIsGrantedAgain() {
        Bench next = underWay().afterLosing(0);
        next.join(B, 1);
        next.hungry(B);
        next.hungry(B);
        assertThat(next.grantedTo(B)).containsExactly(id(NEXT, 1));
        assertThat(next.coordination.counts().retries()).isEqualTo(1);
    }

    @Test
    void aNodeThatHoldsLeasesIsWaitedForAWhileAndThenLost() {
        Bench next = underWay().afterLosing(0);
        next.join(B, 1);
        next.beat(B, 1, 0, 3, 0, next.held(id(1, 1)));
        next.pass(2_900);
        assertThat(next.coordination.dueAt()).isLessThanOrEqualTo(next.now + 100 * Bench.MILLI);
        assertThat(next.grantedTo(B)).isEmpty();
        next.pass(200);
        assertThat(next.coordination.counts().lostNodes()).isEqualTo(2);
        assertThat(next.grantedTo(B)).containsExactlyInAnyOrder(id(NEXT), id(NEXT, 2));
    }

    @Test
    void aNodeThatComesTooLateGoesOnWithWhatNobodyElseHas() {
        Bench next = underWay().afterLosing(0);
        next.pass(4_000);
        next.join(A, 1);
        next.beat(A, 1, 1, 0, 0, next.held(ROOT));
        assertThat(next.revokedAt(A)).isEmpty();
        assertThat(next.coordination.progress().runningLeases()).isEqualTo(1);
    }

    @Test
    void aNewAttemptIsToldWhatTheJournalKnows() {
        Bench bench = underWay();
        bench.finish(B, id(1, 1), "one");
        bench.checkpoint(A, ROOT, finished("part", 3, 0));
        Bench next = bench.afterLosing(0);
        next.coordination.nodeLost(A, next.now);
        next.join(B, 1);
        next.hungry(B);
        assertThat(next.grants(B).get(0).id()).isEqualTo(id(NEXT));
        assertThat(next.grants(B).get(0).known())
                .extracting(KnownChild::path)
                .containsExactly(Path.of(1), Path.of(2), Path.of(3, 0));
        assertThat(next.deliveredTo(B))
                .containsExactlyInAnyOrder(id(1, 1).key(), id(1, 3, 0).key());
    }

    @Test
    void aLeaseThatRunnersDiedOfStaysSuspect() {
        Bench bench = Bench.withRootAt(A);
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        Bench next = bench.afterLosing(0);
        next.join(B, 1);
        next.hungry(B);
        assertThat(next.lastGrant(B).care()).isEqualTo(dev.cleave.core.lease.Lease.Care.ALONE);
        next.beat(B, 1, 1, 0, 0, next.held(id(NEXT)));
        next.runnerDied(B, 1, List.of(id(NEXT)), List.of());
        Bench third = next.afterLosing(0);
        assertThat(third.image().lease(ROOT.key()).deaths()).isEqualTo(2);
        third.join(B, 1);
        third.hungry(B);
        LeaseId traced = third.lastGrant(B).id();
        third.beat(B, 1, 1, 0, 0, third.held(traced));
        third.runnerDied(B, 2, List.of(traced), List.of());
        assertThat(third.outcome()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aDeathIsNotCountedTwiceWhenItsAcknowledgementGotLost() {
        Bench bench = Bench.withRootAt(A);
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        Bench next = bench.afterLosing(0);
        next.runnerDied(A, 1, List.of(ROOT), List.of());
        assertThat(next.image().lease(ROOT.key()).deaths()).isEqualTo(1);
    }

    @Test
    void aResultThatACheckpointReportedAndThatIsForgottenIsForgottenInTheJournalToo() {
        CoordinationSettings d = CoordinationSettings.defaults();
        Bench bench = new Bench(new CoordinationSettings(
                d.tickNanos(),
                d.repeatNanos(),
                d.scatterAfterNanos(),
                d.piecesPerLane(),
                d.piecesPerNode(),
                d.leastNanos(),
                d.leastNanosPerLane(),
                d.laneNanos(),
                d.askMinNanos(),
                d.askMaxNanos(),
                1,
                d.checkpointBytesPerLease(),
                d.checkpointBytes(),
                d.deliveriesAtOnce(),
                d.adoptNanos()));
        bench.join(A, 1);
        bench.hungry(A);
        bench.checkpoint(A, ROOT, finished("x", 0), finished("y", 1), finished("z", 2, 0));
        assertThat(bench.coordination.kept()).isEqualTo(2);
        assertThat(bench.image().kept()).isEqualTo(2);
        assertThat(bench.afterLosing(0).coordination.kept()).isEqualTo(2);
    }

    @Test
    void progressGoesOnFromWhatIsKnown() {
        Bench bench = underWay();
        bench.finish(B, id(1, 1), "one");
        Bench next = bench.afterLosing(0);
        assertThat(next.coordination.progress().fraction()).isPositive();
        assertThat(next.coordination.progress().runningLeases()).isEqualTo(2);
    }

    @Test
    void aSubproblemThatWasShedAndNotWrittenIsShedAgainAndKept() {
        Bench bench = underWay();
        bench.shed(A, ROOT, Path.of(4));
        Bench next = bench.afterLosing(1);
        next.shed(A, ROOT, Path.of(4));
        assertThat(next.coordination.progress().pendingLeases()).isEqualTo(1);
        assertThat(next.port.to(A, ToNode.Acknowledge.class)).hasSize(1);
    }

    @Test
    void anEndThatIsWrittenIsTheEnd() {
        Bench bench = Bench.withRootAt(A);
        bench.receive(
                A,
                new ToCoordinator.Finished(
                        ROOT, Bench.payload("r"), dev.cleave.core.measure.Measured.NOTHING, "the text"));
        JobImage image = bench.image();
        assertThat(image.outcome())
                .isEqualTo(new Outcome.Succeeded(
                        Bench.payload("r"), dev.cleave.core.measure.Measured.NOTHING, "the text"));
        JobImage again = new JobImage();
        image.records().forEach(again::apply);
        assertThat(again.outcome()).isEqualTo(image.outcome());
        assertThatThrownBy(() -> bench.afterLosing(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a job that has not ended");
    }
}
