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
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Role;
import dev.cleave.service.api.Feed;
import dev.cleave.service.keeper.FakeWorkforce;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.keeper.JobKeeper;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.blob.Sha256;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobEvent;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.JobState;
import dev.cleave.wire.proto.jobs.v1.LogLine;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are answered, with a real store and a cluster that does as it is told. */
class StoreDeskTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final FakeWorkforce workforce = new FakeWorkforce();
    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final Caller ada = new Caller("ada", Role.SUBMITTER, true, "t-1", "127.0.0.1");
    private Path programs;
    private Path logs;
    private Store store;
    private JobKeeper keeper;
    private StoreDesk desk;

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = InstantSource.system();
        programs = Files.writeString(folder.resolve("programs.jar"), "first version");
        logs = Files.createDirectories(folder.resolve("nodes/node-1"));
        store = SqliteStore.open(SqliteSettings.in(folder.resolve("store")), clock);
        Writer writer = store.takeEpoch(store.epoch());
        Blobs blobs = new Blobs(BlobFolder.in(folder.resolve("blobs")), BlobCopies.NONE, store, writer, 1 << 20, clock);
        Happenings happenings = new Happenings();
        keeper = new JobKeeper(
                new JobKeeper.Parts(store, writer, workforce, blobs, blobs, happenings, clock, Map.of(), () -> {}),
                QueueSettings.defaults());
        keeper.begin().toCompletableFuture().join();
        keeper.nodeListener().joined(new NodeView(new NodeId("node-1-abc"), "127.0.0.1:1", 1, "1", "17"));
        Programs bundled = (name, arguments) -> name.equals("nqueens")
                ? Optional.of(new Programs.Program("my.Queens", List.of(programs)))
                : Optional.empty();
        StoreDesk.Parts parts = new StoreDesk.Parts(
                store,
                keeper,
                happenings,
                blobs,
                bundled,
                new LogFiles(folder.resolve("nodes"), store.jobs(), blocking),
                new JobIds(clock, new Random(1)),
                clock,
                blocking,
                "here",
                Optional.of(64L << 20));
        desk = new StoreDesk(parts, new StorePipelineDesk(parts, writer.pipelines()));
    }

    @AfterEach
    void close() {
        keeper.close();
        store.close();
        blocking.shutdownNow();
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Job submit(JobRequest.Builder request) {
        return answer(
                desk.submit(ada, SubmitJobRequest.newBuilder().setJob(request).build()));
    }

    private FakeWorkforce.Job awaitBegun(Job job) {
        JobId id = new JobId(job.getId());
        await().atMost(LONG).until(() -> workforce.jobs.containsKey(id));
        return workforce.jobs.get(id);
    }

    private CompletionStage<Job> retry(Job job) {
        return desk.retry(ada, RetryJobRequest.newBuilder().setJob(job.getId()).build());
    }

    private void fail(Job job) {
        awaitBegun(job).end(new Outcome.Failed(JobFailure.of(Code.SOLVE_THREW, "/1", "no luck")), new byte[0]);
        await().atMost(LONG).until(() -> answer(desk.get(job.getId())).getState() == JobState.FAILED);
    }

    private static void assertRefused(CompletionStage<?> stage, RefusalCode code) {
        assertThatThrownBy(() -> answer(stage))
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void aProgramOfTheClusterIsRetriedAsItIsToday() throws Exception {
        Job job = submit(JobRequest.newBuilder().setProgram("nqueens").putArguments("n", "8"));
        assertThat(job.getRequest().getClassPathList()).isEmpty();
        fail(job);
        Files.writeString(programs, "second version, longer");
        Job again = answer(retry(job));
        awaitBegun(again);
        var first = store.jobs().find(new JobId(job.getId())).orElseThrow().submission();
        var second = store.jobs().find(new JobId(again.getId())).orElseThrow().submission();
        assertThat(second.spec().jobClass()).isEqualTo("my.Queens");
        assertThat(second.spec().arguments()).containsEntry("n", "8");
        assertThat(second.spec().classPath())
                .hasSize(1)
                .isNotEqualTo(first.spec().classPath());
    }

    @Test
    void aJobThatAsksForNoHeapGetsTheUsualOne() {
        Job without = submit(JobRequest.newBuilder().setProgram("nqueens").addJvmOptions("-Xss1m"));
        Job with = submit(JobRequest.newBuilder().setProgram("nqueens").addJvmOptions("-Xmx96m"));
        assertThat(jvmOptions(without)).containsExactly("-Xss1m", "-Xmx" + (64L << 20));
        assertThat(jvmOptions(with)).containsExactly("-Xmx96m");
    }

    private List<String> jvmOptions(Job job) {
        return store.jobs()
                .find(new JobId(job.getId()))
                .orElseThrow()
                .submission()
                .spec()
                .jvmOptions();
    }

    @Test
    void anUploadForWhichThereIsNoRoomIsRefused() throws Exception {
        Path large = Files.write(folder.resolve("large.jar"), new byte[(1 << 20) + 1]);
        Blob blob = Blob.newBuilder()
                .setSha256(Sha256.hex(Files.readAllBytes(large)))
                .setSize(Files.size(large))
                .build();
        assertRefused(desk.keep(ada, blob, large), RefusalCode.BLOBS_FULL);
        assertThat(answer(desk.missing(List.of(blob)))).containsExactly(blob);
    }

    @Test
    void aJobWhoseCodeIsGoneIsNotRetried() throws Exception {
        Path jar = Files.writeString(folder.resolve("mine.jar"), "mine");
        Blob blob = Blob.newBuilder()
                .setSha256(Sha256.hex(Files.readAllBytes(jar)))
                .setSize(4)
                .build();
        answer(desk.keep(ada, blob, jar));
        Job job = submit(JobRequest.newBuilder().setProgram("my.Job").addClassPath(blob));
        assertThat(job.getRequest().getClassPathList()).containsExactly(blob);
        fail(job);
        Files.delete(folder.resolve("blobs").resolve(blob.getSha256()));
        assertRefused(retry(job), RefusalCode.BLOB_MISSING);
    }

    @Test
    void filesOfDataAreRefusedAsLongAsNodesAreNotSentThem() {
        Blob blob = Blob.newBuilder().setSha256("0".repeat(64)).setSize(1).build();
        JobRequest.Builder request =
                JobRequest.newBuilder().setProgram("nqueens").putData("map", blob);
        assertRefused(
                desk.submit(ada, SubmitJobRequest.newBuilder().setJob(request).build()), RefusalCode.INVALID_ARGUMENT);
    }

    @Test
    void theLastEventSaysHowTheJobEndedAndThoseBeforeDoNot() {
        Job job = submit(JobRequest.newBuilder().setProgram("nqueens"));
        fail(job);
        List<JobEvent> events = all(answer(desk.watch(job.getId(), 0)), 2);
        assertThat(events).extracting(JobEvent::getNumber).containsExactly(1L, 2L, 3L);
        assertThat(events.get(0).getState().hasEnding()).isFalse();
        assertThat(events.get(1).getState().hasEndedAt()).isFalse();
        assertThat(events.get(2).getState().getEnding().getFailure().getMessage())
                .isEqualTo("no luck");
    }

    @Test
    void theTailOfALogIsItsLastLines() throws Exception {
        Job job = submit(JobRequest.newBuilder().setProgram("nqueens"));
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 30_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(logs.resolve("job-" + job.getId() + ".log"), text);
        assertThat(lines(job, 2)).extracting(LogLine::getText).containsExactly("line 29999", "line 30000");
        assertThat(lines(job, 0)).hasSize(30_000);
        assertThat(lines(job, -1)).as("unsigned, and more than there are").hasSize(30_000);
    }

    private List<LogLine> lines(Job job, int tail) {
        return all(answer(desk.logs(job.getId(), false, tail)), 100);
    }

    private static <T> List<T> all(Feed<T> feed, int most) {
        List<T> all = new ArrayList<>();
        for (List<T> some = answer(feed.next(most)); !some.isEmpty(); some = answer(feed.next(most))) {
            all.addAll(some);
        }
        feed.close();
        return all;
    }
}
