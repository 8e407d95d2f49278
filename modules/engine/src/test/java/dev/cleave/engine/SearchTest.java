package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.EndsEarly;
import dev.cleave.api.Objective;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease.Care;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.search.Cost;
import dev.cleave.engine.programs.CheapestLeaf;
import dev.cleave.engine.programs.CheapestLeaf.Leaf;
import dev.cleave.engine.programs.CheapestLeaf.Node;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that leave out what cannot be better, and programs that stop early. */
class SearchTest {

    private static final int TREES = 200;
    private static final LeaseId ROOT = new LeaseId(PathKey.ROOT, 1);

    @ParameterizedTest
    @CsvSource({"1,MINIMIZE", "2,MINIMIZE", "3,MINIMIZE", "1,MAXIMIZE", "2,MAXIMIZE"})
    void leavingOutNeverChangesTheOptimum(int lanes, Objective objective) throws Exception {
        for (long seed = 0; seed < TREES; seed++) {
            CheapestLeaf program = new CheapestLeaf(objective, (int) (4 + seed % 5));
            Node root = CheapestLeaf.root(seed);
            long expected = program.exhaustively(root);
            assertThat(program.value(InProcess.run(program, root, lanes).result()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            CheapestLeaf solver = new CheapestLeaf.WithSolver(objective, (int) (4 + seed % 5));
            assertThat(solver.value(InProcess.run(solver, root, lanes).result()))
                    .as("with a solver, seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatCannotBeBetterIsNotSolved() throws Exception {
        CheapestLeaf program = new CheapestLeaf(Objective.MINIMIZE, 12);
        Node root = CheapestLeaf.root(1);
        program.exhaustively(root);
        long all = program.solved.sumThenReset();
        InProcess.run(program, root, 2);
        assertThat(program.solved.sum()).isPositive().isLessThan(all / 2);
    }

    @Test
    void whatIsKnownElsewhereIsLeftOutHere() throws Exception {
        CheapestLeaf program = new CheapestLeaf(Objective.MINIMIZE, 8);
        Node root = CheapestLeaf.root(1);
        long optimum = program.exhaustively(root);
        program.solved.reset();
        Recorder<Node, Leaf> recorder = new Recorder<>();
        try (Engine<Node, Leaf> engine = new Engine<>(program, EngineSettings.ofLanes(2), recorder)) {
            engine.learn(optimum);
            engine.learn(optimum + 5); // too late, and worse
            engine.run(new Assignment<>(ROOT, 0, Weight.WHOLE, root, List.of(), Care.NORMAL));
            assertThat(recorder.await(ROOT).value()).isEqualTo(program.none());
        }
    }

    /** The way to a known child was divided when nothing was known yet; by now all of it could be left out. */
    @Test
    void whatWasDividedOnceIsDividedAgainWhateverIsKnownByNow() throws Exception {
        CheapestLeaf program = new CheapestLeaf(Objective.MINIMIZE, 6);
        Node root = CheapestLeaf.root(1);
        Path way = Path.of(0, 0);
        Node known = program.divide(program.divide(root).get(0)).get(0);
        long optimum = program.exhaustively(root);
        Leaf elsewhere = new Leaf(7, program.exhaustively(known));
        Recorder<Node, Leaf> recorder = new Recorder<>();
        try (Engine<Node, Leaf> engine = new Engine<>(program, EngineSettings.ofLanes(2), recorder)) {
            engine.learn(optimum);
            engine.run(new Assignment<>(ROOT, 0, Weight.WHOLE, root, List.of(new KnownChild(way, 1, 0)), Care.NORMAL));
            engine.deliver(PathKey.ROOT.descendant(way), elsewhere, Measured.NOTHING);
            assertThat(recorder.await(ROOT).value()).isEqualTo(elsewhere);
        }
    }

    @Test
    void everySolutionToldIsBetterThanTheOneBefore() throws Exception {
        CheapestLeaf program = new CheapestLeaf(Objective.MAXIMIZE, 10);
        Queue<Long> told = new ConcurrentLinkedQueue<>();
        Recorder<Node, Leaf> recorder = new Recorder<>() {
            @Override
            public void improved(long cost, Objective objective, Leaf solution) {
                assertThat(Cost.value(objective, cost)).isEqualTo(solution.sum());
                told.add(solution.sum());
            }
        };
        try (Engine<Node, Leaf> engine = new Engine<>(program, EngineSettings.ofLanes(3), recorder)) {
            Node root = CheapestLeaf.root(3);
            engine.run(new Assignment<>(ROOT, 0, Weight.WHOLE, root, List.of(), Care.NORMAL));
            recorder.await(ROOT);
            assertThat(List.copyOf(told)).isSorted().doesNotHaveDuplicates();
            assertThat(List.copyOf(told)).last().isEqualTo(program.exhaustively(root));
        }
    }

    /** Looks for a number; one half of the tree can only be left by being given up. */
    private record Needle(long wanted, CountDownLatch never)
            implements EndsEarly<Long, Long>, DivideAndConquer<Long, Long> {
        @Override
        public boolean isBaseCase(Long n) {
            return n >= 1 << 10;
        }

        @Override
        public Long solve(Long n) {
            try {
                if (n % 1024 == 1023) {
                    never.await();
                }
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
            }
            return n;
        }

        @Override
        public List<Long> divide(Long n) {
            return List.of(2 * n, 2 * n + 1);
        }

        @Override
        public Long combine(Long n, List<Long> results) {
            return 0L;
        }

        @Override
        public boolean isEnough(Long result) {
            return result == wanted;
        }
    }

    @Test
    void theFirstAnswerEndsTheRunThoughOthersAreStillAtWork() throws Exception {
        Needle program = new Needle(1500, new CountDownLatch(1));
        try (InProcess<Long> run = InProcess.start(program, 1L, EngineSettings.ofLanes(2))) {
            assertThat(run.await().result()).isEqualTo(1500);
        }
    }

    @Test
    void withoutAnAnswerTheRootsResultIsTheAnswer() throws Exception {
        Needle program = new Needle(5000, new CountDownLatch(0));
        assertThat(InProcess.run(program, 1L, 2).result()).isZero();
    }
}
