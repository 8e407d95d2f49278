package dev.cleave.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.Counts;
import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.fault.Fault;
import dev.cleave.testkit.fault.Fault.Kind;
import dev.cleave.testkit.fault.FaultPlan;
import dev.cleave.testkit.fault.FaultReport;
import dev.cleave.testkit.fault.FaultRun;
import dev.cleave.testkit.fault.History;
import org.junit.jupiter.api.Test;

/** What must happen when a node or a process of it fails: a sentence for each case, on real processes. */
class NodeFaultsIT {

    private static final FaultRun.Settings TWO_NODES =
            FaultRun.Settings.ofNodes(2, 1).fromWork();
    private static final FaultRun.Settings THREE_NODES =
            FaultRun.Settings.ofNodes(3, 1).fromWork();

    @Test
    void aKilledRunnerCostsARetryAndChangesNothing() throws Exception {
        FaultReport report = right(KnownJobs.grinding(400, 10), TWO_NODES, new Fault(700, Kind.KILL_RUNNER, 2, 0, 0));
        Counts counts = report.counts().orElseThrow();
        assertThat(counts.lostRunners()).isEqualTo(1);
        assertThat(counts.retries()).isPositive();
        assertThat(counts.lostNodes()).isZero();
    }

    @Test
    void aKilledAgentIsALostNodeAndChangesNothing() throws Exception {
        FaultReport report =
                right(KnownJobs.grinding(400, 10), TWO_NODES, new Fault(700, Kind.KILL_AGENT, 1, Fault.FOR_EVER, 0));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(1);
    }

    @Test
    void aKilledNodeIsALostNodeAndChangesNothing() throws Exception {
        FaultReport report =
                right(KnownJobs.grinding(400, 10), TWO_NODES, new Fault(700, Kind.KILL_NODE, 2, Fault.FOR_EVER, 0));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(1);
    }

    @Test
    void whatIsExecutedAgainIsCountedAndBounded() throws Exception {
        FaultReport report = right(
                KnownJobs.grinding(600, 10),
                TWO_NODES,
                new Fault(1500, Kind.KILL_RUNNER, 1, 0, 0),
                new Fault(2500, Kind.KILL_NODE, 2, Fault.FOR_EVER, 0));
        Counts counts = report.counts().orElseThrow();
        assertThat(counts.retries()).isGreaterThanOrEqualTo(2);
        assertThat(counts.lostRunners()).isPositive();
        assertThat(counts.lostNodes()).isEqualTo(1);
        assertThat(counts.reExecutedNanos()).isPositive().isLessThan(report.elapsedMillis() * 2 * 1_000_000);
    }

    @Test
    void aNodePausedForTenSecondsComesBackLateAndChangesNothing() throws Exception {
        FaultReport report =
                right(KnownJobs.grinding(1400, 10), TWO_NODES, new Fault(1000, Kind.PAUSE_NODE, 1, 10_000, 0));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(1);
        assertThat(report.elapsedMillis()).as("it came back before the end").isGreaterThan(11_000);
    }

    @Test
    void aNodePausedForEverIsALostNode() throws Exception {
        FaultReport report =
                right(KnownJobs.grinding(500, 10), TWO_NODES, new Fault(1000, Kind.PAUSE_NODE, 2, Fault.FOR_EVER, 0));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(1);
    }

    @Test
    void aRunnerPausedForAWhileGoesOn() throws Exception {
        right(KnownJobs.grinding(400, 10), TWO_NODES, new Fault(700, Kind.PAUSE_RUNNER, 1, 3000, 0));
    }

    @Test
    void whenAllNodesAreLostTheJobWaitsAndSaysSoAndGoesOn() throws Exception {
        FaultReport report = right(
                KnownJobs.grinding(400, 10),
                TWO_NODES,
                new Fault(800, Kind.KILL_NODE, 1, Fault.FOR_EVER, 0),
                new Fault(1000, Kind.KILL_NODE, 2, 3000, 0));
        assertThat(report.history().events())
                .extracting(History.Event::what)
                .anyMatch(what -> what.startsWith("nodes at work: 0"))
                .anyMatch(what -> what.startsWith("waits: "));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(2);
    }

    @Test
    void aNodeStartedAgainAtItsAddressIsLetInThoughAnotherHasJustDied() throws Exception {
        right(
                KnownJobs.grinding(400, 10),
                TWO_NODES,
                new Fault(0, Kind.DELAY_LINK, 1, 500, 1), // Links give nodes addresses of their own.
                new Fault(800, Kind.KILL_NODE, 2, Fault.FOR_EVER, 0),
                new Fault(900, Kind.KILL_NODE, 1, 700, 0));
    }

    @Test
    void aNodeStartedAgainAtItsAddressIsLetInThoughItWasGivenUp() throws Exception {
        right(
                KnownJobs.grinding(400, 10),
                TWO_NODES,
                new Fault(0, Kind.DELAY_LINK, 1, 500, 1),
                new Fault(800, Kind.KILL_NODE, 2, Fault.FOR_EVER, 0),
                new Fault(900, Kind.KILL_NODE, 1, 4500, 0));
    }

    @Test
    void aLinkCutForLongerThanANodeIsMissedAndThenRestoredChangesNothing() throws Exception {
        FaultReport report = right(KnownJobs.grinding(1000, 10), TWO_NODES, new Fault(1000, Kind.CUT_LINK, 1, 6000, 0));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(1);
        assertThat(report.elapsedMillis()).as("it came back before the end").isGreaterThan(7000);
    }

    @Test
    void aSlowLinkIsOnlySlow() throws Exception {
        FaultReport report =
                right(KnownJobs.grinding(400, 10), TWO_NODES, new Fault(0, Kind.DELAY_LINK, 1, Fault.FOR_EVER, 200));
        assertThat(report.counts().orElseThrow().lostNodes()).isZero();
    }

    @Test
    void aBrokenConnectionIsMadeAgain() throws Exception {
        right(
                KnownJobs.grinding(400, 10),
                TWO_NODES,
                new Fault(500, Kind.SEVER_LINK, 1, 0, 0),
                new Fault(900, Kind.HALF_CLOSE_LINK, 2, 0, 0),
                new Fault(1300, Kind.SEVER_LINK, 2, 0, 0));
    }

    @Test
    void anUnevenTreeOnThreeNodesOfWhichOneIsKilledHasTheRightCounts() throws Exception {
        boolean large = Boolean.getBoolean("faults.large");
        KnownJob tree = large ? KnownJobs.largeUnevenTree() : KnownJobs.unevenTree();
        long moment = large ? 2000 : 800;
        FaultReport report = right(tree, THREE_NODES, new Fault(moment, Kind.KILL_NODE, 2, Fault.FOR_EVER, 0));
        assertThat(report.counts().orElseThrow().lostNodes()).isEqualTo(1);
    }

    private static FaultReport right(KnownJob job, FaultRun.Settings settings, Fault... faults) throws Exception {
        FaultReport report = FaultRun.run(job, FaultPlan.of(faults), settings);
        System.out.println(report);
        return report.requireRight();
    }
}
