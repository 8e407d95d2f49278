package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.core.lease.Lease.Care;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.Scripted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What an engine gives away when it is asked to. */
class GivingTest {

    private static int spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return 1;
    }

    @Test
    void givenChildrenComeBackAsResults() throws Exception {
        Scripted program = new Scripted(8, 3).solving(path -> spin(20_000));
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(1), recorder)) {
            Assignment<String> whole = Assignment.ofRoot("");
            engine.run(whole);
            engine.giveAway(5);
            await().until(() -> recorder.gaveAnswers.get() == 1);
            Set<Path> paths = new HashSet<>();
            List<GivenChild<String>> given = new ArrayList<>(recorder.given);
            assertThat(given).isNotEmpty().hasSizeLessThanOrEqualTo(5);
            for (GivenChild<String> child : given) {
                assertThat(paths.add(child.path())).isTrue();
                assertThat(child.parent()).isEqualTo(whole.id());
                String spelled = "";
                long weight = Weight.WHOLE;
                for (int index : child.path().toArray()) {
                    spelled += index;
                    weight = Weight.ofChild(weight, index, 3);
                }
                assertThat(child.problem()).isEqualTo(spelled);
                assertThat(child.weight()).isEqualTo(weight);
            }
            for (GivenChild<String> child : given) {
                Solved<Integer> there = InProcess.run(program, child.problem(), 1);
                engine.deliver(whole.id().key().descendant(child.path()), there.result(), there.measured());
            }
            Recorder.Result<Integer> result = recorder.await(whole.id());
            assertThat(result.value()).isEqualTo(6561);
            assertThat(result.measured().subproblems()).isEqualTo(1 + 3 + 9 + 27 + 81 + 243 + 729 + 2187 + 6561);
        }
    }

    @Test
    void anEngineWithNothingToGiveSaysSo() {
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(new Scripted(1, 1), EngineSettings.ofLanes(2), recorder)) {
            engine.giveAway(3);
            await().until(() -> recorder.gaveAnswers.get() == 1);
            assertThat(recorder.given).isEmpty();
            assertThat(recorder.unstarted).isEmpty();
        }
    }

    /** An engine of one lane with five leases, of which one is inside a solve that returns when it is let go. */
    private void withFiveLeases(FiveLeases then) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Scripted program = new Scripted(0, 1).solving(path -> {
            try {
                go.await();
            } catch (InterruptedException stopped) {
                return 0;
            }
            return 1;
        });
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(1), recorder)) {
            List<LeaseId> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                LeaseId id = new LeaseId(PathKey.ROOT.child(i), 1);
                ids.add(id);
                engine.run(new Assignment<>(id, 1, 0, "", List.of(), Care.NORMAL));
            }
            await().until(() -> recorder.started.size() == 1);
            then.with(engine, recorder, ids);
            go.countDown();
            for (LeaseId id : ids) {
                if (!recorder.unstarted.contains(id)) {
                    recorder.await(id);
                }
            }
            assertThat(recorder.endings.get()).isEqualTo(ids.size() - recorder.unstarted.size());
        }
    }

    private interface FiveLeases {
        void with(Engine<String, Integer> engine, Recorder<String, Integer> recorder, List<LeaseId> ids);
    }

    @Test
    void leasesNotStartedAreGivenBackFirstTheLastOnesFirst() throws Exception {
        withFiveLeases((engine, recorder, ids) -> {
            engine.giveAway(2);
            await().until(() -> recorder.gaveAnswers.get() == 1);
            assertThat(recorder.unstarted).containsExactlyInAnyOrder(ids.get(3), ids.get(4));
        });
    }

    @Test
    void aLaneInsideALongSolveKeepsNoLeaseFromOthers() throws Exception {
        withFiveLeases((engine, recorder, ids) -> {
            long since = System.nanoTime();
            await().until(() -> System.nanoTime() - since > 50_000_000);
            engine.giveAway(10);
            await().until(() -> recorder.gaveAnswers.get() == 1);
            assertThat(recorder.unstarted).containsExactlyInAnyOrder(ids.get(1), ids.get(2), ids.get(3), ids.get(4));
        });
    }

    @Test
    void onlyWhatIsKnownToTakeTooLittleTimeIsKept() {
        DepthTimes times = new DepthTimes();
        times.note(1, 7, 7 * 1_000_000, 1_000_000);
        times.note(2, 20, 20 * 1_000_000, 1_000_000);
        assertThat(Selection.isWorthSending(times, 1, 5_000_000)).isTrue();
        assertThat(Selection.isWorthSending(times, 2, 5_000_000)).isFalse();
        assertThat(Selection.isWorthSending(times, 2, 1_000_000)).isTrue();
        times.note(2, 1, 50_000_000, 50_000_000);
        assertThat(Selection.isWorthSending(times, 2, 5_000_000)).isTrue();
    }
}
