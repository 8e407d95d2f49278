package dev.cleave.core.queue;

import static dev.cleave.core.queue.QueueBench.SECOND;
import static dev.cleave.core.queue.QueueBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cleave.core.job.JobId;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final QueueBench bench = QueueBench.withNode(8);

    @Test
    void asManyJobsRunAsMayAndNoMore() {
        for (int i = 0; i < 12; i++) {
            bench.submit("a" + i, "ann");
        }
        assertThat(bench.queue.running()).isEqualTo(8);
        assertThat(bench.queue.waiting()).isEqualTo(4);
        bench.succeed("a3");
        assertThat(bench.queue.running()).isEqualTo(8);
    }

    @Test
    void anOwnersLimitOfRunningJobsKeepsNobodyElse() {
        bench.queue.ownerTerms("ann", new OwnerTerms(1, 1, 100, 100), bench.now);
        bench.submit("a1", "ann");
        bench.submit("a2", "ann");
        bench.submit("b", "bob");
        assertThat(bench.port.started).containsExactly("a1", "b");
    }

    @Test
    void anOwnersCoresAreDividedAmongTheOwnersJobsAsFarAsTheyCanUseThem() {
        bench.queue.ownerTerms("ann", new OwnerTerms(1, 100, 100, 12), bench.now);
        bench.submit(job("a1", "ann").withAtMost(2, 1));
        assertThat(bench.port.allowances.get("a1").maxCores()).isEqualTo(2);
        bench.submit("a2", "ann");
        assertThat(bench.port.allowances.get("a2").maxCores()).isEqualTo(10);
        bench.submit("a3", "ann");
        assertThat(bench.port.allowances.get("a2").maxCores()).isEqualTo(5);
        assertThat(bench.port.allowances.get("a3").maxCores()).isEqualTo(5);
        bench.succeed("a3");
        assertThat(bench.port.allowances.get("a2").maxCores()).isEqualTo(10);
    }

    @Test
    void aJobWaitsUntilItsOwnersCoresSufficeForWhatItNeeds() {
        bench.queue.ownerTerms("ann", new OwnerTerms(1, 100, 100, 8), bench.now);
        bench.submit(job("a1", "ann").withNeeds(6, 1));
        bench.submit(job("a2", "ann").withNeeds(4, 1));
        assertThat(bench.port.started).containsExactly("a1");
        bench.succeed("a1");
        assertThat(bench.port.started).containsExactly("a1", "a2");
    }

    @Test
    void anOwnersShareIsDividedAmongTheOwnersJobsAndPriorityCounts() {
        bench.submit("a1", "ann");
        bench.submit("a2", "ann");
        bench.submit(job("b", "bob").withPriority(1));
        assertThat(bench.port.allowances.get("a1").share()).isEqualTo(0.5);
        assertThat(bench.port.allowances.get("b").share()).isCloseTo(1.25, within(1e-9));
    }

    @Test
    void aFullQueueRefusesWithATimeThatFollowsFromTheRateOfStarts() {
        QueueBench small = new QueueBench(1, 2);
        small.node("node", 1);
        small.submit("running", "ann");
        assertThat(small.submit(job("a", "ann"))).isTrue();
        assertThat(small.submit(job("b", "ann"))).isTrue();
        assertThat(small.submit(job("c", "ann"))).isFalse();
        Refusal slow = small.port.refused.get("c");
        assertThat(slow.code()).isEqualTo(Refusal.Code.QUEUE_FULL);
        assertThat(slow.message()).isEqualTo("queue: 2 jobs wait (expected: fewer than 2)");
        for (int i = 0; i < 100; i++) {
            small.submit("x" + i, "ann");
            small.pass(SECOND);
            small.succeed(small.port.started.get(small.port.started.size() - 1));
        }
        small.submit("y", "ann");
        assertThat(small.submit(job("d", "ann"))).isFalse();
        assertThat(small.port.refused.get("d").retryAfterNanos())
                .isBetween(SECOND, 5 * SECOND)
                .isLessThan(slow.retryAfterNanos());
        assertThat(small.queue.waiting()).isEqualTo(2);
    }

    @Test
    void aFullQueueOfWhichNothingHasStartedYetIsAskedAgainSoon() {
        QueueBench small = new QueueBench(1, 1);
        assertThat(small.submit(job("a", "ann"))).isTrue();
        assertThat(small.submit(job("b", "ann"))).isFalse();
        assertThat(small.port.refused.get("b").retryAfterNanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() {
        QueueBench small = new QueueBench(1, 1);
        small.submit("a", "ann");
        for (int i = 0; i < 100_000; i++) {
            assertThat(small.submit(job("r" + i, "owner" + i))).isFalse();
            small.port.refused.clear();
        }
        assertThat(small.queue.waiting()).isEqualTo(1);
        assertThat(small.queue.owners()).isEqualTo(1);
    }

    @Test
    void ownersWithoutJobsAndUsageAreForgotten() {
        for (int i = 0; i < 10_000; i++) {
            bench.submit("j" + i, "owner" + i);
            bench.succeed("j" + i);
        }
        assertThat(bench.queue.owners()).isLessThanOrEqualTo(100);
    }

    @Test
    void anOwnersLimitOfWaitingJobsRefuses() {
        QueueBench empty = new QueueBench(1, 10);
        empty.queue.ownerTerms("ann", new OwnerTerms(1, 1, 1, 1), empty.now);
        assertThat(empty.submit(job("a", "ann"))).isTrue();
        assertThat(empty.submit(job("b", "ann"))).isFalse();
        assertThat(empty.port.refused.get("b").code()).isEqualTo(Refusal.Code.OWNER_QUEUE_FULL);
    }

    @Test
    void aJobThatItsOwnersLimitsWouldNeverLetRunIsRefused() {
        bench.queue.ownerTerms("ann", new OwnerTerms(1, 1, 1, 4), bench.now);
        assertThat(bench.submit(job("a", "ann").withNeeds(8, 1))).isFalse();
        assertThat(bench.port.refused.get("a").message())
                .isEqualTo("minimum of cores: 8 (expected: at most 4, the limit of ann)");
    }

    @Test
    void theSameJobTwiceIsRefused() {
        bench.submit("a", "ann");
        assertThat(bench.submit(job("a", "bob"))).isFalse();
        assertThat(bench.port.refused.get("a").code()).isEqualTo(Refusal.Code.JOB_EXISTS);
    }

    @Test
    void aWithdrawnJobGivesItsPlaceBack() {
        QueueBench small = new QueueBench(1, 1);
        small.queue.reserve(job("a", "ann"), small.now);
        small.queue.withdraw(new JobId("a"), small.now);
        assertThat(small.submit(job("b", "ann"))).isTrue();
        assertThat(small.port.endings).isZero();
    }

    @Test
    void aRequestSaysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> job("a", "ann").withPriority(11)).hasMessage("priority: 11 (expected: -10 to 10)");
        assertThatThrownBy(() -> job("a", "ann").withAtMost(2, 1).withNeeds(4, 1))
                .hasMessage("minimum of cores: 4 (expected: at most the maximum of cores, 2)");
        assertThatThrownBy(() -> job("a", " ")).hasMessageContaining("owner: ' '");
    }
}
