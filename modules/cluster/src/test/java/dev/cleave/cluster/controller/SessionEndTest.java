package dev.cleave.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session's client is told of results that are many, large or lost. */
class SessionEndTest {

    private static final String NOWHERE = "ab".repeat(32);

    @TempDir
    Path folder;

    private final List<List<FromSession>> told = new ArrayList<>();
    private final List<ToSession> said = new ArrayList<>();
    private BlobShelf shelf;
    private SessionEnd end;

    @BeforeEach
    void open() throws Exception {
        shelf = new BlobShelf(folder.resolve("blobs"));
        end = new SessionEnd(new JobId("job-0001"), shelf, (client, messages) -> said.addAll(messages));
        end.open(new Client(), () -> {});
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void manyResultsGoInSmallMessages() {
        for (int i = 0; i < 12; i++) {
            end.tell(new FromSession.Ended(i, new Payload.Inline(new byte[60_000])));
        }
        end.flush();
        assertThat(told).hasSize(3).allSatisfy(message -> assertThat(message).hasSize(4));
        assertThat(told.stream().flatMap(List::stream).map(message -> ((FromSession.Ended) message).number()))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void aResultThatFitsIntoNoMessageFails() {
        end.tell(new FromSession.Ended(7, new Payload.Blob(NOWHERE, 32 << 20)));
        end.flush();
        assertThat(told.get(0).get(0))
                .isInstanceOfSatisfying(
                        FromSession.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Code.RESULT_TOO_LARGE));
    }

    @Test
    void aResultThatIsLostIsForgottenBeforeItsChunkIsAskedForAgain() {
        end.tell(new FromSession.Ended(7, new Payload.Blob(NOWHERE, 100_000)));
        end.flush();
        assertThat(said).containsExactly(new ToSession.Unwanted(List.of(7)));
        assertThat(told).containsExactly(List.of(new FromSession.Missing(List.of(7))));
    }

    private final class Client implements SessionClient {

        @Override
        public void opened(Inlet inlet) {}

        @Override
        public void told(List<FromSession> messages) {
            told.add(messages);
        }

        @Override
        public void over(@Nullable Outcome outcome) {}
    }
}
