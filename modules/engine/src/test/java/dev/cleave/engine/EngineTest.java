package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease.Care;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.Countdown;
import dev.cleave.engine.programs.Fibonacci;
import dev.cleave.engine.programs.Queens;
import dev.cleave.engine.programs.Scripted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine does for those who ask it. */
class EngineTest {

    private static void park() {
        java.util.concurrent.locks.LockSupport.parkNanos(50_000);
    }

    private static int spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void knownAnswersComeOut(int lanes) throws Exception {
        assertThat(InProcess.run(new Fibonacci(), 25, lanes).result()).isEqualTo(75025);
        assertThat(InProcess.run(new Queens(), Queens.Board.empty(9), lanes).result())
                .isEqualTo(352);
        assertThat(InProcess.run(new Queens.WithSolver(), Queens.Board.empty(12), lanes)
                        .result())
                .isEqualTo(14200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aChainAMillionDeepGoesOnInTheHeap(int lanes) throws Exception {
        Solved<Integer> solved = InProcess.run(new Countdown(), 1_000_000, lanes);
        assertThat(solved.result()).isEqualTo(1_000_000);
        assertThat(solved.measured().subproblems()).isEqualTo(1_000_001);
    }

    @Test
    void aProgramWhoseResultIsTheListThatCombineSeesGetsAnOrdinaryOne() throws Exception {
        DivideAndConquer<Integer, List<?>> program = new DivideAndConquer<>() {
            @Override
            public boolean isBaseCase(Integer n) {
                return n == 0;
            }

            @Override
            public List<?> solve(Integer n) {
                return List.of();
            }

            @Override
            public List<Integer> divide(Integer n) {
                return List.of(n - 1, n - 1);
            }

            @Override
            public List<?> combine(Integer n, List<List<?>> results) {
                return results;
            }
        };
        List<?> result = InProcess.run(program, 10, 2).result();
        while (!result.isEmpty()) {
            assertThat(result).hasSize(2);
            assertThat(result.getClass().getPackageName()).isEqualTo("java.util");
            result = (List<?>) result.get(1);
        }
    }

    @Test
    void siblingsAreClaimableWhileALaneIsInsideALongSolve() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(3);
        Scripted program = new Scripted(1, 3).solving(path -> {
            inside.incrementAndGet();
            all.countDown();
            try {
                // Returns only if three lanes are inside at the same time.
                return all.await(20, TimeUnit.SECONDS) ? 1 : 0;
            } catch (InterruptedException stopped) {
                return 0;
            }
        });
        assertThat(InProcess.run(program, "", 3).result()).isEqualTo(3);
    }

    @Test
    void aLaneThatMeetsALongSolveLateIsRelievedOfItsSiblings() throws Exception {
        // Short steps first, so that stretches run; then base cases that wait for each other.
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger met = new AtomicInteger();
        Scripted program = new Scripted(14, 2).solving(path -> {
            if (path.startsWith("11111111111111".substring(0, 13))) {
                both.countDown();
                try {
                    met.compareAndSet(0, both.await(5, TimeUnit.SECONDS) ? 1 : 2);
                } catch (InterruptedException stopped) {
                    return 0;
                }
            }
            return 1;
        });
        assertThat(InProcess.run(program, "", 2).result()).isEqualTo(program.leaves());
        assertThat(met.get()).isPositive();
    }

    @Test
    void knownChildrenAreNotSolvedAgain() throws Exception {
        Set<String> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Scripted program = new Scripted(8, 3).looking(path -> !seen.add(path) && false);
        Recorder<String, Integer> recorder = new Recorder<>();
        EngineSettings<String> settings =
                EngineSettings.<String>ofLanes(2).withProblemDigest(problem -> 1 + problem.hashCode());
        try (Engine<String, Integer> engine = new Engine<>(program, settings, recorder)) {
            List<KnownChild> known = List.of(
                    new KnownChild(Path.of(0), 0, 1 + "0".hashCode()),
                    new KnownChild(Path.of(1, 2), 0, 1 + "12".hashCode()),
                    new KnownChild(Path.of(1, 1, 0, 2), 0, 0));
            LeaseId id = new LeaseId(PathKey.ROOT, 2);
            // One result comes before its place is known, one while others run.
            engine.resize(0);
            engine.run(new Assignment<>(id, 0, Weight.WHOLE, "", known, Care.NORMAL));
            engine.deliver(PathKey.ROOT.child(0), 2187, new Measured(5, 5, 3280));
            engine.resize(2);
            await().until(() -> seen.contains("22222222"));
            assertThat(recorder.resultOf(id)).isNotDone();
            engine.deliver(PathKey.ROOT.child(1).child(2), 729, new Measured(5, 5, 1093));
            engine.deliver(PathKey.ROOT.child(1).child(2), 1, new Measured(5, 5, 1));
            engine.deliver(PathKey.ROOT.child(1).child(1).child(0).child(2), 81, new Measured(5, 5, 121));
            Recorder.Result<Integer> result = recorder.await(id);
            assertThat(result.value()).isEqualTo(6561);
            assertThat(result.measured().subproblems()).isEqualTo((6561 * 3 - 1) / 2);
            assertThat(seen)
                    .noneMatch(path -> path.startsWith("0") || path.startsWith("12") || path.startsWith("1102"));
            assertThat(seen).contains("1100", "1101", "10", "2");
        }
    }

    @Test
    void aDivideThatChangedIsNoticedAtKnownChildren() throws Exception {
        Recorder<String, Integer> recorder = new Recorder<>();
        EngineSettings<String> settings =
                EngineSettings.<String>ofLanes(2).withProblemDigest(problem -> 1 + problem.hashCode());
        try (Engine<String, Integer> engine = new Engine<>(new Scripted(4, 3), settings, recorder)) {
            LeaseId other = new LeaseId(PathKey.ROOT, 1);
            engine.run(new Assignment<>(other, 0, 0, "", List.of(new KnownChild(Path.of(1, 2), 0, 99)), Care.NORMAL));
            Recorder.Failed failed = recorder.awaitFailure(other);
            assertThat(failed.failure().code()).isEqualTo(Code.NONDETERMINISTIC);
            assertThat(failed.path()).isEqualTo(Path.of(1, 2));

            LeaseId missing = new LeaseId(PathKey.ROOT, 2);
            engine.run(new Assignment<>(missing, 0, 0, "", List.of(new KnownChild(Path.of(1, 3), 0, 0)), Care.NORMAL));
            failed = recorder.awaitFailure(missing);
            assertThat(failed.failure().code()).isEqualTo(Code.NONDETERMINISTIC);
            assertThat(failed.path()).isEqualTo(Path.of(1));

            LeaseId tooDeep = new LeaseId(PathKey.ROOT, 3);
            engine.run(new Assignment<>(
                    tooDeep, 0, 0, "", List.of(new KnownChild(Path.of(0, 0, 0, 0, 0), 0, 0)), Care.NORMAL));
            failed = recorder.awaitFailure(tooDeep);
            assertThat(failed.failure().code()).isEqualTo(Code.NONDETERMINISTIC);
            assertThat(failed.path()).isEqualTo(Path.of(0, 0, 0, 0));
        }
    }

    @Test
    void checkpointsReportEachFinishedSubtreeOnceAndNoneUnderAnother() throws Exception {
        Scripted program = new Scripted(5, 4).solving(path -> spin(300_000));
        Recorder<String, Integer> recorder = new Recorder<>();
        EngineSettings<String> settings = EngineSettings.<String>ofLanes(1).withCheckpoints(true);
        try (Engine<String, Integer> engine = new Engine<>(program, settings, recorder)) {
            Assignment<String> whole = Assignment.ofRoot("");
            engine.run(whole);
            int asked = 0;
            while (!recorder.resultOf(whole.id()).isDone()) {
                engine.takeCheckpoint();
                asked++;
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
            assertThat(recorder.checkpointAnswers.get()).isEqualTo(asked);
            assertThat(recorder.finished).isNotEmpty();
            Set<Path> reported = new HashSet<>();
            for (FinishedUnder<String, Integer> part : recorder.finished) {
                List<FinishedPiece<String, Integer>> pieces = part.finished();
                for (FinishedPiece<String, Integer> piece : pieces) {
                    assertThat(reported.add(piece.path())).isTrue();
                    assertThat(piece.result())
                            .isEqualTo((int) Math.pow(4, 5 - piece.path().length()));
                    assertThat(piece.problem()).hasSize(piece.path().length());
                    assertThat(pieces)
                            .noneMatch(other -> other != piece && other.path().leadsTo(piece.path()));
                }
            }
        }
    }

    @Test
    void weightsOfWhatIsFinishedAddUpToTheWhole() throws Exception {
        AtomicLong atTheEnd = new AtomicLong();
        Recorder<String, Integer> recorder = new Recorder<>();
        List<Engine<String, Integer>> made = new ArrayList<>();
        Scripted program = new Scripted(9, 3).combining(path -> {
            if (path.isEmpty()) {
                atTheEnd.set(made.get(0).status().leases().get(0).finishedWeight());
            }
            return 0;
        });
        for (int lanes = 1; lanes <= 3; lanes++) {
            made.clear();
            try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(lanes), recorder)) {
                made.add(engine);
                LeaseId id = new LeaseId(PathKey.ROOT, lanes);
                engine.run(new Assignment<>(id, 0, Weight.WHOLE, "", List.of(), Care.NORMAL));
                recorder.await(id);
                assertThat(atTheEnd.get()).isEqualTo(Weight.WHOLE);
            }
        }
    }

    @Test
    void aPausedEngineDoesNothingAndGoesOnLater() throws Exception {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(10);
        Scripted program = new Scripted(7, 3).solving(path -> {
            running.incrementAndGet();
            begun.countDown();
            spin(20_000);
            running.decrementAndGet();
            return 1;
        });
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(2), recorder)) {
            Assignment<String> whole = Assignment.ofRoot("");
            engine.run(whole);
            begun.await();
            engine.resize(0);
            await().until(() -> engine.status().lanes() == 0 && running.get() == 0);
            long busy = engine.status().busyNanos();
            park();
            assertThat(running.get()).isZero();
            assertThat(recorder.resultOf(whole.id())).isNotDone();
            engine.resize(3);
            assertThat(recorder.await(whole.id()).value()).isEqualTo(2187);
            assertThat(engine.status().busyNanos()).isGreaterThan(busy);
        }
    }

    @Test
    void aTracedLeaseTellsEachStepBeforeItRunsAndGivesNothingAway() throws Exception {
        ConcurrentLinkedQueue<String> traced = new ConcurrentLinkedQueue<>();
        AtomicInteger atOnce = new AtomicInteger();
        Scripted program = new Scripted(6, 3).solving(path -> {
            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
            spin(10_000);
            atOnce.decrementAndGet();
            return 1;
        });
        int[] at = new int[7];
        Recorder<String, Integer> recorder = new Recorder<>() {
            @Override
            public void traced(int level, int childIndex) {
                at[level] = childIndex;
                StringBuilder path = new StringBuilder();
                for (int i = 1; i <= level; i++) {
                    path.append(at[i]);
                }
                traced.add(path.toString());
            }
        };
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(3), recorder)) {
            LeaseId id = new LeaseId(PathKey.ROOT, 3);
            engine.run(new Assignment<>(id, 4, Weight.WHOLE, "", List.of(), Care.TRACED));
            engine.giveAway(4);
            assertThat(recorder.await(id).value()).isEqualTo(729);
            await().until(() -> recorder.gaveAnswers.get() == 1);
            assertThat(recorder.given).isEmpty();
            assertThat(new HashSet<>(traced)).hasSize((729 * 3 - 1) / 2).contains("", "012012", "222222");
        }
    }

    @Test
    void aNewAttemptReplacesTheOlderOne() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Scripted program = new Scripted(0, 1).solving(path -> {
            if (calls.getAndIncrement() == 0) {
                first.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return -1;
            }
            return 1;
        });
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(1), recorder)) {
            LeaseId older = new LeaseId(PathKey.ROOT, 1);
            LeaseId newer = new LeaseId(PathKey.ROOT, 2);
            engine.run(new Assignment<>(older, 0, 0, "", List.of(), Care.NORMAL));
            first.await();
            engine.run(new Assignment<>(newer, 0, 0, "", List.of(), Care.NORMAL));
            assertThat(recorder.await(newer).value()).isEqualTo(1);
            assertThat(recorder.resultOf(older)).isNotDone();
        }
    }

    @Test
    void workAndSpanAreMeasured() throws Exception {
        // 16 base cases of 2 ms each under a binary tree: work 32 ms, span a little over 2 ms; more on a crowded
        // machine.
        AtomicLong all = new AtomicLong();
        AtomicLong longest = new AtomicLong();
        Scripted program = new Scripted(4, 2).solving(path -> {
            long from = System.nanoTime();
            int value = spin(2_000_000);
            long took = System.nanoTime() - from;
            all.addAndGet(took);
            longest.accumulateAndGet(took, Math::max);
            return value;
        });
        Measured measured = InProcess.run(program, "", 1).measured();
        assertThat(measured.subproblems()).isEqualTo(31);
        assertThat(measured.workNanos()).isGreaterThanOrEqualTo(all.get());
        long besides = measured.workNanos() - all.get();
        assertThat(measured.spanNanos()).isBetween(longest.get(), longest.get() + besides);
    }

    @Test
    void aProfileMeasuresEveryStepOfShortOnes() throws Exception {
        await().until(() -> {
            // On a loaded machine one step may be held up for long.
            EngineSettings<Integer> settings =
                    EngineSettings.<Integer>ofLanes(1).withProfile(true);
            try (InProcess<Long> run = InProcess.start(new Fibonacci(), 20, settings)) {
                Measured measured = run.await().measured();
                assertThat(measured.subproblems()).isEqualTo(21891);
                return measured.spanNanos() < measured.workNanos() / 10;
            }
        });
    }

    @Test
    void theSequentialSolverTakesOverByItself() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        class Counted extends Queens implements SequentialSolver<Queens.Board, Long> {
            @Override
            public Long solveSequentially(Board board) {
                calls.incrementAndGet();
                return Queens.WithSolver.count((1 << board.n()) - 1, board.columns(), board.left(), board.right());
            }
        }
        Solved<Long> solved = InProcess.run(new Counted(), Queens.Board.empty(13), 2);
        assertThat(solved.result()).isEqualTo(73712);
        // 4.6 million problems; nearly all of them are inside the solver.
        assertThat(solved.measured().subproblems()).isLessThan(200_000);
        assertThat(calls.get()).isGreaterThan(10);
    }

    @Test
    void anExceptionInTheSequentialSolverHasItsPath() throws Exception {
        class Failing extends Queens implements SequentialSolver<Queens.Board, Long> {
            @Override
            public Long solveSequentially(Board board) {
                throw new IllegalStateException("boom");
            }
        }
        Recorder<Queens.Board, Long> recorder = new Recorder<>();
        try (Engine<Queens.Board, Long> engine = new Engine<>(new Failing(), EngineSettings.ofLanes(1), recorder)) {
            Assignment<Queens.Board> whole = Assignment.ofRoot(Queens.Board.empty(10));
            engine.run(whole);
            Recorder.Failed failed = recorder.awaitFailure(whole.id());
            assertThat(failed.failure().code()).isEqualTo(Code.SOLVE_SEQUENTIALLY_THREW);
            assertThat(failed.path().length()).isPositive();
            assertThat(failed.failure().path()).isEqualTo(failed.path().toString());
        }
    }

    @Test
    void anIdleEngineUsesNoProcessorTime() {
        Recorder<Integer, Long> recorder = new Recorder<>();
        try (Engine<Integer, Long> engine = new Engine<>(new Fibonacci(), EngineSettings.ofLanes(3), recorder)) {
            Assignment<Integer> some = Assignment.ofRoot(15);
            engine.run(some);
            await().until(() -> recorder.resultOf(some.id()).isDone());
            java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
            await().until(() -> {
                long before = cpu(threads);
                park();
                park();
                return engine.status().busyLanes() == 0 && cpu(threads) == before;
            });
        }
    }

    private static long cpu(java.lang.management.ThreadMXBean threads) {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            java.lang.management.ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("lane")) {
                sum += threads.getThreadCpuTime(id);
            }
        }
        return sum;
    }
}
