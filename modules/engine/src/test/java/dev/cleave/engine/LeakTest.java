package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.core.lease.Lease.Care;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No frame, problem or result is reachable after its lease, however that ended. */
class LeakTest {

    private record Problem(int height) {}

    private static final class Tree implements DivideAndConquer<Problem, Object> {
        @Override
        public boolean isBaseCase(Problem problem) {
            return problem.height == 0;
        }

        @Override
        public Object solve(Problem problem) {
            return new Object();
        }

        @Override
        public List<Problem> divide(Problem problem) {
            if (problem.height == 99) {
                throw new IllegalStateException("boom");
            }
            return List.of(new Problem(problem.height - 1), new Problem(problem.height - 1));
        }

        @Override
        public Object combine(Problem problem, List<Object> results) {
            return new Object();
        }
    }

    @Test
    void nothingOfAnEndedLeaseStaysReachable() throws Exception {
        Random random = new Random(7);
        List<WeakReference<Problem>> problems = new ArrayList<>();
        List<WeakReference<Object>> results = new ArrayList<>();
        Recorder<Problem, Object> recorder = new Recorder<>();
        EngineSettings<Problem> settings = EngineSettings.<Problem>ofLanes(2).withCheckpoints(true);
        try (Engine<Problem, Object> engine = new Engine<>(new Tree(), settings, recorder)) {
            for (int i = 0; i < 10_000; i++) {
                Problem problem = new Problem(random.nextInt(20) == 0 ? 99 : 1 + random.nextInt(9));
                LeaseId id = new LeaseId(PathKey.ROOT.child(i), 1);
                if (i % 50 == 0) {
                    problems.add(new WeakReference<>(problem));
                }
                engine.run(new Assignment<>(id, 0, 1L << 40, problem, List.of(), Care.NORMAL));
                switch (random.nextInt(8)) {
                    case 0 -> engine.drop(id);
                    case 1 -> {
                        engine.giveAway(2);
                        GivenChild<Problem> given = recorder.given.poll();
                        if (given != null && random.nextBoolean()) {
                            PathKey key = given.parent().key().descendant(given.path());
                            engine.deliver(key, new Object(), Measured.NOTHING);
                        } else if (given != null) {
                            engine.drop(given.parent());
                        }
                    }
                    case 2 -> engine.takeCheckpoint();
                    default -> {}
                }
                if (i % 100 == 99) {
                    await().until(() -> engine.status().queuedLeases() == 0
                            && engine.status().busyLanes() == 0);
                    recorder.given.forEach(child -> engine.drop(child.parent()));
                    recorder.unstarted.clear();
                    recorder.given.clear();
                }
            }
            await().until(() ->
                    engine.status().queuedLeases() == 0 && engine.status().busyLanes() == 0);
            recorder.given.forEach(child -> engine.drop(child.parent()));
            assertThat(engine.status().leases()).isEmpty();
            assertThat(engine.status().openPieces()).isZero();
            recorder.given.clear();
            recorder.finished.clear();
            recorder.results
                    .values()
                    .forEach(result -> result.thenAccept(value -> results.add(new WeakReference<>(value.value()))));
            recorder.results.clear();
            assertThat(recorder.deaths).isEmpty();
            await().until(() -> {
                System.gc();
                return problems.stream().allMatch(problem -> problem.get() == null)
                        && results.stream().allMatch(result -> result.get() == null);
            });
        }
    }
}
