package dev.cleave.simulator.faults;

import dev.cleave.api.Code;
import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.node.NodeSettings;
import dev.cleave.core.path.Path;
import dev.cleave.core.search.Cost;
import dev.cleave.simulator.CostModel;
import dev.cleave.simulator.Simulation;
import dev.cleave.simulator.SimulationReport;
import dev.cleave.simulator.SimulationSettings;
import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.cluster.SimulatedController;
import dev.cleave.simulator.cluster.SimulatedNode;
import dev.cleave.simulator.cluster.StoreModel;
import dev.cleave.simulator.network.LinkQuality;
import dev.cleave.simulator.runner.RunnerModel;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.SearchedTree;
import dev.cleave.simulator.tree.Shape;
import dev.cleave.simulator.tree.Solutions;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small job on a cluster where much goes wrong, all of it decided by one seed.
 *
 * <p>One run in ten has a step that kills its runner, and one in twenty a step that fails; those must end with that step's
 * path. All others must end with plain recursion's result.
 */
public final class RandomRun {

    private static final long MILLI = 1_000_000L;
    private static final long LIMIT = 150_000 * MILLI;
    /** After that time nothing goes wrong any more, but for single messages. */
    private static final long MISHAPS_UNTIL = 6_000 * MILLI;

    private static final int FATES = 20;

    private final long seed;
    private final SplittableRandom random;
    private final RecursionTree tree;
    private final long poison;
    private final long failing;
    private final Simulation simulation;
    private final List<String> plan = new ArrayList<>();

    /**
     * A run, not begun.
     *
     * @param seed what everything follows from
     * @param meddling a change to the protocol, or none
     */
    public RandomRun(long seed, Meddling meddling) {
        this(seed, meddling, false);
    }

    /**
     * A run, not begun.
     *
     * @param journaled whether controllers die as well, and others go on by the journal
     */
    public RandomRun(long seed, Meddling meddling, boolean journaled) {
        this(seed, meddling, journaled, false);
    }

    /**
     * A run, not begun.
     *
     * @param journaled whether controllers die as well, and others go on by the journal
     * @param searching whether the job looks for the best of some solutions, and leaves out what is no better than what is known; or
     *     for any, one time in eight
     */
    public RandomRun(long seed, Meddling meddling, boolean journaled, boolean searching) {
        this(seed, meddling, journaled, searching, false);
    }

    /** A session whose client has chunks solved while controllers, nodes and its stream come and go; not begun. */
    public static RandomRun ofSession(long seed, Meddling meddling) {
        return new RandomRun(seed, meddling, true, false, true);
    }

    private RandomRun(long seed, Meddling meddling, boolean journaled, boolean searching, boolean session) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        Shape[] shapes = Shape.values();
        Shape shape = shapes[random.nextInt(shapes.length)];
        boolean deep = shape == Shape.CHAIN || shape == Shape.COMB || shape == Shape.MIXED;
        long steps = 1L << random.nextInt(3, deep ? 9 : 12);
        long work = (1L << random.nextInt(5, 14)) * MILLI;
        long longEvery = random.nextInt(3) == 0 ? Math.max(2, steps / random.nextInt(1, 10)) : 0;
        RecursionTree plain =
                new GeneratedTree(shape, steps, random.nextLong(), Math.max(1000, work / steps), longEvery, work / 20);
        this.tree = searching ? new SearchedTree(plain, solutions(plain, seed)) : plain;
        int fate = searching ? FATES : random.nextInt(FATES);
        this.poison = fate < 2 ? random.nextLong(steps) : -1;
        this.failing = fate == 2 ? random.nextLong(steps) : -1;
        int nodes = random.nextInt(1, 5);
        SimulationSettings settings = settings(nodes, random.nextInt(1, 5));
        this.simulation = new Simulation(
                journaled ? settings.withStore(store()) : settings, meddling, session ? random.nextInt(1, 60) : 0);
        planMishaps(nodes);
        if (journaled) {
            planTakeovers(500 * MILLI + 2 * work / nodes);
        }
    }

    private static Solutions solutions(RecursionTree tree, long seed) {
        SplittableRandom chance = new SplittableRandom(~seed);
        long least = chance.nextInt(8) == 0 ? Cost.ENOUGH : -10;
        return Solutions.in(tree, 1 << chance.nextInt(7), least, chance);
    }

    private StoreModel store() {
        boolean slow = random.nextInt(4) == 0;
        return new StoreModel(
                random.nextLong(50_000, slow ? 500 * MILLI : 10 * MILLI),
                random.nextLong(1, slow ? 500 * MILLI : 10 * MILLI),
                random.nextInt(2) * random.nextDouble(0.3),
                slow ? random.nextInt(200, 1000) : random.nextInt(1, 100));
    }

    /** Controllers that die, stand still for a while, or are taken for dead and are not. */
    private void planTakeovers(long likelyEnd) {
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            long at = random.nextLong(Math.min(MISHAPS_UNTIL, random.nextBoolean() ? likelyEnd : MISHAPS_UNTIL));
            long length = random.nextLong(10, 5_000) * MILLI;
            long after = random.nextLong(1, 4_000) * MILLI;
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    plan(at, "controller dies", () -> simulation.controller().crash());
                    plan(at + after, "next controller", simulation::takeOver);
                }
                case 2 -> plan(at, "controller stands still for " + length / MILLI + " ms", () -> stop(length));
                default -> plan(at, "next controller beside the present one", simulation::takeOver);
            }
        }
        plan(MISHAPS_UNTIL + 4_000 * MILLI, "next controller if there is none", () -> {
            if (!simulation.controller().isUp()) {
                simulation.takeOver();
            }
        });
    }

    /** Most of the time another one has taken over when it goes on. */
    private void stop(long length) {
        SimulatedController stopped = simulation.controller();
        stopped.pause();
        long goesOn = simulation.clock().now() + length;
        simulation.clock().at(goesOn, stopped::goOn);
        if (random.nextInt(4) > 0) {
            simulation.clock().at(goesOn - random.nextLong(length), simulation::takeOver);
        }
    }

    private SimulationSettings settings(int nodes, int lanes) {
        boolean calm = random.nextInt(4) == 0;
        LinkQuality link = calm
                ? LinkQuality.perfect(random.nextLong(10_000, 2_000_000))
                : new LinkQuality(
                        random.nextLong(10_000, 2 * MILLI),
                        random.nextLong(1, 2 * MILLI),
                        random.nextDouble(0.15),
                        random.nextDouble(0.15),
                        random.nextDouble(0.15),
                        random.nextLong(1, 1500 * MILLI));
        RunnerModel runner = new RunnerModel(
                random.nextLong(1, 400) * MILLI,
                random.nextLong(1, 100) * MILLI,
                30_000,
                10_000,
                50_000,
                random.nextLong(1, 200_000),
                0,
                poison,
                failing);
        return new SimulationSettings(
                random.nextLong(),
                tree,
                nodes,
                lanes,
                link,
                runner,
                CoordinationSettings.defaults(),
                NodeSettings.defaults(),
                CostModel.FREE,
                LIMIT,
                null);
    }

    private void planMishaps(int nodes) {
        boolean deadly = poison < 0;
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            long at = random.nextLong(MISHAPS_UNTIL);
            long length = random.nextLong(50, 5_000) * MILLI;
            int which = random.nextInt(nodes);
            switch (random.nextInt(8)) {
                case 0 -> plan(at, "crash " + which, () -> node(which).crash());
                case 1 -> {
                    if (deadly) {
                        plan(at, "kill runner " + which, () -> node(which).killRunner());
                    }
                }
                case 2, 3 -> {
                    plan(at, "pause " + which, () -> node(which).pause());
                    plan(at + length, "go on " + which, () -> node(which).goOn());
                }
                case 4 ->
                    plan(
                            at,
                            "cut " + which,
                            () -> simulation.network().cut(node(which).id().value(), at + length));
                case 5 -> plan(at, "join", () -> simulation.join(1 + which));
                case 6 -> plan(at, "drain " + which, () -> drain(which));
                default -> {
                    plan(at, "no lanes " + which, () -> node(which).setLanes(0));
                    plan(at + length, "lanes " + which, () -> node(which).setLanes(2));
                }
            }
        }
        plan(MISHAPS_UNTIL + 5_000 * MILLI, "rescue", () -> simulation.join(2));
    }

    private void plan(long at, String what, Runnable mishap) {
        plan.add(at / MILLI + " ms " + what);
        simulation.clock().at(at, mishap);
    }

    private SimulatedNode node(int which) {
        return simulation.nodes().get(which);
    }

    private void drain(int which) {
        node(which).drain();
        simulation.controller().draining(node(which).id());
    }

    /** The run, to have it traced. */
    public Simulation simulation() {
        return simulation;
    }

    /**
     * Runs it.
     *
     * @return what was wrong; empty if nothing was
     */
    public List<String> run() {
        SimulationReport report = simulation.run();
        List<String> wrong = new ArrayList<>(report.violations());
        Outcome outcome = report.outcome();
        if (outcome == null) {
            wrong.add("not ended: " + simulation.controller().coordination().progress()
                    + (simulation.client() == null ? "" : ", client: " + simulation.client()));
        } else if (poison >= 0 && simulation.client() == null) {
            checkFailure(outcome, Code.POISON, poison, wrong);
        } else if (failing >= 0 && simulation.client() == null) {
            checkFailure(outcome, Code.SOLVE_THREW, failing, wrong);
        } else if (!(outcome instanceof Outcome.Succeeded)) {
            wrong.add("ended as " + outcome);
        }
        if (!wrong.isEmpty()) {
            wrong.addAll(plan);
            wrong.addAll(report.history());
        }
        return wrong;
    }

    private void checkFailure(Outcome outcome, Code code, long step, List<String> wrong) {
        if (!(outcome instanceof Outcome.Failed failed)
                || failed.failure().code() != code
                || !failed.failure().path().equals(pathTo(step))) {
            wrong.add("ended as " + outcome + " (expected: " + code + " at " + pathTo(step) + ")");
        }
    }

    private String pathTo(long step) {
        Path path = Path.EMPTY;
        Subtree at = tree.root();
        while (at.first() != step) {
            int next = tree.childWith(at, step);
            path = path.child(next);
            at = tree.child(at, next);
        }
        return path.toString();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + tree.root() + ", " + plan;
    }
}
