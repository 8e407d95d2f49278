package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.FakeServer;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes in pieces. */
class ListingsTest {

    private final FakeJobs jobs = new FakeJobs();

    private void submit(TestClient test, int count) {
        for (int i = 0; i < count; i++) {
            test.client.submit(JobSubmission.of("nqueens").label("number", String.valueOf(i)));
        }
    }

    @Test
    void pagesAreFetchedAsTheyAreRead() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            submit(test, 450);
            assertThat(test.client.jobs(JobFilter.ALL).limit(150)).hasSize(150);
            assertThat(jobs.pagesAsked).containsExactly("");
            server.faults.next("ListJobs", Status.UNAVAILABLE.asRuntimeException());
            assertThat(test.client.jobs(JobFilter.ALL)).hasSize(450).doesNotHaveDuplicates();
            assertThat(jobs.pagesAsked).containsExactly("", "", "200", "400");
        }
    }

    @Test
    void aFilterIsSentAsItIs() {
        JobFilter filter = JobFilter.ALL
                .in(JobState.QUEUED, JobState.RUNNING)
                .labelled("team", "chess")
                .ownedBy("ann");
        var request = JobMapping.page(filter, 5, "next");
        assertThat(request.getStatesList())
                .containsExactlyInAnyOrder(
                        dev.cleave.wire.proto.jobs.v1.JobState.QUEUED, dev.cleave.wire.proto.jobs.v1.JobState.RUNNING);
        assertThat(request.getLabelsList()).containsExactly("team=chess");
        assertThat(request.getOwner()).isEqualTo("ann");
        assertThat(request.getPageToken()).isEqualTo("next");
    }

    @Test
    void aLogIsReadLineByLine() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            server.faults.next("ReadLogs", Status.UNAVAILABLE.asRuntimeException());
            try (Stream<LogLine> lines = test.client.logs("job-1", false, 0)) {
                assertThat(lines.map(LogLine::text)).containsExactly("line 1", "line 2", "line 3");
            }
        }
    }

    @Test
    void aLogThatBreaksSaysSoAfterWhatItHad() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server);
                Stream<LogLine> lines = test.client.logs("job-1", true, 0)) {
            List<String> read = new ArrayList<>();
            CleaveException broken =
                    catchThrowableOfType(CleaveException.class, () -> lines.forEach(line -> read.add(line.text())));
            assertThat(broken.code()).isEqualTo("LOG_INTERRUPTED");
            assertThat(read).containsExactly("line 1", "line 2", "line 3");
        }
    }
}
