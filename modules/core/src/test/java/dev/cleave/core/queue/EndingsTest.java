package dev.cleave.core.queue;

import static dev.cleave.core.queue.QueueBench.SECOND;
import static dev.cleave.core.queue.QueueBench.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.state.Diagrams;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private final QueueBench bench = QueueBench.withNode(1);

    @Test
    void theDiagramIsDrawnFromItsTable() throws IOException {
        Diagrams.compare("A job, in the queue", QueueState.TABLE);
    }

    @Test
    void aCancelledJobThatWaitsEndsAtOnce() {
        bench.submit("a", "ann");
        bench.submit("b", "ann");
        bench.cancel("b");
        assertThat(bench.port.outcomes.get("b")).isInstanceOf(Outcome.Cancelled.class);
        bench.succeed("a");
        assertThat(bench.port.started).containsExactly("a");
    }

    @Test
    void aCancelledJobThatRunsIsStoppedAndEndsWithWhatItsCoordinatorSays() {
        bench.submit("a", "ann");
        bench.cancel("a");
        bench.cancel("a");
        assertThat(bench.port.stopped).containsEntry("a", StopReason.CANCELLED);
        assertThat(bench.port.outcomes).isEmpty();
        bench.submit("b", "ann");
        assertThat(bench.port.started).containsExactly("a");
        bench.queue.jobEnded(new JobId("a"), new Outcome.Cancelled(), bench.now);
        assertThat(bench.port.outcomes.get("a")).isInstanceOf(Outcome.Cancelled.class);
        assertThat(bench.port.started).containsExactly("a", "b");
    }

    @Test
    void aDeadlineThatPassesWhileAJobWaitsEndsIt() {
        bench.submit("a", "ann");
        bench.submit(job("b", "ann").withDeadline(bench.now + SECOND));
        assertThat(bench.queue.dueAt()).isEqualTo(bench.now + SECOND);
        bench.pass(SECOND);
        assertThat(bench.port.outcomes.get("b"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Code.TIMEOUT));
        assertThat(bench.queue.dueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aDeadlineThatPassesWhileAJobRunsStopsIt() {
        bench.submit(job("a", "ann").withDeadline(bench.now + SECOND).withRetries(5));
        bench.pass(SECOND);
        assertThat(bench.port.stopped).containsEntry("a", StopReason.DEADLINE_PASSED);
        bench.fail("a", Code.TIMEOUT);
        assertThat(bench.port.outcomes).containsKey("a");
    }

    @Test
    void aDeadlineInThePastIsRefused() {
        assertThat(bench.submit(job("a", "ann").withDeadline(bench.now))).isFalse();
        assertThat(bench.port.refused.get("a").code()).isEqualTo(Refusal.Code.DEADLINE_PASSED);
    }

    @Test
    void aFailureThatAnotherRunMayMendIsRetriedLaterEachTime() {
        bench.submit(job("a", "ann").withRetries(3));
        long before = 0;
        for (int i = 1; i <= 3; i++) {
            bench.fail("a", Code.INTERNAL);
            long wait = bench.port.retries.get("a") - bench.now;
            assertThat(wait).isGreaterThan(before).isBetween(5 * SECOND / 2 << i - 1, 5 * SECOND << i - 1);
            before = wait;
            bench.pass(wait - 1);
            assertThat(bench.port.started).hasSize(i);
            bench.pass(1);
            assertThat(bench.port.started).hasSize(i + 1);
        }
        bench.fail("a", Code.INTERNAL);
        assertThat(bench.port.outcomes).containsKey("a");
        assertThat(bench.port.endings).isEqualTo(1);
        assertThat(bench.queue.waiting() + bench.queue.running()).isZero();
    }

    @Test
    void jobsThatFailTogetherDoNotComeBackTogether() {
        QueueBench many = QueueBench.withNode(100);
        for (int i = 0; i < 100; i++) {
            many.submit(job("a" + i, "ann").withRetries(1));
        }
        for (int i = 0; i < 100; i++) {
            many.fail("a" + i, Code.INTERNAL);
        }
        assertThat(many.port.retries.values().stream().distinct().count()).isGreaterThan(95);
    }

    @Test
    void aFailureOfTheProgramIsNotRetried() {
        bench.submit(job("a", "ann").withRetries(3));
        bench.fail("a", Code.SOLVE_THREW);
        assertThat(bench.port.outcomes).containsKey("a");
    }

    @Test
    void aRetryThatWouldComeAfterTheDeadlineIsNotWaitedFor() {
        bench.submit(job("a", "ann").withRetries(3).withDeadline(bench.now + SECOND));
        bench.fail("a", Code.INTERNAL);
        assertThat(bench.port.outcomes).containsKey("a");
    }

    @Test
    void aJobThatWaitsForARetryCanBeCancelled() {
        bench.submit(job("a", "ann").withRetries(3));
        bench.fail("a", Code.INTERNAL);
        bench.cancel("a");
        assertThat(bench.port.outcomes.get("a")).isInstanceOf(Outcome.Cancelled.class);
        bench.pass(100 * SECOND);
        assertThat(bench.port.started).containsExactly("a");
    }

    @Test
    void anEndThatComesTwiceCountsOnce() {
        bench.submit("a", "ann");
        bench.succeed("a");
        bench.succeed("a");
        assertThat(bench.port.endings).isEqualTo(1);
    }
}
