package dev.cleave.core.queue;

import static dev.cleave.core.queue.QueueBench.SECOND;
import static dev.cleave.core.queue.QueueBench.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTest {

    private final QueueBench bench = QueueBench.withNode(1);

    @Test
    void anUnknownJobHasNoReason() {
        assertThat(bench.queue.why(new JobId("a"), bench.now)).isEmpty();
    }

    @Test
    void withoutNodesAJobWaitsForOne() {
        QueueBench empty = new QueueBench(1, 10);
        empty.submit("a", "ann");
        assertThat(empty.why("a")).isEqualTo("It does not run: waits for a node to join: there is none.");
        empty.node("n", 1);
        empty.succeed("a");
        empty.queue.nodeDraining(new NodeId("n"), empty.now);
        empty.submit("b", "ann");
        assertThat(empty.why("b")).isEqualTo("It does not run: waits for a node to join: the only one is draining.");
    }

    @Test
    void nodesThatAreTooSmallAreNamed() {
        bench.submit(job("a", "ann").withNeeds(1, 32));
        assertThat(bench.why("a")).isEqualTo("It does not run: waits for nodes with 32 cores: the largest has 16.");
        bench.submit(job("b", "ann").withNeeds(32, 8));
        assertThat(bench.why("b")).startsWith("It does not run: waits for 32 cores: the nodes that it may use have 16");
    }

    @Test
    void theJobsBeforeItAreCountedByRule() {
        bench.submit("running", "ann");
        bench.used("running", 100);
        bench.submit("a1", "ann");
        bench.submit(job("high", "cid").withPriority(2));
        bench.submit("b1", "bob");
        bench.submit("b2", "bob");
        bench.submit("a2", "ann");
        assertThat(bench.queue.why(new JobId("a2"), bench.now).orElseThrow().reasons())
                .isEqualTo(List.of(new Reason.SeatsTaken(1, 1), new Reason.JobsBefore(1, 2, 1, 1)));
        assertThat(bench.why("a2"))
                .isEqualTo(
                        "It does not run: waits for a running job to end: at most 1 job runs at a time; 4 jobs before it: "
                                + "1 by priority, 2 by fair share, of an owner who used less, 1 of the same owner submitted earlier.");
    }

    @Test
    void ownersLimitsAreNamed() {
        QueueBench four = QueueBench.withNode(4);
        four.queue.ownerTerms("ann", new OwnerTerms(1, 1, 9, 9), four.now);
        four.submit("a1", "ann");
        four.submit("a2", "ann");
        assertThat(four.why("a2")).isEqualTo("It does not run: waits for the owner's limit: ann runs 1 of 1 job.");
        four.queue.ownerTerms("bob", new OwnerTerms(1, 9, 9, 4), four.now);
        four.submit(job("b1", "bob").withNeeds(3, 1));
        four.submit(job("b2", "bob").withNeeds(2, 1));
        assertThat(four.why("b2"))
                .isEqualTo(
                        "It does not run: waits for the owner's limit: needs 2 cores, and bob's running jobs need 3 of 4.");
    }

    @Test
    void aBackOffSaysWhenItIsOver() {
        bench.submit(job("a", "ann").withRetries(2));
        bench.fail("a", Code.INTERNAL);
        assertThat(bench.why("a"))
                .matches("It does not run: has failed, runs again in [2-4]\\.\\d s \\(attempt 2 of 3\\)\\.");
    }

    @Test
    void aJobThatIsBeingStoredSaysSo() {
        bench.queue.reserve(job("a", "ann"), bench.now);
        assertThat(bench.why("a")).isEqualTo("It does not run: is being written to the store.");
    }

    @Test
    void aRunningJobSaysWhatKeepsItFromRunningFaster() {
        QueueBench two = new QueueBench(4, 10);
        two.node("n1", 4);
        two.node("n2", 4);
        two.submit("a", "ann");
        assertThat(two.why("a")).isEqualTo("It runs: has all of 2 nodes with 8 cores; more nodes would speed it up.");
        two.submit(job("b", "bob").withAtMost(2, 1));
        assertThat(two.why("b"))
                .isEqualTo(
                        "It runs: may use 2 cores of 4; may use 1 node of 2; has a share of 50 %, with 1 other job running.");
        two.queue.observed(new JobId("a"), 1, 3);
        assertThat(two.why("a"))
                .isEqualTo(
                        "It runs: can use 3 lanes of 8: its parallelism is no larger; has a share of 50 %, with 1 other job"
                                + " running.");
        two.cancel("b");
        assertThat(two.why("b")).isEqualTo("It runs: is being stopped.");
    }

    @Test
    void aRunningJobWhoseOwnerIsLimitedSaysSo() {
        bench.queue.ownerTerms("ann", new OwnerTerms(1, 9, 9, 4), bench.now);
        bench.submit(job("a", "ann").withDeadline(bench.now + SECOND));
        assertThat(bench.why("a")).isEqualTo("It runs: the owner's limit leaves it 4 cores of 16.");
    }
}
