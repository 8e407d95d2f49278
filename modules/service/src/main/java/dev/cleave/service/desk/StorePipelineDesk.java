package dev.cleave.service.desk;

import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.run.RunState;
import dev.cleave.service.access.Caller;
import dev.cleave.service.api.PipelineDesk;
import dev.cleave.service.pipeline.PipelineKeeper;
import dev.cleave.service.pipeline.PipelineTexts;
import dev.cleave.service.pipeline.ScheduleTimes;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.InstanceRow;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.PipelineSchedule;
import dev.cleave.service.store.PipelineSubmission;
import dev.cleave.service.store.PipelineText;
import dev.cleave.service.store.PipelineWriter;
import dev.cleave.service.store.Pipelines;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsResponse;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The desk of a controller for pipelines: reads from the store, and lets the {@link PipelineKeeper} change things. */
public final class StorePipelineDesk implements PipelineDesk {

    private static final int USUAL_PAGE = 50;

    private final StoreDesk.Parts parts;
    private final PipelineKeeper keeper;
    private final Pipelines runs;
    private final NewRuns newRuns;
    private final Blocking blocking;

    /**
     * A desk, with a keeper of its own that has not begun.
     *
     * @param parts what the desk for jobs works with
     * @param writer what runs are written with
     */
    public StorePipelineDesk(StoreDesk.Parts parts, PipelineWriter writer) {
        this.parts = parts;
        this.runs = parts.store().pipelines();
        this.newRuns = new NewRuns(parts.blobs());
        this.blocking = new Blocking(parts.blocking());
        NewJobs newJobs =
                new NewJobs(parts.blobs(), parts.programs(), parts.ids(), parts.clock(), parts.runnerMemory());
        this.keeper = new PipelineKeeper(new PipelineKeeper.Parts(
                parts.store(),
                writer,
                parts.keeper(),
                parts.happenings(),
                new PipelineJobs(
                        newJobs,
                        parts.blobs(),
                        parts.programs(),
                        new CommandJobs(parts.blobs(), parts.store().blobs()::find),
                        parts.clock()),
                () -> parts.ids().next().value(),
                parts.clock(),
                parts.blocking()));
    }

    /** Who keeps the runs of this desk. */
    public PipelineKeeper keeper() {
        return keeper;
    }

    @Override
    public CompletionStage<PipelineRun> submit(Caller caller, SubmitPipelineRequest request) {
        return blocking.ask(() -> new PipelineSubmission(
                        parts.ids().next().value(),
                        caller.owner(),
                        newRuns.of(caller, request.getPipeline()),
                        "",
                        request.getIdempotencyKey(),
                        Submissions.digest(request.getPipeline()),
                        parts.clock().millis()))
                .thenCompose(submission -> Blocking.told(keeper.submit(submission)))
                .thenCompose(accepted -> get(accepted.run().id()));
    }

    @Override
    public CompletionStage<PipelineRun> get(String run) {
        return blocking.ask(() -> shown(row(run)));
    }

    private PipelineRow row(String run) {
        return runs.find(run).orElseThrow(() -> Refusal.notFound("run", run));
    }

    private PipelineRun shown(PipelineRow row) {
        Pipeline pipeline = PipelineTexts.read(row.submission().pipeline());
        List<InstanceRow> instances = runs.instances(row.id());
        long until = row.endedAt() > 0 ? row.endedAt() : parts.clock().millis();
        PipelineRun.Builder shown = ShownRuns.run(row)
                .addAllTasks(ShownRuns.tasks(pipeline, row, instances))
                .setMeasured(ShownRuns.measure(
                        pipeline, instances, until - row.submission().submittedAt()));
        String name = row.submission().pipeline().name();
        runs.latest(row.submission().owner(), name, RunState.SUCCEEDED, row.id())
                .ifPresent(before -> shown.setBefore(ShownRuns.measure(
                        PipelineTexts.read(before.submission().pipeline()),
                        runs.instances(before.id()),
                        before.endedAt() - before.submission().submittedAt())));
        return shown.build();
    }

    @Override
    public CompletionStage<ListPipelineRunsResponse> list(ListPipelineRunsRequest request) {
        return blocking.ask(() -> {
            int size = request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize();
            String after = request.getPageToken().isEmpty() ? null : request.getPageToken();
            List<PipelineRow> rows = runs.list(request.getOwner(), after, size + 1);
            ListPipelineRunsResponse.Builder page = ListPipelineRunsResponse.newBuilder();
            rows.stream().limit(size).forEach(row -> page.addRuns(ShownRuns.run(row)));
            if (rows.size() > size) {
                page.setNextPageToken(rows.get(size - 1).id());
            }
            return page.build();
        });
    }

    @Override
    public CompletionStage<PipelineRun> cancel(Caller caller, String run) {
        return blocking.ask(() -> row(run).id())
                .thenCompose(id -> Blocking.told(keeper.cancel(id)))
                .thenCompose(this::get);
    }

    @Override
    public CompletionStage<PipelineRun> resume(Caller caller, ResumePipelineRunRequest request) {
        return blocking.ask(() -> mended(caller, row(request.getRun()), request))
                .thenCompose(text -> Blocking.told(keeper.resume(request.getRun(), text)))
                .thenCompose(resumed -> {
                    if (!resumed) {
                        throw notEnded(request.getRun());
                    }
                    return get(request.getRun());
                });
    }

    private PipelineText mended(Caller caller, PipelineRow row, ResumePipelineRunRequest request) {
        if (!row.record().state().isFinal()) {
            throw notEnded(row.id());
        }
        PipelineText before = row.submission().pipeline();
        if (!request.hasPipeline()) {
            newRuns.check(caller, before);
            return before;
        }
        PipelineSource given = request.getPipeline();
        Map<String, String> arguments = new HashMap<>(given.getArgumentsMap());
        newRuns.parameters(given).stream()
                .filter(before.arguments()::containsKey)
                .forEach(name -> arguments.putIfAbsent(name, before.arguments().get(name)));
        PipelineText mended = newRuns.of(
                caller,
                given.toBuilder().clearArguments().putAllArguments(arguments).build());
        return new PipelineText(before.name(), mended.text(), mended.files(), mended.arguments());
    }

    private static Refusal notEnded(String run) {
        return Refusal.of(RefusalCode.JOB_NOT_ENDED, "run", run, "one that has ended");
    }

    @Override
    public CompletionStage<dev.cleave.wire.proto.pipelines.v1.PipelineSchedule> schedule(
            Caller caller, PipelineSource pipeline) {
        return blocking.ask(() -> {
                    PipelineText text = newRuns.of(caller, pipeline);
                    String cron = PipelineTexts.read(text)
                            .cron()
                            .orElseThrow(() -> Refusal.invalid("pipeline.text", "no cron", "when it is to begin"));
                    long now = parts.clock().millis();
                    return new PipelineSchedule(caller.owner(), text, cron, now, now);
                })
                .thenCompose(schedule -> Blocking.told(keeper.schedule(schedule)))
                .thenApply(StorePipelineDesk::shown);
    }

    private static dev.cleave.wire.proto.pipelines.v1.PipelineSchedule shown(PipelineSchedule schedule) {
        return ShownRuns.schedule(schedule, ScheduleTimes.next(schedule.cron(), schedule.lastAt()));
    }

    @Override
    public CompletionStage<List<dev.cleave.wire.proto.pipelines.v1.PipelineSchedule>> schedules() {
        return blocking.ask(
                () -> runs.schedules().stream().map(StorePipelineDesk::shown).toList());
    }

    @Override
    public CompletionStage<dev.cleave.wire.proto.pipelines.v1.PipelineSchedule> removeSchedule(
            Caller caller, String schedule) {
        return blocking.ask(() -> runs.schedules().stream()
                        .filter(one ->
                                one.owner().equals(caller.owner()) && one.name().equals(schedule))
                        .findFirst()
                        .orElseThrow(() -> Refusal.notFound("schedule", schedule)))
                .thenCompose(found -> Blocking.told(keeper.removeSchedule(found.owner(), found.name()))
                        .thenApply(removed -> shown(found)));
    }
}
