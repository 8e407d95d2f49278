package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.Scripted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that fails ends its lease at once, with code, path and stack trace; what hangs can be left. */
class FailureTest {

    /** Deep enough that the failure comes out of plain recursion, not of a first explicit step. */
    private static final String FAR = "21021021021";

    private static final Path FAR_PATH = Path.of(2, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1);

    private static JobFailure failureOf(Scripted program, int lanes) throws InterruptedException {
        try {
            InProcess.run(program, "", lanes);
        } catch (JobFailedException failed) {
            return failed.failure();
        }
        throw new AssertionError("did not fail");
    }

    private static <T> T thrown(String path) {
        throw new IllegalStateException("boom at " + path);
    }

    private static void assertBoom(JobFailure failure, Code code, String at, String path) {
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.path()).isEqualTo(at);
        assertThat(failure.message()).contains("boom at " + path);
        assertThat(failure.stackTrace()).contains("FailureTest.thrown");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anExceptionInAnyVerbFailsTheJobWithItsPath(int lanes) throws Exception {
        String at = FAR_PATH.toString();
        assertBoom(
                failureOf(new Scripted(12, 3).looking(p -> p.equals(FAR) ? thrown(p) : false), lanes),
                Code.IS_BASE_CASE_THREW,
                at,
                FAR);
        assertBoom(
                failureOf(new Scripted(11, 3).solving(p -> p.equals(FAR) ? thrown(p) : Integer.valueOf(1)), lanes),
                Code.SOLVE_THREW,
                at,
                FAR);
        Scripted dividing = new Scripted(12, 3);
        assertBoom(
                failureOf(dividing.dividing(p -> p.equals(FAR) ? thrown(p) : dividing.children(p)), lanes),
                Code.DIVIDE_THREW,
                at,
                FAR);
        assertBoom(
                failureOf(new Scripted(12, 3).combining(p -> p.equals(FAR) ? thrown(p) : Integer.valueOf(0)), lanes),
                Code.COMBINE_THREW,
                at,
                FAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "21", FAR})
    void aNullFromDivideIsNamed(String where) throws Exception {
        Path path = Path.of(where.chars().map(c -> c - '0').toArray());
        Scripted none = new Scripted(12, 3);
        none.dividing(p -> p.equals(where) ? null : none.children(p));
        JobFailure failure = failureOf(none, 2);
        assertThat(failure.code()).isEqualTo(Code.DIVIDE_NULL);
        assertThat(failure.path()).isEqualTo(path.toString());

        Scripted one = new Scripted(12, 3);
        one.dividing(p -> p.equals(where) ? new ArrayList<>(Arrays.asList(p + 0, null, p + 2)) : one.children(p));
        failure = failureOf(one, 2);
        assertThat(failure.code()).isEqualTo(Code.DIVIDE_NULL);
        assertThat(failure.path()).isEqualTo(path.toString());
        assertThat(failure.message()).contains("child 1");
    }

    @Test
    void endlessRecursionInSolveIsAFailureLikeAnyOther() throws Exception {
        Scripted program = new Scripted(11, 3).solving(p -> p.equals(FAR) ? endless(1) : Integer.valueOf(1));
        JobFailure failure = failureOf(program, 1);
        assertThat(failure.code()).isEqualTo(Code.SOLVE_THREW);
        assertThat(failure.path()).isEqualTo(FAR_PATH.toString());
        assertThat(failure.stackTrace()).contains("StackOverflowError", "FailureTest.endless");
    }

    private static Integer endless(int n) {
        return n > 0 ? endless(n + 1) + 1 : Integer.valueOf(0);
    }

    @Test
    void aDivideThatNeverEndsExceedsTheDepth() {
        Scripted program = new Scripted(-1, 1);
        try (InProcess<Integer> run =
                InProcess.start(program, "", EngineSettings.<String>ofLanes(2).withMaxDepth(3000))) {
            assertThatThrownBy(() -> run.await(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(JobFailedException.class, failed -> {
                        assertThat(failed.failure().code()).isEqualTo(Code.DEPTH_EXCEEDED);
                        assertThat(failed.failure().path()).startsWith("/0/0/0");
                        assertThat(failed.failure().message()).contains("3000");
                    });
        }
    }

    @Test
    void nullResultsAreLegal() throws Exception {
        Scripted program = new Scripted(8, 2) {
            @Override
            public Integer combine(String path, List<Integer> results) {
                assertThat(results).hasSize(2).containsOnlyNulls();
                return null;
            }
        }.solving(path -> null);
        assertThat(InProcess.run(program, "", 2).result()).isNull();
    }

    @Test
    void whatCombineSeesCannotBeChanged() throws Exception {
        Scripted program = new Scripted(1, 2) {
            @Override
            public Integer combine(String path, List<Integer> results) {
                results.set(0, 7);
                return 0;
            }
        };
        assertThat(failureOf(program, 1).code()).isEqualTo(Code.COMBINE_THREW);
    }

    @Test
    void otherLeasesGoOnAfterOneFailed() throws Exception {
        Scripted program = new Scripted(9, 3).solving(p -> p.startsWith("000") ? thrown(p) : Integer.valueOf(1));
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(2), recorder)) {
            LeaseId bad = new LeaseId(PathKey.ROOT.child(0), 1);
            LeaseId good = new LeaseId(PathKey.ROOT.child(1), 1);
            engine.run(new Assignment<>(good, 1, 0, "1", List.of(), dev.cleave.core.lease.Lease.Care.NORMAL));
            engine.run(new Assignment<>(bad, 1, 0, "0", List.of(), dev.cleave.core.lease.Lease.Care.NORMAL));
            assertThat(recorder.awaitFailure(bad).path()).isEqualTo(Path.of(0, 0, 0, 0, 0, 0, 0, 0));
            assertThat(recorder.await(good).value()).isEqualTo(6561);
            assertThat(recorder.endings.get()).isEqualTo(2);
        }
    }

    @Test
    void userCodeThatNeverReturnsCanBeCancelled() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Scripted program = new Scripted(3, 2).solving(p -> {
            inside.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("interrupted");
        });
        InProcess<Integer> run = InProcess.start(program, "", EngineSettings.ofLanes(1));
        inside.await();
        run.cancel();
        assertThatThrownBy(run::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void aDroppedLeaseThatIgnoresInterruptsLeavesItsLaneToOthers() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Scripted program = new Scripted(3, 2).solving(p -> {
            if (p.startsWith("1")) {
                return 1;
            }
            inside.countDown();
            while (over.getCount() > 0) {
                Thread.onSpinWait();
            }
            return 1;
        });
        Recorder<String, Integer> recorder = new Recorder<>();
        try (Engine<String, Integer> engine = new Engine<>(program, EngineSettings.ofLanes(1), recorder)) {
            Assignment<String> stuck = Assignment.ofRoot("");
            engine.run(stuck);
            inside.await();
            engine.drop(stuck.id());
            LeaseId other = new LeaseId(PathKey.ROOT.child(1), 1);
            engine.run(new Assignment<>(other, 1, 0, "1", List.of(), dev.cleave.core.lease.Lease.Care.NORMAL));
            assertThat(recorder.await(other).value()).isEqualTo(4);
            over.countDown();
            assertThat(recorder.resultOf(stuck.id())).isNotDone();
            assertThat(recorder.endings.get()).isEqualTo(1);
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsNotTakenForUserCodes() {
        Scripted program = new Scripted(3, 2).solving(p -> {
            throw new OutOfMemoryError("as if");
        });
        try (InProcess<Integer> run = InProcess.start(program, "", EngineSettings.ofLanes(2))) {
            assertThatThrownBy(() -> run.await(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            JobFailedException.class,
                            failed -> assertThat(failed.failure().code()).isEqualTo(Code.INTERNAL));
        }
    }
}
