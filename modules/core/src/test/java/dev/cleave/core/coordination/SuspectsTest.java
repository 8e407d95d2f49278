package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.C;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.finished;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.ToCoordinator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {

    private final Bench bench = Bench.withRootAt(A);

    private void dieWith(int attempt, long runner) {
        bench.runnerDied(A, runner, List.of(id(attempt)), List.of());
        bench.hungry(A);
        if (bench.port.outcomes.isEmpty()) {
            bench.beat(A, 1, 1, 0, 0, bench.held(id(attempt + 1)));
        }
    }

    @Test
    void aSuspectIsRunAloneThenTracedAndThenItIsPoison() {
        dieWith(1, 1);
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.ALONE);
        dieWith(2, 2);
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.TRACED);
        bench.receive(
                A,
                new ToCoordinator.RunnerDied(
                        3, List.of(id(3)), List.of(), "java.lang.OutOfMemoryError", Path.of(2, 0)));

        assertThat(bench.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(Code.POISON);
            assertThat(failed.failure().path()).isEqualTo("/2/0");
            assertThat(failed.failure().message()).contains("3 times").contains("java.lang.OutOfMemoryError");
        });
        assertThat(bench.coordination.counts().lostRunners()).isEqualTo(3);
    }

    @Test
    void aDeathThatIsToldTwiceCountsOnce() {
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        bench.hungry(A);
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.ALONE);
        assertThat(bench.coordination.counts().lostRunners()).isEqualTo(1);
    }

    @Test
    void whatWasNotRunningIsNotSuspect() {
        bench.runnerDied(A, 1, List.of(), List.of(ROOT));
        bench.hungry(A);
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.NORMAL);
        assertThat(bench.lastGrant(A).id()).isEqualTo(id(2));
    }

    @Test
    void progressInBetweenMakesItTheFirstDeathAgain() {
        dieWith(1, 1);
        bench.checkpoint(A, id(2), finished("x", 0));
        dieWith(2, 2);
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.ALONE);
    }

    @Test
    void theLossOfANodeMakesNoSuspects() {
        bench.coordination.nodeLost(A, bench.now);
        bench.join(B, 1);
        bench.hungry(B);
        assertThat(bench.lastGrant(B).care()).isEqualTo(Lease.Care.NORMAL);
    }

    @Test
    void aSubproblemShedFromASuspectIsNotSuspect() {
        dieWith(1, 1);
        bench.join(B, 1);
        bench.shed(A, id(2), Path.of(3));
        bench.hungry(B);
        assertThat(bench.lastGrant(B).care()).isEqualTo(Lease.Care.NORMAL);
    }

    @Test
    void aSuspectWaitsForItsPendingChildrenToBeGivenOut() {
        bench.shed(A, ROOT, Path.of(0));
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        bench.hungry(A);
        assertThat(bench.grantedTo(A)).containsExactly(ROOT, id(1, 0));

        bench.beat(A, 1, 1, 1, 0, bench.held(id(1, 0)));
        bench.finish(A, id(1, 0), "x");
        bench.hungry(A);
        assertThat(bench.grantedTo(A)).containsExactly(ROOT, id(1, 0), id(2));
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.ALONE);
    }

    @Test
    void theDeepestSuspectGoesFirst() {
        bench.shed(A, ROOT, Path.of(0));
        bench.beat(A, 1, 1, 1, 0, bench.held(ROOT));
        bench.beat(A, 1, 1, 0, 0, bench.held(ROOT, id(1, 0)));
        bench.runnerDied(A, 1, List.of(ROOT, id(1, 0)), List.of());
        bench.port.clear();
        bench.hungry(A);
        assertThat(bench.grantedTo(A)).containsExactly(id(2, 0));
        assertThat(bench.lastGrant(A).care()).isEqualTo(Lease.Care.ALONE);
    }

    @Test
    void nothingIsGivenToTheRunnerOfASuspectWhileItRuns() {
        dieWith(1, 1);
        bench.shed(A, id(2), Path.of(3));
        bench.beat(A, 1, 1, 1, 0, bench.held(id(2)));
        assertThat(bench.coordination.progress().pendingLeases()).isEqualTo(1);

        // It has come to wait for what it shed: now its lanes are free.
        bench.beat(A, 1, 0, 2, 0, bench.held(id(2)));
        assertThat(bench.coordination.progress().pendingLeases()).isZero();
    }

    @Test
    void aSuspectIsGivenToAQuietNodeOnly() {
        bench.join(B, 1);
        bench.shed(A, ROOT, Path.of(0), Path.of(1));
        bench.beat(B, 1, 0, 2, 0, List.of());
        bench.beat(B, 1, 1, 0, 0, bench.held(id(1, 0), id(1, 1)));
        bench.coordination.nodeLost(A, bench.now);
        bench.join(A, 1);
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        bench.port.clear();
        bench.beat(B, 1, 1, 1, 0, bench.held(id(1, 0), id(1, 1)));
        assertThat(bench.grants(B)).isEmpty();

        bench.finish(B, id(1, 0), "x");
        bench.finish(B, id(1, 1), "y");
        bench.hungry(B);
        assertThat(bench.lastGrant(B).id()).isEqualTo(id(2));
        assertThat(bench.lastGrant(B).care()).isEqualTo(Lease.Care.ALONE);
    }

    @Test
    void whenEveryNodeHasASuspectThatWaitsOneIsTakenBackForTheOneThatMustRunFirst() {
        dieWith(1, 1);
        bench.shed(A, id(2), Path.of(3));
        bench.join(B, 1);
        bench.hungry(B);
        bench.runnerDied(B, 1, List.of(id(1, 3)), List.of());
        bench.hungry(B);
        bench.shed(B, id(2, 3), Path.of(0));
        bench.join(C, 1);
        bench.hungry(C);
        bench.runnerDied(C, 1, List.of(id(1, 3, 0)), List.of());
        bench.hungry(C);
        assertThat(bench.lastGrant(C).id()).isEqualTo(id(2, 3, 0));
        bench.beat(A, 1, 0, 2, 0, bench.held(id(2)));
        bench.beat(B, 1, 0, 2, 0, bench.held(id(2, 3)));
        bench.coordination.nodeLost(C, bench.now);

        assertThat(bench.revokedAt(B)).containsExactly(id(2, 3));
        assertThat(bench.lastGrant(B).id()).isEqualTo(id(3, 3, 0));
        bench.finish(B, id(3, 3, 0), "deep");
        bench.hungry(B);
        assertThat(bench.lastGrant(B).id()).isEqualTo(id(3, 3));
        assertThat(bench.port.outcomes).isEmpty();
    }

    @Test
    void aNodeIsKeptFreeForASuspectThatWaits() {
        bench.join(B, 1);
        bench.shed(A, ROOT, Path.of(0));
        bench.hungry(B);
        bench.beat(B, 1, 1, 1, 0, bench.held(id(1, 0)));
        bench.beat(A, 0, 0, 0, 0, bench.held(ROOT));
        bench.runnerDied(A, 1, List.of(ROOT), List.of());
        bench.shed(B, id(1, 0), Path.of(5), Path.of(6));
        bench.port.clear();
        bench.beat(B, 1, 1, 1, 0, bench.held(id(1, 0)));
        assertThat(bench.grants(B)).isEmpty();
    }
}
