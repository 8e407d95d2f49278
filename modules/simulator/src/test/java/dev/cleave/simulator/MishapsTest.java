package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.path.Path;
import dev.cleave.simulator.network.LinkQuality;
import dev.cleave.simulator.runner.RunnerModel;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Shape;
import dev.cleave.simulator.tree.Subtree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls nodes and runners, one thing at a time. */
class MishapsTest {

    private static final long MILLI = 1_000_000L;
    private static final GeneratedTree THREE_SECONDS = new GeneratedTree(Shape.BUSHY, 6_000_000, 1, 1_000, 0, 0);

    private static Simulation twoNodes() {
        return new Simulation(
                SimulationSettings.of(1, THREE_SECONDS, 2, 1, 100_000).withLimit(100_000 * MILLI));
    }

    private static SimulationReport succeed(Simulation simulation) {
        SimulationReport report = simulation.run();
        assertThat(report.violations()).isEmpty();
        assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
        return report;
    }

    @Test
    void aNodeThatIsLostAtAThirdCostsLittleMoreThanItsPart() {
        Simulation simulation = twoNodes();
        simulation.clock().at(1000 * MILLI, () -> simulation.nodes().get(0).crash());
        SimulationReport report = succeed(simulation);
        System.out.println("a node lost at a third: " + report.elapsedNanos() / MILLI + " ms, " + report.counts());
        // 3 s of two lanes: 1 s done by both, 4 s left for one, and at most a second's work repeated.
        assertThat(report.elapsedNanos()).isLessThan(6_300 * MILLI);
        assertThat(report.counts().lostNodes()).isEqualTo(1);
    }

    @Test
    void aRunnerThatIsKilledAtAThirdCostsLittle() {
        Simulation simulation = twoNodes();
        simulation.clock().at(1000 * MILLI, () -> simulation.nodes().get(0).killRunner());
        SimulationReport report = succeed(simulation);
        System.out.println("a runner killed at a third: " + report.elapsedNanos() / MILLI + " ms, " + report.counts());
        assertThat(report.elapsedNanos()).isLessThan((long) (3_000 * MILLI * 1.2));
    }

    @Test
    void aNodeThatIsPausedForAWhileChangesNothing() {
        Simulation simulation = twoNodes();
        simulation.clock().at(1000 * MILLI, () -> simulation.nodes().get(0).pause());
        simulation.clock().at(11_000 * MILLI, () -> simulation.nodes().get(0).goOn());
        SimulationReport report = succeed(simulation);
        assertThat(report.elapsedNanos()).isLessThan(9_000 * MILLI);
    }

    @Test
    void allNodesLostWaitsForOneToJoin() {
        Simulation simulation = twoNodes();
        simulation.clock().at(1000 * MILLI, () -> simulation.nodes().get(0).crash());
        simulation.clock().at(1000 * MILLI, () -> simulation.nodes().get(1).crash());
        simulation
                .clock()
                .at(
                        20_000 * MILLI,
                        () -> assertThat(simulation
                                        .controller()
                                        .coordination()
                                        .progress()
                                        .waitingFor())
                                .isEqualTo("no node: all lost, waits for one to join"));
        simulation.clock().at(20_001 * MILLI, () -> simulation.join(2));
        SimulationReport report = succeed(simulation);
        assertThat(report.elapsedNanos()).isBetween(20_001 * MILLI, 24_500 * MILLI);
    }

    @Test
    void aNodeThatJoinsLateTakesPart() {
        Simulation simulation = new Simulation(
                SimulationSettings.of(1, THREE_SECONDS, 1, 1, 100_000).withLimit(100_000 * MILLI));
        simulation.clock().at(1000 * MILLI, () -> simulation.join(1));
        SimulationReport report = succeed(simulation);
        assertThat(report.elapsedNanos()).isLessThan(3_600 * MILLI);
    }

    @Test
    void aNodeThatLeavesInGoodOrderLosesNothing() {
        Simulation simulation = twoNodes();
        simulation.clock().at(1000 * MILLI, () -> {
            simulation.nodes().get(1).drain();
            simulation.controller().draining(simulation.nodes().get(1).id());
        });
        SimulationReport report = succeed(simulation);
        assertThat(report.busyNanos()).isBetween((long) (0.999 * report.workNanos()), report.workNanos());
        assertThat(simulation.nodes().get(1).drained()).isTrue();
    }

    @Test
    void theNodeThatHoldsTheRootLeavesLongBeforeTheEnd() {
        Simulation simulation = twoNodes();
        simulation.clock().at(1000 * MILLI, () -> {
            simulation.nodes().get(0).drain();
            simulation.controller().draining(simulation.nodes().get(0).id());
        });
        boolean[] left = new boolean[1];
        simulation
                .clock()
                .at(3000 * MILLI, () -> left[0] = simulation.nodes().get(0).drained());
        SimulationReport report = succeed(simulation);
        assertThat(left)
                .as("drained after two seconds, of four that the other takes")
                .containsExactly(true);
        assertThat(report.busyNanos())
                .isBetween((long) (0.999 * report.workNanos()), (long) (1.005 * report.workNanos()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 77, 4711, 19_999})
    void aStepThatAlwaysKillsItsRunnerEndsTheJobWithItsPath(long step) {
        GeneratedTree tree = new GeneratedTree(Shape.BUSHY, 20_000, 3, 100_000, 0, 0);
        Simulation simulation = new Simulation(SimulationSettings.of(1, tree, 3, 2, 100_000)
                .withRunner(RunnerModel.warm().withPoison(step))
                .withLink(new LinkQuality(100_000, 50_000, 0.05, 0.05, 0.05, 100 * MILLI))
                .withLimit(100_000 * MILLI));
        SimulationReport report = simulation.run();
        assertThat(report.violations()).isEmpty();
        assertThat(report.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(Code.POISON);
            assertThat(failed.failure().path()).isEqualTo(pathTo(tree, step).toString());
        });
    }

    private static Path pathTo(GeneratedTree tree, long step) {
        Path path = Path.EMPTY;
        Subtree at = tree.root();
        while (at.first() != step) {
            int next = tree.childWith(at, step);
            path = path.child(next);
            at = tree.child(at, next);
        }
        return path;
    }

    @Test
    void runnersKilledFromOutsideAgainAndAgainMakeNoPoison() {
        Simulation simulation = twoNodes();
        for (int i = 1; i < 40; i++) {
            int which = i % 2;
            simulation
                    .clock()
                    .at(i * 450 * MILLI, () -> simulation.nodes().get(which).killRunner());
        }
        succeed(simulation);
    }
}
