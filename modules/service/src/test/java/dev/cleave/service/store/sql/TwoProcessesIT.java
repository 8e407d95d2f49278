package dev.cleave.service.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.testkit.process.Signals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store, and another process that has it already. */
class TwoProcessesIT {

    private static final int SOME = 100;

    @Test
    void anEmbeddedStoreIsRefusedToASecondProcess(@TempDir Path folder) throws Exception {
        String where = folder.resolve("store").toString();
        Process first = SubmittingProcess.start("sqlite", where, 1);
        try (BufferedReader answers = answers(first)) {
            assertThat(answers.readLine()).startsWith("accepted ");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> SubmittingProcess.open("sqlite", where))
                    .matches(refused -> refused.code() == StoreCode.STORE_IN_USE)
                    .withMessageContaining("process " + first.pid());
            first.toHandle().destroyForcibly();
            answers.lines().forEach(line -> {});
            first.waitFor();
            SubmittingProcess.open("sqlite", where).close();
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    /** It was stopped amid writes, and does not know how long; what it was answered before stays. */
    @Test
    void aControllerThatWasPausedWhileAnotherTookOverWritesNothingMore() throws Exception {
        String url = PostgresServer.newDatabase();
        Process paused = SubmittingProcess.start("postgres", url, 1);
        try (BufferedReader answers = answers(paused);
                Store next = SubmittingProcess.open("postgres", url)) {
            List<String> said = new ArrayList<>();
            for (int i = 0; i < SOME; i++) {
                said.add(answers.readLine());
            }
            assertThat(Signals.pause(paused.pid())).isTrue();
            next.takeEpoch(1);
            List<JobRow> atTakeOver = next.jobs().list(JobFilter.ALL, null, 1_000_000);
            assertThat(Signals.resume(paused.pid())).isTrue();
            answers.lines().forEach(said::add);
            assertThat(paused.waitFor()).isZero();

            assertThat(next.jobs().list(JobFilter.ALL, null, 1_000_000)).isEqualTo(atTakeOver);
            assertThat(said)
                    .filteredOn(line -> line.startsWith("refused "))
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).isIn("refused EPOCH_LOST", "refused STORE_UNREACHABLE"));
            Set<JobId> kept = new HashSet<>(atTakeOver.stream().map(JobRow::id).toList());
            assertThat(said)
                    .filteredOn(line -> line.startsWith("accepted "))
                    .hasSizeGreaterThan(SOME / 2)
                    .allSatisfy(line -> assertThat(kept).contains(new JobId(line.split(" ")[2])));
        } finally {
            paused.destroyForcibly().waitFor();
        }
    }

    private static BufferedReader answers(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }
}
