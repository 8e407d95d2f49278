package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.FakeServer;
import dev.cleave.client.fixture.Faults;
import dev.cleave.wire.proto.jobs.v1.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files travel once, by content. */
class UploadTest {

    @TempDir
    Path folder;

    private final FakeJobs jobs = new FakeJobs();

    private Path file(String name, int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void whatTheClusterLacksIsUploadedAndTheRestIsNot() throws Exception {
        Path large = file("large.jar", 5_000_000);
        Path small = file("small.jar", 10);
        Path empty = file("empty.bin", 0);
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            JobSubmission job = JobSubmission.of("my.Job").jar(large).jar(small).data("nothing", empty);
            String id = test.client.submit(job).id();
            assertThat(jobs.uploads).isEqualTo(3);
            assertThat(jobs.blobs.get(FakeJobs.sha256(Files.readAllBytes(large))))
                    .isEqualTo(Files.readAllBytes(large));
            Job kept = jobs.jobs.get(id);
            assertThat(kept.getRequest().getClassPathList())
                    .extracting(blob -> blob.getSize())
                    .containsExactly(5_000_000L, 10L);
            assertThat(kept.getRequest().getDataMap()).containsOnlyKeys("nothing");
            test.client.submit(job);
            assertThat(jobs.uploads).isEqualTo(3);
        }
    }

    @Test
    void anUploadThatBreaksIsDoneAgain() throws Exception {
        Path jar = file("some.jar", 1_000_000);
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            server.faults
                    .next("UploadBlob", Faults.LOSE_ANSWER)
                    .next("UploadBlob", io.grpc.Status.UNAVAILABLE.asRuntimeException());
            test.client.submit(JobSubmission.of("my.Job").jar(jar));
            assertThat(jobs.blobs).containsOnlyKeys(FakeJobs.sha256(Files.readAllBytes(jar)));
        }
    }

    @Test
    void whatWasThrownOutMeanwhileIsUploadedOnceMore() throws Exception {
        Path jar = file("some.jar", 1000);
        jobs.forgetsBlobsOnce = true;
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            test.client.submit(JobSubmission.of("my.Job").jar(jar));
            assertThat(jobs.uploads).isEqualTo(2);
            assertThat(jobs.jobs).hasSize(1);
        }
    }

    @Test
    void aFolderOfClassesIsTheSameJarEachTime() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes/my"));
        Files.writeString(classes.resolve("B.class"), "b");
        Files.writeString(classes.resolve("A.class"), "a");
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            JobSubmission job = JobSubmission.of("my.A").jar(folder.resolve("classes"));
            test.client.submit(job);
            test.client.submit(job);
            assertThat(jobs.uploads).isEqualTo(1);
        }
    }

    @Test
    void theFolderOfAClassGoesAlongWithIt() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            test.client.submit(new Pair(), Map.of());
            assertThat(jobs.uploads).isEqualTo(1);
            assertThat(JobSubmission.of(Pair.class).program()).isEqualTo(Pair.class.getName());
        }
    }

    @Test
    void aFileThatIsNotThereIsRefusedBeforeAnythingIsSent() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            CleaveException refused = catchThrowableOfType(
                    CleaveException.class,
                    () -> test.client.submit(JobSubmission.of("my.Job").jar(folder.resolve("no.jar"))));
            assertThat(refused.field()).isEqualTo("job.class_path");
            assertThat(refused.given()).contains("no.jar");
            assertThat(server.faults.calls()).isEmpty();
        }
    }
}
