package dev.cleave.core.queue;

import static dev.cleave.core.queue.QueueBench.SECOND;
import static dev.cleave.core.queue.QueueBench.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.NodeId;
import org.junit.jupiter.api.Test;

class OrderTest {

    private final QueueBench bench = QueueBench.withNode(1);

    @Test
    void jobsOfAnOwnerStartInTheOrderOfTheirSubmission() {
        bench.submit("a", "ann");
        bench.submit("b", "ann");
        bench.submit("c", "ann");
        bench.succeed("a");
        bench.succeed("b");
        assertThat(bench.port.started).containsExactly("a", "b", "c");
    }

    @Test
    void aHigherPriorityGoesFirstWhateverItsOwnerHasUsed() {
        bench.submit("a", "ann");
        bench.used("a", 1000);
        bench.submit("b", "bob");
        bench.submit(job("c", "ann").withPriority(1));
        bench.succeed("a");
        assertThat(bench.port.started).containsExactly("a", "c");
    }

    @Test
    void ofTheSamePriorityTheOwnerGoesFirstWhoHasUsedLeast() {
        bench.submit("a", "ann");
        bench.submit("a2", "ann");
        bench.submit("b", "bob");
        bench.used("a", 100);
        bench.succeed("a");
        assertThat(bench.port.started).containsExactly("a", "b");
    }

    @Test
    void usageCountsForTheWeightThatAnOwnerHas() {
        bench.queue.ownerTerms("ann", OwnerTerms.USUAL.withWeight(10), bench.now);
        bench.submit("a", "ann");
        bench.used("a", 500);
        bench.submit("b", "bob");
        bench.queue.restoreUsage("bob", 100.0 * SECOND, bench.now);
        bench.submit("a2", "ann");
        bench.succeed("a");
        assertThat(bench.port.started).containsExactly("a", "a2");
    }

    @Test
    void usageCountsHalfAfterItsHalfLife() {
        bench.submit("a", "ann");
        bench.used("a", 100);
        bench.now += QueueSettings.defaults().halfLifeNanos();
        assertThat(bench.queue.usage("ann", bench.now)).isEqualTo(50.0 * SECOND);
    }

    @Test
    void anOwnerWithManyJobsDoesNotTakeAllPlacesBeforeUsageIsReported() {
        QueueBench four = new QueueBench(4, 100);
        for (int i = 0; i < 8; i++) {
            four.submit("a" + i, "ann");
        }
        for (int i = 0; i < 8; i++) {
            four.submit("b" + i, "bob");
        }
        four.node("node", 4);
        assertThat(four.port.started).containsExactly("a0", "b0", "a1", "b1");
    }

    @Test
    void aLowPriorityThatNothingWasStartedFromForLongIsServed() {
        bench.submit("first", "ann");
        bench.submit(job("low", "low").withPriority(-1));
        for (int i = 0; i < 10; i++) {
            bench.submit(job("high" + i, "ann"));
            bench.pass(QueueSettings.defaults().ageNanos() / 4);
            bench.succeed(i == 0 ? "first" : "high" + (i - 1));
        }
        assertThat(bench.port.started).contains("low");
        assertThat(bench.port.started.indexOf("low")).isBetween(4, 9);
    }

    @Test
    void manyJobsOfOneOwnerDoNotGrowOldBeforeThoseOfAnother() {
        bench.submit("a0", "ann");
        bench.submit("a1", "ann");
        bench.submit("a2", "ann");
        bench.used("a0", 1000);
        bench.pass(QueueSettings.defaults().ageNanos() * 5);
        bench.succeed("a0");
        bench.submit("b", "bob");
        bench.succeed("a1");
        assertThat(bench.port.started).containsExactly("a0", "a1", "b");
    }

    @Test
    void aJobThatTheNodesAreTooSmallForIsPassedAndStartsWhenThereIsOne() {
        bench.submit(job("big", "ann").withNeeds(1, 32));
        bench.submit("small", "ann");
        assertThat(bench.port.started).containsExactly("small");
        bench.succeed("small");
        bench.node("large", 32);
        assertThat(bench.port.started).containsExactly("small", "big");
    }

    @Test
    void nothingStartsWhileAllNodesAreLeaving() {
        bench.queue.nodeDraining(new NodeId("node"), bench.now);
        bench.submit("a", "ann");
        assertThat(bench.port.started).isEmpty();
        bench.node("other", 1);
        assertThat(bench.port.started).containsExactly("a");
    }

    @Test
    void aJobThatIsNotStoredDoesNotStart() {
        assertThat(bench.queue.reserve(job("a", "ann"), bench.now)).isTrue();
        bench.submit("b", "bob");
        assertThat(bench.port.started).containsExactly("b");
        bench.succeed("b");
        bench.queue.stored(job("a", "ann").id(), bench.now);
        assertThat(bench.port.started).containsExactly("b", "a");
    }

    @Test
    void aJobThatFailedUnderAnEarlierControllerWaitsAsLongAsItWould() {
        bench.queue.restoreWaiting(job("a", "ann").withRetries(3), 1, bench.now + 5 * SECOND, bench.now);
        assertThat(bench.queue.dueAt()).isEqualTo(bench.now + 5 * SECOND);
        assertThat(bench.queue.waiting()).isEqualTo(1);
        assertThat(bench.why("a")).contains("attempt");
        bench.pass(4 * SECOND);
        assertThat(bench.port.started).isEmpty();
        bench.pass(SECOND);
        assertThat(bench.port.started).containsExactly("a");
    }

    @Test
    void whatAnEarlierControllerStartedKeepsItsPlace() {
        bench.queue.restoreRunning(job("a", "ann"), 1, bench.now);
        bench.queue.restoreWaiting(job("b", "ann"), 0, 0, bench.now);
        assertThat(bench.port.started).isEmpty();
        assertThat(bench.port.allowances).containsKey("a");
        bench.succeed("a");
        assertThat(bench.port.started).containsExactly("b");
    }
}
