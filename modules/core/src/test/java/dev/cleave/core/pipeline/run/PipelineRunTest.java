package dev.cleave.core.pipeline.run;

import static dev.cleave.core.pipeline.run.Tasks.item;
import static dev.cleave.core.pipeline.run.Tasks.job;
import static dev.cleave.core.pipeline.run.Tasks.pipeline;
import static dev.cleave.core.pipeline.run.Tasks.result;
import static dev.cleave.core.pipeline.run.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Foreach;
import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.Retry;
import dev.cleave.core.pipeline.Template;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineRunTest {

    private static final int MANY = 1_000;

    private final RecordingPipelinePort port = new RecordingPipelinePort();
    private long now = 1_000;

    @Test
    void aTaskBeginsOnceAllThatItNeedsHasSucceeded() {
        PipelineRun run = begin(pipeline(task("a"), task("b"), task("c", "a", "b")));

        assertThat(port.newlySubmitted()).containsExactly("a#1", "b#1");
        succeed(run, "a", "1");
        assertThat(port.newlySubmitted()).isEmpty();
        succeed(run, "b", "2");
        assertThat(port.newlySubmitted()).containsExactly("c#1");
        succeed(run, "c", "3");
        assertThat(run.record().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aResultIsPassedOnToWhoRefersToIt() {
        PipelineRun run = begin(pipeline(task("a"), task("b").withWork(job(result("a")))));

        succeed(run, "a", "42");

        assertThat(arguments("b")).containsEntry("x", "42");
    }

    @Test
    void whoNeedsAFailedTaskIsSkippedForIt() {
        PipelineRun run = begin(pipeline(task("a"), task("b", "a"), task("c", "b")));

        fail(run, "a");

        assertThat(port.of("a").state()).isEqualTo(InstanceState.FAILED);
        assertThat(port.of("b").skippedBy()).isEqualTo("a");
        assertThat(port.of("c").skippedBy()).isEqualTo("a");
        assertThat(run.record().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void afterAFailureNothingNewBeginsAndWhatRunsIsLetEnd() {
        PipelineRun run = begin(pipeline(task("a"), task("b"), task("c", "b")));

        fail(run, "a");
        succeed(run, "b", "2");

        assertThat(port.of("b").state()).isEqualTo(InstanceState.SUCCEEDED);
        assertThat(port.of("c").state()).isEqualTo(InstanceState.SKIPPED);
        assertThat(port.of("c").skippedBy()).isEqualTo("a");
        assertThat(run.record().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void whereAFailureDoesNotStopTheRestGoesOn() {
        PipelineRun run =
                begin(pipeline(task("a").onFailure(OnFailure.CONTINUE), task("b"), task("c", "b"), task("d", "a")));

        fail(run, "a");
        succeed(run, "b", "2");
        succeed(run, "c", "3");

        assertThat(port.of("c").state()).isEqualTo(InstanceState.SUCCEEDED);
        assertThat(port.of("d").skippedBy()).isEqualTo("a");
        assertThat(run.record().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aFailureIsTriedAgainAfterTwiceTheTimeEach() {
        PipelineRun run = begin(pipeline(task("a").retrying(new Retry(3, Duration.ofSeconds(1)))));

        fail(run, "a");
        assertThat(port.of("a").state()).isEqualTo(InstanceState.BACKING_OFF);
        assertThat(port.of("a").retryAt()).isEqualTo(now + 1_000);
        run.due(now + 999);
        assertThat(port.newlySubmitted()).containsExactly("a#1");
        now += 1_000;
        run.due(now);
        assertThat(port.newlySubmitted()).containsExactly("a#2");
        fail(run, "a");
        assertThat(port.of("a").retryAt()).isEqualTo(now + 2_000);
        now += 2_000;
        run.due(now);
        fail(run, "a");
        assertThat(port.of("a").state()).isEqualTo(InstanceState.FAILED);
        assertThat(port.of("a").attempt()).isEqualTo(3);
    }

    @Test
    void aFailureThatWouldComeAgainIsNotTriedAgain() {
        PipelineRun run = begin(pipeline(task("a").retrying(new Retry(3, Duration.ofSeconds(1)))));

        run.attemptEnded(InstanceId.of("a"), 1, new TaskOutcome.Failed("INVALID_ARGUMENT", "n: x", false), 1, now);

        assertThat(port.of("a").state()).isEqualTo(InstanceState.FAILED);
    }

    @Test
    void anAttemptThatRunsTooLongIsCancelledAndHasFailed() {
        PipelineRun run = begin(pipeline(task("a").within(Duration.ofSeconds(5))));

        run.due(now + 60_000);
        assertThat(port.cancelled).as("it has not begun yet").isEmpty();
        run.attemptStarted(InstanceId.of("a"), 1, now);
        run.due(now + 4_999);
        assertThat(port.cancelled).isEmpty();
        run.due(now + 5_000);
        assertThat(port.cancelled).containsExactly("a#1");
        run.attemptEnded(InstanceId.of("a"), 1, new TaskOutcome.Cancelled(), 1, now + 5_001);

        assertThat(port.of("a").failureCode()).isEqualTo("TIMEOUT");
        assertThat(run.record().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aTaskRunsForEachItemAndItsResultsAreJoinedInOrder() {
        PipelineRun run = begin(pipeline(
                task("a").forEach(range(1, 3)).withWork(job(item())), task("b").withWork(job(result("a")))));

        assertThat(port.newlySubmitted()).containsExactly("a[0]#1", "a[1]#1", "a[2]#1");
        succeed(run, new InstanceId("a", 2), "nine");
        succeed(run, new InstanceId("a", 0), "one");
        succeed(run, new InstanceId("a", 1), "four");

        assertThat(arguments("b")).containsEntry("x", "one\nfour\nnine");
    }

    @Test
    void aTaskRunsForEachElementOfAnEarlierResult() {
        PipelineRun run = begin(pipeline(
                task("a"), task("b").forEach(new Foreach.Elements(result("a"))).withWork(job(item()))));

        succeed(run, "a", "[2, 3, 5]");

        assertThat(port.newlySubmitted()).contains("b[0]#1", "b[1]#1", "b[2]#1");
        assertThat(((ResolvedWork.Job) port.work.get(new InstanceId("b", 2))).arguments())
                .containsEntry("x", "5");
    }

    @Test
    void aTaskWithoutItemsHasSucceeded() {
        PipelineRun run = begin(pipeline(task("a").forEach(range(1, 0)), task("b", "a")));

        succeed(run, "b", "");

        assertThat(port.of("a").state()).isEqualTo(InstanceState.SUCCEEDED);
        assertThat(run.record().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aTaskWhoseConditionDoesNotHoldIsSkippedForItself() {
        Condition isLarge = new Condition.Comparison(result("a"), Condition.Comparator.GREATER, Template.of("100"));
        PipelineRun run = begin(pipeline(task("a"), task("b").when(isLarge), task("c", "b")));

        succeed(run, "a", "99");

        assertThat(port.of("b").skippedBy()).isEqualTo("b");
        assertThat(port.of("c").skippedBy()).isEqualTo("b");
        assertThat(run.record().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aConditionOnItemsIsAskedForEach() {
        Condition isBig = new Condition.Comparison(item(), Condition.Comparator.AT_LEAST, Template.of("2"));
        PipelineRun run = begin(pipeline(task("a").forEach(range(1, 2)).when(isBig)));

        assertThat(port.newlySubmitted()).containsExactly("a[1]#1");
        succeed(run, new InstanceId("a", 1), "");

        assertThat(port.kept.get(new InstanceId("a", 0)).state()).isEqualTo(InstanceState.SKIPPED);
        assertThat(run.state("a")).isEqualTo(InstanceState.SUCCEEDED);
    }

    @Test
    void aValueThatIsNotWhatATaskNeedsFailsIt() {
        PipelineRun run = begin(pipeline(
                task("a"), task("b").forEach(new Foreach.Range(Template.of("1"), result("a"), Template.of("1")))));

        succeed(run, "a", "many");

        assertThat(port.of("b").failureCode()).isEqualTo("UNRESOLVED");
        assertThat(port.of("b").message())
                .isEqualTo("last of the range: 'many' (expected: a whole number of at most 18 digits)");
        assertThat(run.record().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void finallyTasksRunHoweverTheOthersEnded() {
        Template outcome = Template.of(new Reference.OfRunState());
        PipelineRun run = begin(pipeline(
                List.of(task("a"), task("b", "a")), List.of(task("last").withWork(job(outcome)))));

        fail(run, "a");

        assertThat(arguments("last")).containsEntry("x", "failed");
        succeed(run, "last", "");
        assertThat(run.record().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void cancelEndsWhatRunsLeavesOutTheRestAndLetsFinallyTasksRun() {
        PipelineRun run = begin(pipeline(List.of(task("a"), task("b", "a")), List.of(task("last"))));

        run.cancel(now);
        assertThat(port.cancelled).containsExactly("a#1");
        run.attemptEnded(InstanceId.of("a"), 1, new TaskOutcome.Cancelled(), 1, now);

        assertThat(port.of("b").state()).isEqualTo(InstanceState.CANCELLED);
        assertThat(port.newlySubmitted()).contains("last#1");
        succeed(run, "last", "");
        assertThat(run.record().state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void cancelOnceOnlyFinallyTasksAreLeftEndsThose() {
        PipelineRun run = begin(pipeline(List.of(task("a")), List.of(task("last"))));

        succeed(run, "a", "");
        run.cancel(now);
        run.attemptEnded(InstanceId.of("last"), 1, new TaskOutcome.Cancelled(), 1, now);

        assertThat(run.record().state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void aKnownResultIsTakenWithoutRunning() {
        Pipeline cached = pipeline(task("a").cached(), task("b", "a"));
        PipelineRun first = begin(cached);
        succeed(first, "a", "42");
        assertThat(port.memory).hasSize(1);
        RecordingPipelinePort other = new RecordingPipelinePort();
        other.memory.putAll(port.memory);

        new PipelineRun("second", cached, Map.of(), RunRecord.FIRST, List.of(), MANY, other).begin(now);

        assertThat(other.newlySubmitted()).containsExactly("b#1");
        assertThat(other.of("a").isKnown()).isTrue();
        assertThat(other.of("a").value().result()).isEqualTo("42");
    }

    @Test
    void noMoreInstancesRunAtATimeThanMay() {
        PipelineRun run = new PipelineRun(
                "r", pipeline(task("a").forEach(range(1, 5))), Map.of(), RunRecord.FIRST, List.of(), 2, port);
        run.begin(now);

        assertThat(port.newlySubmitted()).containsExactly("a[0]#1", "a[1]#1");
        succeed(run, new InstanceId("a", 1), "");
        assertThat(port.newlySubmitted()).containsExactly("a[2]#1");
    }

    @Test
    void whatIsToldTwiceOrLateChangesNothing() {
        PipelineRun run = begin(pipeline(task("a").retrying(new Retry(2, Duration.ZERO)), task("b", "a")));

        fail(run, "a");
        run.due(now);
        run.attemptEnded(InstanceId.of("a"), 1, new TaskOutcome.Succeeded(TaskValue.NOTHING), 1, now);
        assertThat(port.of("a").state()).isEqualTo(InstanceState.RUNNING);
        run.attemptEnded(InstanceId.of("a"), 2, new TaskOutcome.Succeeded(TaskValue.NOTHING), 1, now);
        run.attemptEnded(InstanceId.of("a"), 2, new TaskOutcome.Failed("LATE", "", true), 1, now);

        assertThat(port.of("a").state()).isEqualTo(InstanceState.SUCCEEDED);
        assertThat(port.newlySubmitted()).containsExactly("a#1", "a#2", "b#1");
    }

    @Test
    void aRunThatIsMadeOfRecordsGoesOn() {
        Pipeline pipeline = pipeline(task("a"), task("b"), task("c", "a", "b"));
        PipelineRun lost = begin(pipeline);
        succeed(lost, "a", "1");
        port.newlySubmitted();

        PipelineRun next = again(pipeline, port.run);

        assertThat(port.newlySubmitted()).as("asked for again").containsExactly("b#1");
        succeed(next, "b", "2");
        assertThat(port.newlySubmitted()).containsExactly("c#1");
    }

    @Test
    void resumedRunsOnlyWhatHasNotSucceeded() {
        Pipeline pipeline = pipeline(task("a"), task("b", "a"), task("c", "b"));
        PipelineRun run = begin(pipeline);
        succeed(run, "a", "1");
        fail(run, "b");
        port.newlySubmitted();

        PipelineRun resumed = again(pipeline, port.run.resumed());

        assertThat(port.newlySubmitted()).containsExactly("b#2");
        resumed.attemptEnded(InstanceId.of("b"), 2, new TaskOutcome.Succeeded(TaskValue.NOTHING), 1, now);
        succeed(resumed, "c", "3");
        assertThat(resumed.record().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(port.of("a").round()).isEqualTo(1);
    }

    @Test
    void whatWasMendedRunsAgainAndSoDoesWhoNeedsIt() {
        PipelineRun run = begin(pipeline(task("a"), task("b", "a"), task("c"), task("d", "c"), task("e", "b", "d")));
        List.of("a", "b", "c", "d").forEach(name -> succeed(run, name, name));
        fail(run, "e");
        port.newlySubmitted();

        PipelineRun resumed = again(
                pipeline(
                        task("a").withWork(job(Template.of("mended"))),
                        task("b", "a"),
                        task("c"),
                        task("d", "c"),
                        task("e", "b", "d")),
                port.run.resumed());

        assertThat(port.newlySubmitted()).containsExactly("a#2");
        resumed.attemptEnded(InstanceId.of("a"), 2, new TaskOutcome.Succeeded(TaskValue.of("a", Map.of())), 1, now);
        assertThat(port.newlySubmitted()).as("though a left the same").containsExactly("b#2");
    }

    @Test
    void whatSucceededBehindATaskWithoutItemsStands() {
        Pipeline pipeline = pipeline(task("a").forEach(range(1, 0)), task("b", "a"), task("c", "b"));
        PipelineRun run = begin(pipeline);
        succeed(run, "b", "2");
        fail(run, "c");
        port.newlySubmitted();

        again(pipeline, port.run.resumed());

        assertThat(port.newlySubmitted()).containsExactly("c#2");
    }

    @Test
    void whatSucceededBehindASkippedItemStands() {
        Condition isBig = new Condition.Comparison(item(), Condition.Comparator.AT_LEAST, Template.of("2"));
        Pipeline pipeline = pipeline(task("a").forEach(range(1, 2)).when(isBig), task("b", "a"), task("c", "b"));
        PipelineRun run = begin(pipeline);
        succeed(run, new InstanceId("a", 1), "");
        succeed(run, "b", "2");
        fail(run, "c");
        port.newlySubmitted();

        again(pipeline, port.run.resumed());

        assertThat(port.newlySubmitted()).containsExactly("c#2");
    }

    @Test
    void aTaskWithMoreItemsThanARunMayHaveFails() {
        PipelineTask[] tasks = IntStream.rangeClosed(1, 11)
                .mapToObj(number -> task("t" + number).forEach(range(1, 10_000)))
                .toArray(PipelineTask[]::new);

        begin(pipeline(tasks));

        assertThat(port.of("t11").failureCode()).isEqualTo("UNRESOLVED");
        assertThat(port.of("t11").message())
                .isEqualTo("foreach: 10000 items, beside 100000 of other tasks (expected: at most 100000 in a run)");
    }

    @Test
    void aTextThatIsJoinedOfLongResultsFailsItsTask() {
        Template often = new Template(Collections.nCopies(20, new Template.Value(new Reference.OfResult("a"))));
        PipelineRun run = begin(pipeline(task("a"), task("b").withWork(job(often))));

        succeed(run, "a", "x".repeat(60_000));

        assertThat(port.of("b").failureCode()).isEqualTo("UNRESOLVED");
        assertThat(port.of("b").message()).contains("at most 1048576");
    }

    @Test
    void workAndSpanFollowFromTheTimesOfTheInstances() {
        Pipeline pipeline = pipeline(task("a"), task("b", "a").forEach(range(1, 2)), task("c", "b"));
        PipelineRun run = begin(pipeline);
        run.attemptEnded(InstanceId.of("a"), 1, new TaskOutcome.Succeeded(TaskValue.NOTHING), 10, now);
        run.attemptEnded(new InstanceId("b", 0), 1, new TaskOutcome.Succeeded(TaskValue.NOTHING), 5, now);
        run.attemptEnded(new InstanceId("b", 1), 1, new TaskOutcome.Succeeded(TaskValue.NOTHING), 7, now);
        run.attemptEnded(InstanceId.of("c"), 1, new TaskOutcome.Succeeded(TaskValue.NOTHING), 1, now);

        assertThat(RunMeasure.of(pipeline, port.records()))
                .isEqualTo(new RunMeasure(23, 18, List.of("a", "b[1]", "c")));
    }

    private PipelineRun begin(Pipeline pipeline) {
        return again(pipeline, RunRecord.FIRST);
    }

    private PipelineRun again(Pipeline pipeline, RunRecord record) {
        PipelineRun run = new PipelineRun("r", pipeline, Map.of(), record, port.records(), MANY, port);
        run.begin(now);
        return run;
    }

    private void succeed(PipelineRun run, String task, String result) {
        succeed(run, InstanceId.of(task), result);
    }

    private void succeed(PipelineRun run, InstanceId instance, String result) {
        int attempt = port.kept.get(instance).attempt();
        run.attemptEnded(instance, attempt, new TaskOutcome.Succeeded(TaskValue.of(result, Map.of())), 1, now);
    }

    private void fail(PipelineRun run, String task) {
        int attempt = port.of(task).attempt();
        run.attemptEnded(InstanceId.of(task), attempt, new TaskOutcome.Failed("BROKEN", "it broke", true), 1, now);
    }

    private Map<String, String> arguments(String task) {
        return ((ResolvedWork.Job) port.work.get(InstanceId.of(task))).arguments();
    }

    private static Foreach range(int first, int last) {
        return new Foreach.Range(
                Template.of(String.valueOf(first)), Template.of(String.valueOf(last)), Template.of("1"));
    }
}
