package dev.cleave.service.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Role;
import dev.cleave.service.keeper.FakeWorkforce;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.keeper.JobKeeper;
import dev.cleave.service.pipeline.PipelineKeeper;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.proto.pipelines.v1.PipelineInstance;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineRunState;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.PipelineTask;
import dev.cleave.wire.proto.pipelines.v1.PipelineTaskState;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of pipelines with a real store and a cluster that does as it is told, under one controller and the next. */
class StorePipelineDeskTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String TWO = """
            name: two
            parameters: { n: 8 }
            tasks:
              first:
                program: nqueens
                parameters: { n: "${params.n}" }
              second:
                program: nqueens
                parameters: { n: "${tasks.first.result}" }
            """;

    @TempDir
    Path folder;

    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final Caller ada = new Caller("ada", Role.SUBMITTER, true, "t-1", "127.0.0.1");
    /** Ahead of the true time by so many milliseconds. */
    private final AtomicLong ahead = new AtomicLong();

    /** How often programs cannot be looked at from now on. */
    private final AtomicInteger hiccups = new AtomicInteger();

    private final InstantSource clock = () -> InstantSource.system().instant().plusMillis(ahead.get());
    private final JobIds ids = new JobIds(clock, new Random(1));
    private FakeWorkforce workforce;
    private Path programs;
    private Store store;
    private JobKeeper jobs;
    private PipelineKeeper keeper;
    private StorePipelineDesk desk;

    @BeforeEach
    void open() throws Exception {
        programs = Files.writeString(folder.resolve("programs.jar"), "first version");
        store = SqliteStore.open(SqliteSettings.in(folder.resolve("store")), clock);
        beginTerm();
    }

    private void beginTerm() throws Exception {
        workforce = new FakeWorkforce();
        Writer writer = store.takeEpoch(store.epoch());
        Blobs blobs = new Blobs(BlobFolder.in(folder.resolve("blobs")), BlobCopies.NONE, store, writer, 1 << 20, clock);
        Happenings happenings = new Happenings();
        jobs = new JobKeeper(
                new JobKeeper.Parts(store, writer, workforce, blobs, blobs, happenings, clock, Map.of(), () -> {}),
                QueueSettings.defaults());
        answer(jobs.begin());
        jobs.nodeListener().joined(new NodeView(new NodeId("node-1-abc"), "127.0.0.1:1", 1, "1", "17"));
        Programs bundled = (name, arguments) -> {
            if (hiccups.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new UncheckedIOException(new IOException("the disk has a hiccup"));
            }
            return name.equals("nqueens")
                    ? Optional.of(new Programs.Program("my.Queens", List.of(programs)))
                    : Optional.empty();
        };
        StoreDesk.Parts parts = new StoreDesk.Parts(
                store,
                jobs,
                happenings,
                blobs,
                bundled,
                new LogFiles(folder.resolve("nodes"), store.jobs(), blocking),
                ids,
                clock,
                blocking,
                "here",
                Optional.empty());
        desk = new StorePipelineDesk(parts, writer.pipelines());
        keeper = desk.keeper();
        answer(keeper.begin());
    }

    private void endTerm() {
        keeper.close();
        jobs.close();
    }

    @AfterEach
    void close() {
        endTerm();
        store.close();
        blocking.shutdownNow();
    }

    @Test
    void tasksRunInOrderAndResultsArePassedOn() {
        String run = submit(TWO);
        assertThat(argument(awaitJob(run, "first"))).isEqualTo("8");
        succeed(awaitJob(run, "first"), "92");
        assertThat(argument(awaitJob(run, "second"))).isEqualTo("92");
        succeed(awaitJob(run, "second"), "7");

        PipelineRun ended = awaitState(run, PipelineRunState.PIPELINE_SUCCEEDED);
        assertThat(ended.getTasksList()).extracting(PipelineTask::getName).containsExactly("first", "second");
        assertThat(ended.getTasks(1).getInstances(0).getResult()).isEqualTo("7");
        assertThat(ended.getTasks(1).getNeedsList()).containsExactly("first");
        assertThat(ended.getMeasured().getCriticalPathList()).isSubsetOf("first", "second");
    }

    @Test
    void theNextControllerGoesOnAndNoJobIsMadeTwice() throws Exception {
        String run = submit(TWO);
        awaitJob(run, "first");
        endTerm();
        beginTerm();
        succeed(awaitJob(run, "first"), "92");
        awaitJob(run, "second");
        endTerm();
        beginTerm();
        succeed(awaitJob(run, "second"), "7");

        awaitState(run, PipelineRunState.PIPELINE_SUCCEEDED);
        assertThat(store.jobs().list(JobFilter.ALL, null, 10)).hasSize(2);
    }

    @Test
    void aStepThatCouldNotBeDoneIsDoneAgain() throws Exception {
        hiccups.set(1);
        String run = submit(TWO);
        String first = awaitJob(run, "first");
        hiccups.set(1);
        succeed(first, "92");
        String second = awaitJob(run, "second");
        endTerm();
        hiccups.set(1);
        beginTerm();
        succeed(second, "7");

        awaitState(run, PipelineRunState.PIPELINE_SUCCEEDED);
        assertThat(store.jobs().list(JobFilter.ALL, null, 10)).hasSize(2);
    }

    @Test
    void aJobThatEndsWhileThereIsNoControllerForItsRunIsSeenByTheNext() throws Exception {
        String run = submit(TWO);
        String first = awaitJob(run, "first");
        keeper.close();
        succeed(first, "92");
        await().atMost(LONG).until(() -> row(first).state() == dev.cleave.service.store.JobState.SUCCEEDED);
        endTerm();
        beginTerm();

        assertThat(argument(awaitJob(run, "second"))).isEqualTo("92");
    }

    @Test
    void aControllerWhoseTermIsOverDecidesWhatItLikesAndNothingComesOfIt() throws Exception {
        String run = submit(TWO);
        String first = awaitJob(run, "first");
        FakeWorkforce before = workforce;
        PipelineKeeper old = keeper;
        JobKeeper oldJobs = jobs;
        beginTerm();
        awaitBegun(first);
        before.jobs.get(new JobId(first)).succeed(new byte[0]);
        assertThatThrownBy(() -> answer(old.cancel(run))).hasMessageContaining("EPOCH_LOST");
        succeed(first, "92");
        succeed(awaitJob(run, "second"), "7");

        awaitState(run, PipelineRunState.PIPELINE_SUCCEEDED);
        old.close();
        oldJobs.close();
    }

    @Test
    void aFailedRunIsResumedWithWhatWasMended() {
        String run = submit(TWO);
        succeed(awaitJob(run, "first"), "92");
        fail(awaitJob(run, "second"));
        PipelineRun failed = awaitState(run, PipelineRunState.PIPELINE_FAILED);
        assertThat(failed.getTasks(1).getInstances(0).getFailureCode()).isEqualTo("SOLVE_THREW");

        answer(desk.resume(
                ada,
                ResumePipelineRunRequest.newBuilder()
                        .setRun(run)
                        .setPipeline(source(TWO.replace("${tasks.first.result}", "1${tasks.first.result}")))
                        .build()));
        String again = awaitJob(run, "second");
        assertThat(argument(again)).isEqualTo("192");
        succeed(again, "7");

        PipelineRun ended = awaitState(run, PipelineRunState.PIPELINE_SUCCEEDED);
        assertThat(ended.getRound()).isEqualTo(2);
        assertThat(store.jobs().list(JobFilter.ALL, null, 10)).hasSize(3);
    }

    @Test
    void cancelEndsTheJobsOfARun() {
        String run = submit(TWO);
        String first = awaitJob(run, "first");
        awaitBegun(first);
        answer(desk.cancel(ada, run));

        PipelineRun ended = awaitState(run, PipelineRunState.PIPELINE_CANCELLED);
        assertThat(ended.getTasksList())
                .extracting(PipelineTask::getState)
                .containsOnly(PipelineTaskState.TASK_CANCELLED);
        await().atMost(LONG).until(() -> row(first).state() == dev.cleave.service.store.JobState.CANCELLED);
    }

    @Test
    void aCachedResultIsTakenUntilTheProgramChanges() throws Exception {
        String cached = TWO.replace("    program: nqueens\n", "    program: nqueens\n    cache: true\n");
        String run = submit(cached);
        succeed(awaitJob(run, "first"), "92");
        succeed(awaitJob(run, "second"), "7");
        awaitState(run, PipelineRunState.PIPELINE_SUCCEEDED);

        PipelineRun second = awaitState(submit(cached), PipelineRunState.PIPELINE_SUCCEEDED);
        assertThat(second.getTasksList()).allMatch(task -> task.getInstances(0).getCached());
        assertThat(second.getTasks(1).getInstances(0).getResult()).isEqualTo("7");
        assertThat(second.hasBefore()).isTrue();
        assertThat(store.jobs().list(JobFilter.ALL, null, 10)).hasSize(2);

        Files.writeString(programs, "second version, longer");
        String third = submit(cached);
        assertThat(awaitJob(third, "first")).isNotEmpty();
    }

    @Test
    void aScheduledPipelineBeginsWhenItIsDueOnceAtATime() throws Exception {
        answer(desk.schedule(ada, source(TWO + "cron: 0 0 * * *\n")));
        assertThat(answer(desk.schedules())).hasSize(1);
        endTerm();
        ahead.addAndGet(Duration.ofDays(1).toMillis());
        beginTerm();
        await().atMost(LONG).until(() -> runs().size() == 1);
        PipelineRun run = runs().get(0);
        assertThat(run.getSchedule()).isEqualTo("two");
        endTerm();
        ahead.addAndGet(Duration.ofDays(1).toMillis());
        beginTerm();
        await().atMost(LONG).until(() -> store.pipelines().schedules().get(0).lastAt() > clock.millis() - 86_400_000);
        assertThat(runs()).as("the first goes on").hasSize(1);

        answer(desk.removeSchedule(ada, "two"));
        assertThat(answer(desk.schedules())).isEmpty();
    }

    @Test
    void whatIsWrongWithATextIsSaidAllAtOnce() {
        assertThatThrownBy(() -> submit("tasks:\n  a: { program: nqueens, needs: b }\n  c: {}\n"))
                .cause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_ARGUMENT);
                    assertThat(refusal.error().getMessage()).contains("needs b").contains("nothing to do");
                });
        assertThatThrownBy(() -> submit("tasks:\n  a: { jar: my.jar, class: my.Job }\n"))
                .cause()
                .hasMessageContaining("my.jar among them, which task a names");
        assertThatThrownBy(() -> submit("tasks:\n  a: { jar: my.zip, class: my.Job }\n"))
                .cause()
                .hasMessageContaining("a name that ends in .jar");
        Caller mayNot = new Caller("bob", Role.SUBMITTER, false, "t-2", "127.0.0.1");
        for (String work : List.of("command: [ls]", "jar: my.jar, class: my.Job")) {
            assertThatThrownBy(() -> answer(desk.submit(
                            mayNot,
                            SubmitPipelineRequest.newBuilder()
                                    .setPipeline(source("tasks:\n  a: { " + work + " }\n"))
                                    .build())))
                    .cause()
                    .hasMessageContaining("UPLOAD");
        }
    }

    // ---- what is asked and done ----

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static PipelineSource source(String text) {
        return PipelineSource.newBuilder().setName("unnamed").setText(text).build();
    }

    private String submit(String text) {
        return answer(desk.submit(
                        ada,
                        SubmitPipelineRequest.newBuilder()
                                .setPipeline(source(text))
                                .build()))
                .getId();
    }

    private List<PipelineRun> runs() {
        return answer(desk.list(dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest.getDefaultInstance()))
                .getRunsList();
    }

    private PipelineRun awaitState(String run, PipelineRunState state) {
        await().atMost(LONG).until(() -> answer(desk.get(run)).getState() == state);
        return answer(desk.get(run));
    }

    /** The job of a task's latest attempt, once it was accepted and is worked for. */
    private String awaitJob(String run, String task) {
        await().atMost(LONG)
                .until(() -> instance(run, task)
                        .filter(one ->
                                !one.getJob().isEmpty() && row(one.getJob()).endedAt() == 0)
                        .isPresent());
        return instance(run, task).orElseThrow().getJob();
    }

    private Optional<PipelineInstance> instance(String run, String task) {
        return answer(desk.get(run)).getTasksList().stream()
                .filter(one -> one.getName().equals(task))
                .flatMap(one -> one.getInstancesList().stream())
                .findFirst();
    }

    private JobRow row(String job) {
        return store.jobs().find(new JobId(job)).orElseThrow();
    }

    private String argument(String job) {
        return String.valueOf(row(job).submission().spec().arguments().get("n"));
    }

    private FakeWorkforce.Job awaitBegun(String job) {
        await().atMost(LONG).until(() -> workforce.jobs.containsKey(new JobId(job)));
        return workforce.jobs.get(new JobId(job));
    }

    private void succeed(String job, String result) {
        awaitBegun(job)
                .end(
                        new Outcome.Succeeded(new Payload.Inline(new byte[0]), new Measured(7, 5, 3), result),
                        new byte[0]);
    }

    private void fail(String job) {
        awaitBegun(job).end(new Outcome.Failed(JobFailure.of(Code.SOLVE_THREW, "/1", "no luck")), new byte[0]);
    }
}
