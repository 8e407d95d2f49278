package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.ToCoordinator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final JobFailure THREW = JobFailure.of(Code.SOLVE_THREW, "/9", "boom");

    private final Bench bench = Bench.withRootAt(A);

    @Test
    void theRootsResultEndsTheJob() {
        bench.finish(A, ROOT, "42");
        assertThat(bench.outcome()).isEqualTo(new Outcome.Succeeded(Bench.payload("42"), Measured.NOTHING));
        assertThat(bench.coordination.progress().fraction()).isEqualTo(1.0);
        assertThat(bench.coordination.hasEnded()).isTrue();
        assertThat(bench.coordination.dueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aJobEndsOnce() {
        bench.finish(A, ROOT, "42");
        bench.finish(A, ROOT, "42");
        bench.coordination.cancel(bench.now);
        bench.coordination.fail(THREW, bench.now);
        bench.receive(A, new ToCoordinator.LeaseFailed(ROOT, Path.EMPTY, THREW));
        assertThat(bench.port.outcomes).hasSize(1);
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        bench.coordination.cancel(bench.now);
        bench.port.clear();
        bench.join(B, 1);
        bench.hungry(B);
        bench.coordination.nodeLost(A, bench.now);
        bench.pass(1000);
        assertThat(bench.port.sent).isEmpty();
        assertThat(bench.outcome()).isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void aFailureOfUserCodeEndsTheJobWithTheWholePath() {
        bench.shed(A, ROOT, Path.of(3, 1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.receive(B, new ToCoordinator.LeaseFailed(id(1, 3, 1), Path.of(0, 7), THREW));
        assertThat(bench.outcome()).isEqualTo(new Outcome.Failed(THREW.at("/3/1/0/7")));
    }

    @Test
    void aFailureOfAnOldAttemptIsIgnored() {
        bench.coordination.nodeLost(A, bench.now);
        bench.join(B, 1);
        bench.hungry(B);
        bench.receive(A, new ToCoordinator.LeaseFailed(ROOT, Path.EMPTY, THREW));
        assertThat(bench.port.outcomes).isEmpty();
    }

    @Test
    void aTimeLimitEndsTheJob() {
        JobFailure timeout = JobFailure.of(Code.TIMEOUT, "", "not done in 5 s");
        bench.coordination.fail(timeout, bench.now);
        assertThat(bench.outcome()).isEqualTo(new Outcome.Failed(timeout));
    }

    @Test
    void aJobThatCannotBeLoadedFails() {
        JobFailure failure = JobFailure.of(Code.JOB_NOT_LOADABLE, "", "no class Foo");
        bench.receive(A, new ToCoordinator.JobNotStarted(failure));
        assertThat(bench.outcome()).isEqualTo(new Outcome.Failed(failure));
    }

    @Test
    void aNodeThatCannotLaunchRunnersFailsTheJobOnlyIfNoOtherCan() {
        JobFailure failure = JobFailure.of(Code.IO, "", "no room on disk");
        bench.join(B, 1);
        bench.receive(B, new ToCoordinator.JobNotStarted(failure));
        assertThat(bench.port.outcomes).isEmpty();
        bench.receive(A, new ToCoordinator.JobNotStarted(failure));
        assertThat(bench.outcome()).isEqualTo(new Outcome.Failed(failure));
    }

    @Test
    void aJobThatWaitsSaysWhy() {
        Bench fresh = new Bench();
        assertThat(fresh.coordination.progress().waitingFor()).isEqualTo("no node: waits for one to join");
        fresh.join(A, 2);
        assertThat(fresh.coordination.progress().waitingFor()).isEqualTo("a runner: starts on 1 node");
        fresh.hungry(A);
        assertThat(fresh.coordination.progress().waitingFor()).isEmpty();
        fresh.coordination.nodeLost(A, fresh.now);
        assertThat(fresh.coordination.progress().waitingFor()).isEqualTo("no node: all lost, waits for one to join");
        fresh.join(B, 1);
        fresh.hungry(B);
        assertThat(fresh.coordination.progress().waitingFor()).isEmpty();
        assertThat(fresh.coordination.progress().lanes()).isEqualTo(1);
    }

    @Test
    void progressGrowsWithWhatIsFinishedAndNeverFalls() {
        long half = Weight.WHOLE / 2;
        bench.beat(A, 1, 1, 0, 0, List.of(new ToCoordinator.HeldLease(ROOT, true, half)));
        assertThat(bench.coordination.progress().fraction()).isEqualTo(0.5);
        bench.coordination.nodeLost(A, bench.now);
        bench.join(B, 1);
        bench.hungry(B);
        bench.beat(B, 1, 1, 0, 0, List.of(new ToCoordinator.HeldLease(id(2), true, half / 2)));
        assertThat(bench.coordination.progress().fraction()).isEqualTo(0.5);
        bench.beat(B, 1, 1, 0, 0, List.of(new ToCoordinator.HeldLease(id(2), true, Weight.WHOLE)));
        assertThat(bench.coordination.progress().fraction()).isLessThan(1.0).isGreaterThan(0.99);
    }

    @Test
    void tellsHowManyLanesAreBusy() {
        bench.join(B, 4);
        bench.beat(B, 4, 3, 0, 0, List.of());
        assertThat(bench.coordination.progress().nodes()).isEqualTo(2);
        assertThat(bench.coordination.progress().lanes()).isEqualTo(5);
        assertThat(bench.coordination.progress().busyLanes()).isEqualTo(4);
    }
}
