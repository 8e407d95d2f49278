package dev.cleave.cli.simulate;

import dev.cleave.simulator.Simulation;
import dev.cleave.simulator.cluster.SimulatedNode;
import java.util.List;
import java.util.SplittableRandom;

/** Nodes that fail for good, one after the other, each replaced by a new one after a while. */
final class Mishaps {

    static final long REPLACED_AFTER = 10_000_000_000L;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final long every;
    private final int cores;

    private Mishaps(Simulation simulation, long seed, long every, int cores) {
        this.simulation = simulation;
        this.random = new SplittableRandom(seed);
        this.every = every;
        this.cores = cores;
    }

    /**
     * Plans them.
     *
     * @param every how far apart they are, in nanoseconds
     * @param cores lanes of a new node
     */
    static void plan(Simulation simulation, long seed, long every, int cores) {
        new Mishaps(simulation, seed, every, cores).planNext();
    }

    private void planNext() {
        simulation.clock().in(every, () -> {
            List<SimulatedNode> there =
                    simulation.nodes().stream().filter(SimulatedNode::isThere).toList();
            if (!there.isEmpty()) {
                there.get(random.nextInt(there.size())).crash();
                simulation.clock().in(REPLACED_AFTER, () -> simulation.join(cores));
            }
            planNext();
        });
    }
}
