package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static dev.cleave.service.store.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.Payload;
import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.InstanceState;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.core.pipeline.run.RunState;
import dev.cleave.core.pipeline.run.TaskValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs of pipelines, and what is known of their tasks. */
interface PipelineContract extends OpenStore {

    InstanceId COUNT = new InstanceId("count", 3);
    InstanceId SORT = InstanceId.of("sort");

    @Test
    default void aRunIsReadAsItWasAcceptedByTheNextController() throws Exception {
        PipelineSubmission run = run("ada", "", 1);
        assertThat(writer().pipelines().submit(run).isNew()).isTrue();
        reopen();
        assertThat(store().pipelines().find(run.id())).contains(PipelineRow.accepted(run));
        assertThat(store().pipelines().unfinished()).containsExactly(PipelineRow.accepted(run));
        assertThat(store().pipelines().instances(run.id())).isEmpty();
    }

    @Test
    default void aRequestThatIsMadeAgainIsTheSameRun() {
        PipelineSubmission run = run("ada", "nightly", 1);
        PipelineSubmission again = run("ada", "nightly", 1);
        assertThat(writer().pipelines().submit(run).isNew()).isTrue();
        assertThat(writer().pipelines().submit(again)).isEqualTo(new AcceptedRun(PipelineRow.accepted(run), false));
        refusal(StoreCode.IDEMPOTENCY_CONFLICT, () -> writer().pipelines().submit(run("ada", "nightly", 2)));
        assertThat(writer().pipelines().submit(run("bob", "nightly", 2)).isNew())
                .isTrue();
    }

    @Test
    default void whatWasDecidedIsReadAsItWasWrittenAndTheLastWordStands() throws Exception {
        String run = accepted();
        InstanceRecord running = record(COUNT, InstanceState.RUNNING, TaskValue.NOTHING);
        InstanceRecord ended =
                record(COUNT, InstanceState.SUCCEEDED, new TaskValue("42 é𝄞", 5, Map.of("a.txt", digest(7))));
        InstanceRecord other = record(SORT, InstanceState.SKIPPED, TaskValue.NOTHING);
        RunRecord cancelled = new RunRecord(1, RunState.RUNNING, true, false);
        assertThat(keep(run, Optional.empty(), List.of(running, other), List.of(), Map.of(COUNT, "job-1")))
                .isTrue();
        assertThat(keep(run, Optional.of(cancelled), List.of(ended), List.of(), Map.of()))
                .isTrue();
        reopen();
        assertThat(store().pipelines().instances(run))
                .containsExactly(new InstanceRow(ended, "job-1"), new InstanceRow(other, ""));
        assertThat(store().pipelines().find(run).orElseThrow().record()).isEqualTo(cancelled);
    }

    @Test
    default void whatIsForgottenIsGoneAndOfARunThatIsNotThereNothingIsKept() {
        String run = accepted();
        InstanceRecord record = record(COUNT, InstanceState.FAILED, TaskValue.NOTHING);
        keep(run, Optional.empty(), List.of(record), List.of(), Map.of());
        keep(run, Optional.empty(), List.of(), List.of(COUNT), Map.of());
        assertThat(store().pipelines().instances(run)).isEmpty();
        assertThat(keep("nobody", Optional.empty(), List.of(record), List.of(), Map.of()))
                .isFalse();
    }

    @Test
    default void anEndedRunIsResumedOnceWithWhatWasMended() {
        String run = accepted();
        RunRecord second = RunRecord.FIRST.in(RunState.FAILED).resumed();
        PipelineText mended = new PipelineText("nightly", "mended", Map.of(), Map.of("n", "2"));
        assertThat(writer().pipelines().resume(run, mended, second))
                .as("it runs")
                .isFalse();
        keep(run, Optional.of(RunRecord.FIRST.in(RunState.FAILED)), List.of(), List.of(), Map.of());
        assertThat(store().pipelines().unfinished()).isEmpty();
        assertThat(writer().pipelines().resume(run, mended, second)).isTrue();
        assertThat(writer().pipelines().resume(run, mended, second)).as("twice").isFalse();
        PipelineRow resumed = store().pipelines().find(run).orElseThrow();
        assertThat(resumed.submission().pipeline()).isEqualTo(mended);
        assertThat(resumed.record()).isEqualTo(second);
        assertThat(resumed.endedAt()).isZero();
    }

    @Test
    default void runsAreListedFromTheLatest() {
        String first = accepted();
        String second = accepted();
        PipelineSubmission bobs = run("bob", "", 1);
        writer().pipelines().submit(bobs);
        assertThat(ids("", null, 10)).containsExactly(bobs.id(), second, first);
        assertThat(ids("", null, 2)).containsExactly(bobs.id(), second);
        assertThat(ids("", second, 2)).containsExactly(first);
        assertThat(ids("ada", null, 10)).containsExactly(second, first);
        keep(first, Optional.of(RunRecord.FIRST.in(RunState.SUCCEEDED)), List.of(), List.of(), Map.of());
        assertThat(store().pipelines().latest("ada", "nightly", RunState.SUCCEEDED, second))
                .map(PipelineRow::id)
                .contains(first);
        assertThat(store().pipelines().latest("ada", "nightly", RunState.SUCCEEDED, first))
                .isEmpty();
    }

    @Test
    default void whatWorkHasLeftIsFoundByItsName() {
        TaskValue value = TaskValue.of("7", Map.of("out", digest(9)));
        String run = accepted();
        writer().pipelines()
                .keep(new PipelineChange(
                        run, NOW, Optional.empty(), List.of(), List.of(), Map.of(), Map.of(digest(8), value)));
        assertThat(store().pipelines().value(digest(8))).contains(value);
        assertThat(store().pipelines().value(digest(10))).isEmpty();
        assertThat(store().jobs().namedBlobs()).contains(digest(5), digest(9));
    }

    @Test
    default void endedRunsAndWhatWorkHasLeftAreForgottenByAgeAndByNumber() {
        String ended = accepted();
        InstanceRecord record = record(COUNT, InstanceState.SUCCEEDED, TaskValue.NOTHING);
        keep(ended, Optional.of(RunRecord.FIRST.in(RunState.SUCCEEDED)), List.of(record), List.of(), Map.of());
        writer().pipelines()
                .keep(new PipelineChange(
                        ended,
                        NOW,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of(digest(8), TaskValue.NOTHING)));
        String running = accepted();
        writer().prune(new Retention(1_000, 0), NOW + 1_000);
        assertThat(ids("", null, 10)).containsExactly(running, ended);
        writer().prune(new Retention(1_000, 0), NOW + 1_001);
        assertThat(ids("", null, 10)).containsExactly(running);
        assertThat(store().pipelines().instances(ended)).isEmpty();
        assertThat(store().pipelines().value(digest(8))).isEmpty();

        List<String> more = List.of(accepted(), accepted(), accepted());
        more.forEach(
                run -> keep(run, Optional.of(RunRecord.FIRST.in(RunState.FAILED)), List.of(), List.of(), Map.of()));
        writer().prune(new Retention(0, 2), NOW);
        assertThat(ids("", null, 10)).containsExactly(more.get(2), more.get(1), running);
    }

    @Test
    default void aScheduleStandsUntilItIsReplacedOrRemoved() throws Exception {
        PipelineText text = run("ada", "", 1).pipeline();
        PipelineSchedule schedule = new PipelineSchedule("ada", text, "0 2 * * *", NOW, NOW);
        writer().pipelines().putSchedule(schedule);
        PipelineSchedule other = new PipelineSchedule("ada", text, "0 3 * * *", NOW + 1, NOW + 1);
        writer().pipelines().putSchedule(other);
        reopen();
        assertThat(store().pipelines().schedules()).containsExactly(other);
        assertThat(writer().pipelines().seenTo("ada", "nightly", NOW + 5)).isTrue();
        assertThat(store().pipelines().schedules().get(0).lastAt()).isEqualTo(NOW + 5);
        assertThat(writer().pipelines().removeSchedule("ada", "nightly")).isTrue();
        assertThat(writer().pipelines().removeSchedule("ada", "nightly")).isFalse();
        assertThat(writer().pipelines().seenTo("ada", "nightly", NOW + 6)).isFalse();
    }

    @Test
    default void aControllerWhoseTermIsOverKeepsNothing() {
        String run = accepted();
        PipelineWriter before = writer().pipelines();
        store().takeEpoch(store().epoch());
        PipelineChange change = new PipelineChange(
                run, NOW, Optional.of(RunRecord.FIRST.in(RunState.FAILED)), List.of(), List.of(), Map.of(), Map.of());
        refusal(StoreCode.EPOCH_LOST, () -> before.keep(change));
        refusal(StoreCode.EPOCH_LOST, () -> before.submit(run("ada", "", 1)));
        assertThat(store().pipelines().find(run).orElseThrow().record()).isEqualTo(RunRecord.FIRST);
    }

    private String accepted() {
        return writer().pipelines().submit(run("ada", "", 1)).run().id();
    }

    private List<String> ids(String owner, @org.jspecify.annotations.Nullable String after, int limit) {
        return store().pipelines().list(owner, after, limit).stream()
                .map(PipelineRow::id)
                .toList();
    }

    private boolean keep(
            String run,
            Optional<RunRecord> record,
            List<InstanceRecord> instances,
            List<InstanceId> forgotten,
            Map<InstanceId, String> jobs) {
        return writer().pipelines().keep(new PipelineChange(run, NOW, record, instances, forgotten, jobs, Map.of()));
    }

    private static PipelineSubmission run(String owner, String key, long body) {
        PipelineText text = new PipelineText(
                "nightly",
                "tasks:\n  a: é𝄞\n",
                Map.of("in put.txt", new Payload.Blob(digest(5), 12)),
                Map.of("n", "1", "note", "a=b&c"));
        return new PipelineSubmission(Samples.id().value(), owner, text, "", key, digest(body), NOW);
    }

    private static InstanceRecord record(InstanceId id, InstanceState state, TaskValue value) {
        return new InstanceRecord(
                id, "item", state, 1, 2, 1, digest(4), value, true, "BROKEN", "it broke", "sort", 5, true, 6, 7, 8);
    }
}
