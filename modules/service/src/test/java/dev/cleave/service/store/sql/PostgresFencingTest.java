package dev.cleave.service.store.sql;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.AuditCheck;
import dev.cleave.service.store.AuditEntry;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Writer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes at one PostgreSQL database: two stores stand for them. */
class PostgresFencingTest {

    private final String url = PostgresServer.newDatabase();
    private final Store one = PostgresStore.open(PostgresServer.settings(url));
    private final Store two = PostgresStore.open(PostgresServer.settings(url));

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static void assertRefused(Runnable write) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(write::run)
                .matches(refused -> refused.code() == StoreCode.EPOCH_LOST, "epoch lost");
    }

    @Test
    void theEarlierControllerWritesNothingAfterTheLaterTookOver() {
        Writer earlier = one.takeEpoch(0);
        JobId job = earlier.submit(Samples.job()).job().id();
        Writer later = two.takeEpoch(two.epoch());

        assertRefused(() -> earlier.start(job, NOW));
        assertRefused(() -> earlier.submit(Samples.job()));
        assertRefused(() -> one.takeEpoch(1));
        assertThat(later.start(job, NOW)).isTrue();
        assertThat(one.jobs().find(job).orElseThrow().attempt()).isEqualTo(1);
        assertThat(two.jobs().list(JobFilter.in(JobState.QUEUED), null, 10)).isEmpty();
    }

    /** What the earlier one had been answered is there when the later one begins; nothing comes after that. */
    @Test
    void aTakeOverAmidWritesCutsCleanly() throws Exception {
        Writer earlier = one.takeEpoch(0);
        AtomicLong answered = new AtomicLong();
        CompletableFuture<StoreCode> end = CompletableFuture.supplyAsync(() -> {
            while (true) {
                try {
                    earlier.submit(Samples.job());
                    answered.incrementAndGet();
                } catch (StoreException e) {
                    return e.code();
                }
            }
        });
        while (answered.get() < 50) {
            Thread.onSpinWait();
        }
        two.takeEpoch(1);
        int atTakeOver = two.jobs().list(JobFilter.ALL, null, 1_000_000).size();
        assertThat(end.get()).isEqualTo(StoreCode.EPOCH_LOST);
        assertThat(two.jobs().list(JobFilter.ALL, null, 1_000_000)).hasSize(atTakeOver);
        assertThat(answered.get()).isEqualTo(atTakeOver);
    }

    /** As of a process that was stopped after it had asked for the epoch, and before it wrote. */
    @Test
    void aTransactionThatStandsStillDoesNotKeepTheNextControllerOutForLong() throws Exception {
        one.takeEpoch(0);
        try (Connection stopped = DriverManager.getConnection(url, PostgresStore.connection());
                Statement statement = stopped.createStatement()) {
            stopped.setAutoCommit(false);
            statement.execute("SELECT epoch FROM controller FOR SHARE");
            assertThat(two.takeEpoch(1).epoch()).isEqualTo(2);
        }
    }

    @Test
    void auditRowsOfTwoProcessesAreOneChain() throws Exception {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 50; i++) {
                two.audit().record(new AuditEntry(NOW, "two", "a", "b", "c", "d"));
            }
        });
        for (int i = 0; i < 50; i++) {
            one.audit().record(new AuditEntry(NOW, "one", "a", "b", "c", "d"));
        }
        other.get();
        assertThat(one.audit().verify()).isEqualTo(new AuditCheck(100, 0, ""));
    }

    @Test
    void tablesOfANewerVersionAreRefused() {
        PostgresServer.execute(
                url,
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', checksum,"
                        + " installed_by, installed_on, execution_time, success FROM flyway_schema_history WHERE version = '1'");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> PostgresStore.open(PostgresServer.settings(url)))
                .matches(refused -> refused.code() == StoreCode.STORE_NEWER);
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        PostgresSettings nowhere =
                new PostgresSettings("jdbc:postgresql://localhost:1/none?sslpassword=secret", "ada", "secret", 1);
        StoreException refusal = assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> PostgresStore.open(nowhere))
                .matches(refused -> refused.code() == StoreCode.STORE_UNREACHABLE)
                .actual();
        assertThat(refusal).hasMessageContaining("localhost:1").hasMessageNotContaining("secret");
        assertThat(nowhere.toString()).doesNotContain("secret");
    }
}
