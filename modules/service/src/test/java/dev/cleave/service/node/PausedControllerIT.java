package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.JobSubmission;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.SharingNodes;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.service.store.sql.PostgresServer;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The controller's process is stopped while a job runs, until another is the controller, and longer, and then goes on: nothing
 * that it still wants to write is kept, though it cannot see that its lease is another's. How often: {@code -Dpauses=10}; how long: {@code -Dpauses.seconds=60}.
 */
class PausedControllerIT {

    private static final int PAUSES = Integer.getInteger("pauses", 1);
    private static final Duration AT_LEAST = Duration.ofSeconds(Integer.getInteger("pauses.seconds", 5));
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final int NUMBERS = 800;
    private static final int ASKERS = 16;
    private static final Duration LONG = Duration.ofMinutes(3);

    /** Notes whatever a controller of the past writes: its journal says whose it is. */
    private static final String WATCH = """
            CREATE TABLE writes_of_the_past (epoch BIGINT, latest BIGINT);
            CREATE FUNCTION watch() RETURNS trigger AS $$
              BEGIN
                INSERT INTO writes_of_the_past
                  SELECT NEW.epoch, epoch FROM controller WHERE epoch > NEW.epoch AND NEW.first_record > 0;
                RETURN NEW;
              END $$ LANGUAGE plpgsql;
            CREATE TRIGGER watch BEFORE INSERT OR UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION watch();
            """;

    /** Whoever had the lease has it still. */
    private static final String LEASE_AGAIN = """
            UPDATE hidden_lease
              SET expires_at = CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + 2000;
            ALTER TABLE hidden_lease RENAME TO controller_lease;
            """;

    @TempDir
    Path folder;

    @Test
    void nothingOfAPastTermIsWrittenWhenItsControllerGoesOn() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        try (SharingNodes nodes = new SharingNodes(folder, 3, LEASE, true)) {
            PostgresServer.execute(nodes.url(), WATCH);
            for (int pause = 0; pause < PAUSES; pause++) {
                assertThat(writesOfThePast(nodes)).as("writes of a past term").isZero();
            }
            assertThat(nodes.logs()).doesNotContain("cannot be gone on with", "run from its beginning again");
        } finally {
            assertThat(census.awaitNone(Duration.ofSeconds(30))).isEmpty();
        }
    }

    /** The same without the fence, which shows that the test above would see it. */
    @Test
    void withoutTheFenceAPastTermWrites() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        try (SharingNodes nodes = new SharingNodes(folder, 2, LEASE, false)) {
            PostgresServer.execute(nodes.url(), WATCH);
            int written = 0;
            for (int pause = 0; pause < 5 && written == 0; pause++) {
                written = writesOfThePast(nodes);
            }
            assertThat(written).as("writes of a past term").isPositive();
        } finally {
            assertThat(census.awaitNone(Duration.ofSeconds(30))).isEmpty();
        }
    }

    /** Stops the controller amid a job, and lets it go on; returns how much it wrote afterwards. */
    private int writesOfThePast(SharingNodes nodes) throws Exception {
        int paused = nodes.controller().orElseThrow();
        ExecutorService askers = Executors.newFixedThreadPool(ASKERS);
        try (CleaveClient client = nodes.client();
                CleaveClient past = nodes.clientOf(paused, AT_LEAST.plusSeconds(5))) {
            String job = client.submitOnly(JobSubmission.of(Chore.class.getName())
                            .jar(TestJars.chore(folder))
                            .argument("numbers", NUMBERS)
                            .argument("micros", 10_000)
                            .argument("tally", folder.resolve("tally").toString()))
                    .id();
            await().atMost(LONG).until(() -> client.job(job).progress().fraction() > 0.1);
            past.version();
            nodes.pause(paused);
            long pausedAt = System.nanoTime();
            try {
                await().atMost(LONG).until(() -> nodes.controller().isPresent());
            } finally {
                System.out.printf(
                        "node %d paused: another one was the controller after %.1f s%n",
                        paused, (System.nanoTime() - pausedAt) / 1e9);
            }
            List<CompletableFuture<Boolean>> asked = new ArrayList<>();
            for (int i = 0; i < ASKERS; i++) {
                asked.add(CompletableFuture.supplyAsync(() -> accepts(past), askers));
            }
            await().atMost(LONG).until(() -> System.nanoTime() - pausedAt > AT_LEAST.toNanos());
            // From now on only the fence can tell a controller that it is one of the past.
            PostgresServer.execute(nodes.url(), "ALTER TABLE controller_lease RENAME TO hidden_lease");
            int accepted = 0;
            try {
                nodes.resume(paused);
                for (CompletableFuture<Boolean> each : asked) {
                    accepted += each.get() ? 1 : 0;
                }
            } finally {
                PostgresServer.execute(nodes.url(), LEASE_AGAIN);
            }
            if (count(nodes.url()) + accepted == 0) {
                assertThat(client.result(job, LONG)).isEqualTo("sum " + NUMBERS * (NUMBERS - 1) / 2);
                assertThat(client.job(job).attempt()).isEqualTo(1);
                assertThat(nodes.controller()).isPresent().isNotEqualTo(java.util.OptionalInt.of(paused));
            } else {
                client.cancel(job);
            }
            System.out.printf("it went on: %d jobs accepted, %d rows of its journal%n", accepted, count(nodes.url()));
            return accepted + count(nodes.url());
        } finally {
            askers.shutdownNow();
        }
    }

    private static boolean accepts(CleaveClient past) {
        try {
            past.submitOnly(JobSubmission.of("nqueens").argument("n", 4));
            return true;
        } catch (CleaveException refused) {
            return false;
        }
    }

    private static int count(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM writes_of_the_past")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
