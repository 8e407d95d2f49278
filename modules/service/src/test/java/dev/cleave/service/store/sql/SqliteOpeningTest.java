package dev.cleave.service.store.sql;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleave.service.store.AuditEntry;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the files of an embedded store, and what becomes of them. */
class SqliteOpeningTest {

    private static final int FLIPS = 40;

    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("store");
    }

    private Path file() {
        return folder().resolve("cleave.db");
    }

    private Store open() {
        return open(folder());
    }

    private static Store open(Path folder) {
        return SqliteStore.open(new SqliteSettings(folder, 64 << 10, 0), InstantSource.system());
    }

    private static StoreException refusal(StoreCode code, Path folder) {
        return assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(folder).close())
                .matches(refused -> refused.code() == code, "code " + code)
                .actual();
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int count(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getInt(1);
        }
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws Exception {
        try (Store store = open()) {
            store.takeEpoch(0).submit(Samples.job());
            try (Stream<Path> files = Files.list(folder())) {
                assertThat(files)
                        .hasSizeGreaterThan(4)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aSecondOpeningIsRefusedUntilTheFirstIsClosed() {
        Store first = open();
        assertThat(refusal(StoreCode.STORE_IN_USE, folder()))
                .hasMessageContainingAll(
                        folder().toString(),
                        Long.toString(ProcessHandle.current().pid()));
        first.close();
        open().close();
    }

    @Test
    void aFolderThatCannotBeUsedIsRefused() throws Exception {
        Files.writeString(folder(), "a file");
        assertThat(refusal(StoreCode.STORE_FAILED, folder())).hasMessageContaining(folder().toString());
    }

    @Test
    void tablesOfANewerVersionAreRefusedAndLeftAsTheyAre() throws Exception {
        open().close();
        long versions = count("SELECT COUNT(*) FROM flyway_schema_history");
        execute(
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', checksum,"
                        + " installed_by, installed_on, execution_time, success FROM flyway_schema_history WHERE version = '1'");
        execute("CREATE TABLE later (n INTEGER)");
        assertThat(refusal(StoreCode.STORE_NEWER, folder()))
                .hasMessageContainingAll("version 99", "expected: " + versions);
        assertThat(count("SELECT COUNT(*) FROM flyway_schema_history")).isEqualTo(versions + 1);
        assertThat(count("SELECT COUNT(*) FROM later")).isZero();
    }

    @Test
    void whatIsNoDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        Files.createDirectories(folder());
        Files.writeString(file(), "dear diary, ".repeat(1_000));
        assertThat(refusal(StoreCode.STORE_CORRUPT, folder()))
                .hasMessageContainingAll(file().toString(), "last copy", ".recover");
        assertThat(Files.readString(file())).startsWith("dear diary");
    }

    @Test
    void aFileThatWasCutShortIsRefused() throws Exception {
        fill(open());
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length / 2));
        refusal(StoreCode.STORE_CORRUPT, folder());
    }

    /** Bytes within a text can change unnoticed; where pages hang together they cannot, and nothing else is thrown. */
    @Test
    void changedBytesAreRefusedOrDoNotHurt() throws Exception {
        List<Submission> jobs = fill(open());
        byte[] whole = Files.readAllBytes(file());
        SplittableRandom random = new SplittableRandom(8);
        int refused = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            Path copy = temporary.resolve("copy" + flip);
            Files.createDirectories(copy);
            byte[] changed = whole.clone();
            // Half of them where a page says what is in it.
            int page = random.nextInt(whole.length / 4096) * 4096;
            int at = flip % 2 == 0 ? page + random.nextInt(16) : random.nextInt(whole.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(copy.resolve("cleave.db"), changed);
            refused += readsAllOrRefuses(copy, jobs, "flip " + flip + " at " + at) ? 0 : 1;
        }
        assertThat(refused).isBetween(FLIPS / 10, FLIPS);
    }

    private static boolean readsAllOrRefuses(Path folder, List<Submission> jobs, String what) {
        try (Store store = open(folder)) {
            assertThat(store.jobs().list(JobFilter.ALL, null, 10_000)).as(what).hasSize(jobs.size());
            for (Submission job : jobs) {
                store.jobs().find(job.id());
                store.jobs().end(job.id());
                store.jobs().events(job.id(), 0, 100);
            }
            return true;
        } catch (StoreException e) {
            // A changed version of the tables is no damage that shows.
            assertThat(e.code()).as(what + ": " + e).isIn(StoreCode.STORE_CORRUPT, StoreCode.STORE_NEWER);
            return false;
        }
    }

    @Test
    void aCopyOfAStoreThatIsOpenIsAStore() throws Exception {
        Path copy = temporary.resolve("copy.db");
        Submission job = Samples.job();
        try (Store store = open()) {
            store.takeEpoch(0).submit(job);
            SqliteStore.copy(folder(), copy);
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> SqliteStore.copy(folder(), copy));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        Files.write(file(), new byte[10_000]);
        refusal(StoreCode.STORE_CORRUPT, folder());
        Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
        try (Store store = open()) {
            assertThat(store.jobs().find(job.id())).isPresent();
        }
    }

    @Test
    void spaceOfForgottenJobsIsGivenBack() throws Exception {
        Store store = open();
        fill(store);
        long before = Files.size(file());
        Store again = open();
        assertThat(again.takeEpoch(1).prune(new Retention(0, 1), NOW)).isEqualTo(299);
        again.close();
        assertThat(Files.size(file())).isLessThan(before / 2);
    }

    /** Some jobs that have ended; closes the store. */
    private static List<Submission> fill(Store store) {
        List<Submission> jobs = new ArrayList<>();
        try (store) {
            Writer writer = store.takeEpoch(0);
            for (int i = 0; i < 300; i++) {
                Submission job = Samples.job("ada", Map.of("team", "t" + i % 3));
                writer.submit(job);
                writer.end(job.id(), Samples.success(NOW + i));
                store.audit()
                        .record(new AuditEntry(
                                NOW, "ada", "job.submit", job.id().value(), "here", "allowed"));
                jobs.add(job);
            }
        }
        return jobs;
    }
}
