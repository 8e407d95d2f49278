package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.node.NodeSettings;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.network.LinkQuality;
import dev.cleave.simulator.runner.RunnerModel;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.SearchedTree;
import dev.cleave.simulator.tree.Shape;
import dev.cleave.simulator.tree.Solutions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of message lost, doubled, or overtaken by later ones, in runs where all kinds occur. */
class EachMessageTest {

    private static final long MILLI = 1_000_000L;

    private static final Set<Class<?>> OF_SEARCHES = Set.of(ToCoordinator.Improved.class, ToNode.BestKnown.class);

    /** What befalls every third message of a kind. */
    enum Fate {
        LOST,
        DOUBLED,
        OVERTAKEN
    }

    static Stream<Arguments> kindsAndFates() {
        List<Class<?>> kinds = new ArrayList<>();
        kinds.addAll(List.of(ToNode.class.getPermittedSubclasses()));
        kinds.addAll(List.of(ToCoordinator.class.getPermittedSubclasses()));
        // These two end the job at once; a test of a node and its coordinator shows the same for them.
        kinds.remove(ToCoordinator.JobNotStarted.class);
        kinds.remove(ToCoordinator.LeaseFailed.class);
        return kinds.stream().flatMap(kind -> Stream.of(Fate.values()).map(fate -> Arguments.of(kind, fate)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kindsAndFates")
    void doesNoHarm(Class<?> kind, Fate fate) {
        int touched = 0;
        for (long seed = 0; seed < 3; seed++) {
            Unlucky unlucky = new Unlucky(kind, fate);
            RecursionTree plain = new GeneratedTree(Shape.BINOMIAL, 20_000, seed, MILLI, 0, 0);
            RecursionTree tree = OF_SEARCHES.contains(kind)
                    ? new SearchedTree(plain, Solutions.in(plain, 300, 0, new SplittableRandom(seed)))
                    : plain;
            Simulation simulation = new Simulation(
                    new SimulationSettings(
                            seed,
                            tree,
                            3,
                            2,
                            LinkQuality.perfect(MILLI / 5),
                            RunnerModel.warm(),
                            CoordinationSettings.defaults(),
                            NodeSettings.defaults(),
                            CostModel.FREE,
                            120_000 * MILLI,
                            null),
                    unlucky);
            simulation.clock().at(200 * MILLI, () -> simulation.nodes().get(1).killRunner());
            simulation.clock().at(210 * MILLI, () -> simulation.nodes().get(0).pause());
            simulation.clock().at(3000 * MILLI, () -> simulation.nodes().get(0).goOn());
            SimulationReport report = simulation.run();
            assertThat(report.violations()).as("seed " + seed).isEmpty();
            assertThat(report.outcome()).as("seed " + seed).isInstanceOf(Outcome.Succeeded.class);
            touched += unlucky.touched;
        }
        assertThat(touched).as("messages of that kind").isPositive();
    }

    /** Lets something happen to every third message of one kind. */
    private static final class Unlucky implements Meddling {
        private final Class<?> kind;
        private final Fate fate;
        private int seen;
        private int touched;
        private Runnable overtaken = () -> {};

        Unlucky(Class<?> kind, Fate fate) {
            this.kind = kind;
            this.fate = fate;
        }

        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            meddle(message, () -> pass.accept(message));
        }

        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            meddle(message, () -> pass.accept(message));
        }

        private void meddle(Object message, Runnable pass) {
            if (!kind.isInstance(message)) {
                pass.run();
                return;
            }
            seen++;
            if (seen % 3 != 1) {
                pass.run();
                Runnable late = overtaken;
                overtaken = () -> {};
                late.run();
                return;
            }
            touched++;
            switch (fate) {
                case LOST -> {}
                case DOUBLED -> {
                    pass.run();
                    pass.run();
                }
                case OVERTAKEN -> overtaken = pass;
            }
        }
    }
}
