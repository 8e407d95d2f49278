package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.C;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShedAskingTest {

    @Test
    void nothingIsAskedForWhenNobodyIsShort() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.pass(1000);
        assertThat(bench.askedOf(A)).isEmpty();
    }

    @Test
    void aLoneNodeIsNeverAsked() {
        Bench bench = Bench.withRootAt(A);
        bench.beat(A, 1, 1, 1, 0, bench.held(ROOT));
        bench.pass(1000);
        assertThat(bench.askedOf(A)).isEmpty();
    }

    @Test
    void aJobOfMillisecondsIsNotScattered() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.hungry(B);
        assertThat(bench.askedOf(A)).isEmpty();
        assertThat(bench.coordination.dueAt()).isEqualTo(2 * Bench.MILLI);
    }

    @Test
    void theRootsHolderIsAskedForFourPiecesPerLaneOfTheCluster() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 3);
        bench.beat(B, 3, 0, 6, 0, List.of());
        bench.pass(2);
        assertThat(bench.askedOf(A)).containsExactly(16);
    }

    @Test
    void aNodeIsAskedForOneAnswerAtATime() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.hungry(B);
        bench.pass(2);
        bench.pass(2);
        assertThat(bench.askedOf(A)).hasSize(1);
    }

    @Test
    void aLostAnswerIsWaitedForATenthOfASecond() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.hungry(B);
        bench.pass(2);
        bench.pass(100);
        assertThat(bench.askedOf(A)).hasSize(2);
    }

    @Test
    void aNodeThatHadNothingRestsLongerEachTime() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.hungry(B);
        bench.pass(2);
        long rest = 2;
        for (int i = 2; i < 10; i++) {
            bench.receive(A, new ToCoordinator.Shed(List.of()));
            assertThat(bench.coordination.dueAt()).isEqualTo(bench.now + rest * Bench.MILLI);
            bench.pass(rest - 1);
            assertThat(bench.askedOf(A)).hasSize(i - 1);
            bench.pass(1);
            assertThat(bench.askedOf(A)).hasSize(i);
            rest = Math.min(100, 2 * rest);
        }
    }

    @Test
    void whatIsShedGoesAtOnceToWhoIsShort() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 1);
        bench.hungry(B);
        bench.pass(2);
        bench.shed(A, ROOT, Path.of(1), Path.of(2));

        assertThat(bench.grantedTo(B)).containsExactly(id(1, 1));
        assertThat(bench.lastGrant(B).problem()).isEqualTo(Bench.payload("/1"));
        assertThat(bench.lastGrant(B).depth()).isEqualTo(1);
        assertThat(bench.port.to(A, ToNode.Acknowledge.class))
                .containsExactly(new ToNode.Acknowledge(
                        List.of(Receipt.shed(ROOT, id(1, 1).key()), Receipt.shed(ROOT, id(1, 2).key()))));
        assertThat(bench.coordination.counts().sheds()).isEqualTo(2);
    }

    @Test
    void aShedThatComesTwiceIsOneLease() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.shed(A, ROOT, Path.of(1));
        assertThat(bench.coordination.progress().pendingLeases()).isEqualTo(1);
        assertThat(bench.coordination.counts().sheds()).isEqualTo(1);
        assertThat(bench.port.to(A, ToNode.Acknowledge.class)).hasSize(2);
    }

    @Test
    void anotherProblemUnderTheSamePathIsNondeterministic() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        ShedChild other = new ShedChild(ROOT, Path.of(1), 5, Bench.payload("other"), 4711);
        bench.receive(A, new ToCoordinator.Shed(List.of(other)));
        assertThat(bench.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(Code.NONDETERMINISTIC);
            assertThat(failed.failure().path()).isEqualTo("/1");
        });
    }

    @Test
    void whileAllAreBusyOnlyWhoHasPlentyIsAsked() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.beat(B, 1, 1, 1, 0, bench.held(id(1, 1)));
        bench.beat(A, 1, 1, 0, 1, bench.held(ROOT));
        bench.port.clear();
        bench.pass(10);
        assertThat(bench.askedOf(A)).isEmpty();

        bench.beat(A, 1, 1, 0, 5, bench.held(ROOT));
        assertThat(bench.askedOf(A)).containsExactly(1);
    }

    @Test
    void theRichestIsAskedFirst() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.beat(B, 1, 1, 0, 9, bench.held(id(1, 1)));
        bench.beat(A, 1, 1, 0, 3, bench.held(ROOT));
        bench.join(C, 1);
        bench.hungry(C);
        assertThat(bench.askedOf(B)).hasSize(1);
        assertThat(bench.askedOf(A)).isEmpty();
    }

    @Test
    void aTracedLeaseIsNotAskedToShed() {
        Bench bench = Bench.withRootAt(A);
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        bench.hungry(A);
        bench.beat(A, 1, 1, 0, 0, bench.held(id(2)));
        bench.runnerDied(A, 2, List.of(id(2)), List.of());
        bench.hungry(A);
        bench.beat(A, 1, 1, 0, 0, bench.held(id(3)));
        bench.join(B, 1);
        bench.hungry(B);
        bench.pass(500);
        assertThat(bench.askedOf(A)).isEmpty();
    }
}
