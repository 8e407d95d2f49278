package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.FakePipelines;
import dev.cleave.client.fixture.FakeServer;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client asks about pipelines. */
class PipelinesTest {

    private static final PipelineSubmission NIGHTLY = PipelineSubmission.of("nightly", "tasks: {}");

    @TempDir
    Path folder;

    private final FakeJobs jobs = new FakeJobs();
    private final FakePipelines fake = new FakePipelines();

    @Test
    void aRunIsSubmittedOnceWithItsFilesThoughAnAnswerIsLost() throws Exception {
        Path file = Files.writeString(folder.resolve("in.txt"), "some text");
        try (FakeServer server = new FakeServer(jobs, fake);
                TestClient test = TestClient.of(server)) {
            server.faults.next("SubmitPipeline", Status.UNAVAILABLE.asRuntimeException());
            PipelineStatus run = test.client
                    .pipelines()
                    .submit(NIGHTLY.file("data/in.txt", file).argument("n", 8));
            assertThat(run.state()).isEqualTo(PipelineState.RUNNING);
            assertThat(run.arguments()).containsEntry("n", "8");
        }
        assertThat(fake.byKey).hasSize(1);
        assertThat(jobs.uploads).isEqualTo(1);
        assertThat(fake.byKey.values().iterator().next().getPipeline().getFilesMap())
                .containsOnlyKeys("data/in.txt");
    }

    @Test
    void aRunIsToldWithItsTasks() throws Exception {
        try (FakeServer server = new FakeServer(jobs, fake);
                TestClient test = TestClient.of(server)) {
            String id = test.client.pipelines().submit(NIGHTLY).id();
            PipelineStatus run = test.client.pipelines().status(id);
            PipelineTask task = run.tasks().get(0);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            PipelineInstance instance = task.instances().get(0);
            assertThat(instance.state()).isEqualTo(TaskState.BACKING_OFF);
            assertThat(instance.job()).isEqualTo(Optional.of("job-1"));
            PipelineMeasure measured = run.measured().orElseThrow();
            assertThat(measured.parallelism()).isEqualTo(3);
            assertThat(measured.span()).isEqualTo(Duration.ofSeconds(2));
            assertThat(test.client.pipelines().cancel(id).state()).isEqualTo(PipelineState.CANCELLED);
        }
    }

    @Test
    void runsAreListedPageByPage() throws Exception {
        try (FakeServer server = new FakeServer(jobs, fake);
                TestClient test = TestClient.of(server)) {
            for (int i = 0; i < 250; i++) {
                test.client.pipelines().submit(NIGHTLY);
            }
            assertThat(test.client.pipelines().list("", 1_000)).hasSize(250).doesNotHaveDuplicates();
            assertThat(test.client.pipelines().list("", 210)).hasSize(210);
        }
    }

    @Test
    void aLostAnswerToResumeIsUncertainAndNotAskedAgain() throws Exception {
        try (FakeServer server = new FakeServer(jobs, fake);
                TestClient test = TestClient.of(server)) {
            String id = test.client.pipelines().submit(NIGHTLY).id();
            server.faults.next("ResumePipelineRun", Status.INTERNAL.asRuntimeException());
            assertThatThrownBy(() -> test.client.pipelines().resume(id))
                    .isInstanceOfSatisfying(
                            CleaveException.class,
                            refused -> assertThat(refused.code()).isEqualTo(CleaveException.UNCERTAIN));
            assertThat(fake.resumed).isLessThan(2);
        }
    }
}
