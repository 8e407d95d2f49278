package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.RandomTree;
import dev.cleave.engine.programs.RandomTree.Node;
import dev.cleave.engine.programs.RandomTree.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whatever is asked of an engine while it runs, the result is the sequential one, and each child is combined once. */
class AnyScheduleTest {

    private static final int SEEDS = Integer.getInteger("schedules", 100);

    /** How many results checkpoints reported. */
    private int checkpointed;

    @Test
    void anyTreeOnAnyLanesWithAnyDisturbanceGivesTheSequentialResult() throws Exception {
        long first = Long.getLong("schedule.seed", 1);
        int given = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            try {
                given += disturbed(seed);
            } catch (Throwable failed) {
                throw new AssertionError("schedule.seed=" + seed, failed);
            }
        }
        assertThat(given).isPositive();
        assertThat(checkpointed).isPositive();
    }

    /** Returns how many children were given away. */
    private int disturbed(long seed) throws Exception {
        Random random = new Random(seed);
        Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
        int nodes = 1 + random.nextInt(random.nextInt(5) == 0 ? 100_000 : 3_000);
        Node root = new Node(random.nextLong(), nodes, shape);
        RandomTree program = random.nextInt(3) == 0
                ? new RandomTree(20 + random.nextInt(200), 1_000L + random.nextInt(60_000))
                : RandomTree.quick();
        Long expected = program.expected(root);
        int lanes = 1 + random.nextInt(4);
        EngineSettings<Node> settings = EngineSettings.<Node>ofLanes(lanes)
                .withProfile(random.nextInt(8) == 0)
                .withCheckpoints(random.nextBoolean());
        Recorder<Node, Long> recorder = new Recorder<>();
        boolean isDisturbed = random.nextInt(4) > 0;
        int asked = 0;
        List<GivenChild<Node>> held = new ArrayList<>();
        int given = 0;
        try (Engine<Node, Long> engine = new Engine<>(program, settings, recorder)) {
            Assignment<Node> whole = new Assignment<>(
                    new LeaseId(PathKey.ROOT, 1),
                    0,
                    Weight.WHOLE,
                    root,
                    List.of(),
                    random.nextInt(10) == 0 ? Lease.Care.TRACED : Lease.Care.NORMAL);
            engine.run(whole);
            CompletableFuture<Recorder.Result<Long>> outcome = recorder.resultOf(whole.id());
            long until = System.nanoTime() + 30_000_000_000L;
            boolean paused = false;
            while (!outcome.isDone()) {
                if (System.nanoTime() > until) {
                    throw new TimeoutException(engine.status() + " held " + held.size());
                }
                if (isDisturbed) {
                    switch (random.nextInt(6)) {
                        case 0 -> {
                            engine.giveAway(1 + random.nextInt(6));
                            asked++;
                        }
                        case 1 -> {
                            int more = random.nextInt(5);
                            paused = more == 0;
                            engine.resize(more);
                        }
                        case 2 -> engine.takeCheckpoint();
                        default -> {}
                    }
                }
                LockSupport.parkNanos(random.nextInt(300_000));
                for (GivenChild<Node> child = recorder.given.poll(); child != null; child = recorder.given.poll()) {
                    held.add(child);
                    given++;
                }
                if (recorder.unstarted.poll() != null) { // Asked for before any lane had begun.
                    engine.run(whole);
                }
                while (!held.isEmpty() && (paused || random.nextInt(3) > 0)) {
                    GivenChild<Node> child = held.remove(random.nextInt(held.size()));
                    long result = program.expected(child.problem());
                    long size = program.size(child.problem());
                    PathKey key = child.parent().key().descendant(child.path());
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        engine.deliver(key, result, new Measured(1, 1, size));
                    }
                }
                if (paused && random.nextInt(4) == 0) {
                    engine.resize(1 + random.nextInt(4));
                    paused = false;
                }
            }
            Recorder.Result<Long> result = outcome.get();
            assertThat(result.value()).isEqualTo(expected);
            assertThat(result.measured().subproblems()).isEqualTo(program.size(root));
            assertThat(result.measured().spanNanos())
                    .isLessThanOrEqualTo(result.measured().workNanos());
            for (FinishedUnder<Node, Long> part : recorder.finished) {
                for (FinishedPiece<Node, Long> piece : part.finished()) {
                    assertThat(piece.result()).isEqualTo(program.expected(piece.problem()));
                    assertThat(piece.measured().subproblems()).isEqualTo(program.size(piece.problem()));
                    checkpointed++;
                }
            }
            assertThat(recorder.deaths).isEmpty();
            assertThat(recorder.endings.get()).isEqualTo(1);
            int answers = asked;
            org.awaitility.Awaitility.await().until(() -> recorder.gaveAnswers.get() == answers);
            return given;
        }
    }

    @Test
    void withoutDisturbanceEachNodeIsSolvedOrCombinedExactlyOnce() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            Node root = new Node(random.nextLong(), 20_000, Shape.values()[random.nextInt(Shape.values().length)]);
            RandomTree program = RandomTree.quick();
            Solved<Long> solved = InProcess.run(program, root, 1 + random.nextInt(4));
            assertThat(solved.result()).as("seed %d", seed).isEqualTo(program.expected(root));
            assertThat(program.solved.sum() + program.combined.sum()).isEqualTo(program.size(root));
            assertThat(solved.measured().subproblems()).isEqualTo(program.size(root));
        }
    }

    @Test
    void knownResultsAreUsedWhereverTheyLieAndNothingIsSolvedTwice() throws Exception {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            Node root = new Node(random.nextLong(), 2_000, Shape.values()[random.nextInt(Shape.values().length)]);
            RandomTree program = RandomTree.quick();
            Map<Path, Node> known = someUnder(program, root, random);
            List<KnownChild> children = new ArrayList<>();
            long rest = program.size(root);
            for (Map.Entry<Path, Node> entry : known.entrySet()) {
                children.add(new KnownChild(entry.getKey(), 0, entry.getValue().id() | 1));
                rest -= program.size(entry.getValue());
            }
            Recorder<Node, Long> recorder = new Recorder<>();
            EngineSettings<Node> settings =
                    EngineSettings.<Node>ofLanes(1 + random.nextInt(3)).withProblemDigest(node -> node.id() | 1);
            try (Engine<Node, Long> engine = new Engine<>(program, settings, recorder)) {
                LeaseId id = new LeaseId(PathKey.ROOT.child(3), 1);
                engine.run(new Assignment<>(id, 1, 1 << 20, root, children, Lease.Care.NORMAL));
                for (Map.Entry<Path, Node> entry : known.entrySet()) {
                    LockSupport.parkNanos(random.nextInt(200_000));
                    engine.deliver(
                            id.key().descendant(entry.getKey()),
                            program.expected(entry.getValue()),
                            new Measured(1, 1, program.size(entry.getValue())));
                }
                Recorder.Result<Long> result = recorder.await(id);
                assertThat(result.value()).as("seed %d", seed).isEqualTo(program.expected(root));
                assertThat(program.solved.sum() + program.combined.sum()).isEqualTo(rest);
                assertThat(result.measured().subproblems()).isEqualTo(program.size(root));
            }
        }
    }

    /** A few subproblems anywhere, none under another. */
    private static Map<Path, Node> someUnder(RandomTree program, Node root, Random random) {
        Map<Path, Node> chosen = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            Path path = Path.EMPTY;
            Node at = root;
            while (!program.isBaseCase(at)
                    && !program.divide(at).isEmpty()
                    && (path.length() == 0 || random.nextInt(4) > 0)) {
                List<Node> children = program.divide(at);
                int index = random.nextInt(children.size());
                path = path.child(index);
                at = children.get(index);
            }
            Path here = path;
            if (here.length() > 0 && chosen.keySet().stream().noneMatch(p -> p.leadsTo(here) || here.leadsTo(p))) {
                chosen.put(here, at);
            }
        }
        return chosen;
    }

    @Test
    void aSequentialSolverGivesTheSameResult() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            Node root = new Node(random.nextLong(), 50_000, Shape.values()[random.nextInt(Shape.values().length)]);
            RandomTree.WithSolver program = new RandomTree.WithSolver(random.nextBoolean());
            Solved<Long> solved = InProcess.run(program, root, 1 + random.nextInt(3));
            assertThat(solved.result()).as("seed %d", seed).isEqualTo(program.expected(root));
        }
    }
}
