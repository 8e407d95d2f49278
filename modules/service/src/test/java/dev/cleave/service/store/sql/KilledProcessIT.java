package dev.cleave.service.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed amid submissions: what they were answered is there, once.
 *
 * <p>How often: {@code -Dkills=200}; the seed of a round is its number, from {@code -Dkills.first} on.
 */
class KilledProcessIT {

    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final int FIRST = Integer.getInteger("kills.first", 1);

    @TempDir
    Path folder;

    @Test
    void whatSqliteAnsweredIsThereOnceAfterAKill() throws Exception {
        for (int round = FIRST; round < FIRST + KILLS; round++) {
            killAndCompare("sqlite", folder.resolve("store").toString(), round);
        }
    }

    @Test
    void whatPostgresAnsweredIsThereOnceAfterAKillOfTheClient() throws Exception {
        String url = PostgresServer.newDatabase();
        for (int round = FIRST; round < FIRST + KILLS; round++) {
            killAndCompare("postgres", url, round);
        }
    }

    private static void killAndCompare(String kind, String where, int round) throws Exception {
        Map<String, String> accepted = new HashMap<>();
        Set<String> ended = new HashSet<>();
        runAndKill(kind, where, round, accepted, ended);
        try (Store store = SubmittingProcess.open(kind, where)) {
            compare(store, "round " + round + " on " + kind, round + "-", accepted, ended);
        }
    }

    /** Kills the process some lines and some moments after it began to answer, both from the round's seed. */
    private static void runAndKill(
            String kind, String where, int round, Map<String, String> accepted, Set<String> ended) throws Exception {
        SplittableRandom random = new SplittableRandom(round);
        int lines = random.nextInt(1, 600);
        long moments = random.nextLong(200_000);
        Process process = SubmittingProcess.start(kind, where, round);
        try (BufferedReader answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (int line = 0; line < lines; line++) {
                note(answers.readLine(), accepted, ended);
            }
            for (long moment = 0; moment < moments; moment++) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly(); // Which leaves its answers to be read, as Process's own would not.
            for (@Nullable String line = answers.readLine(); line != null; line = answers.readLine()) {
                note(line, accepted, ended);
            }
        } catch (IOException closed) {
            throw new IllegalStateException("round " + round + ": the process said nothing", closed);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The last line may have been cut off, and then says nothing. */
    private static void note(@Nullable String line, Map<String, String> accepted, Set<String> ended) {
        assertThat(line).as("the process ended by itself").isNotNull();
        String[] words = line.split(" ");
        if (words[words.length - 1].length() < Samples.id().value().length()) {
            return;
        }
        if (words[0].equals("accepted")) {
            assertThat(accepted.put(words[1], words[2])).isNull();
        } else {
            ended.add(words[1]);
        }
    }

    private static void compare(
            Store store, String what, String keys, Map<String, String> accepted, Set<String> ended) {
        Map<String, String> kept = new HashMap<>();
        for (JobRow job : jobs(store, keys)) {
            String key = job.submission().idempotencyKey();
            assertThat(kept.put(key, job.id().value()))
                    .as("%s: key %s twice", what, key)
                    .isNull();
            assertThat(job.submission().requestSha256())
                    .isEqualTo(SubmittingProcess.request(key).requestSha256());
            assertThat(store.jobs().end(job.id()).isPresent())
                    .as("%s: outcome of %s", what, job)
                    .isEqualTo(job.state() == JobState.SUCCEEDED);
        }
        assertThat(kept).as(what).containsAllEntriesOf(accepted);
        assertThat(ended)
                .as(what)
                .allSatisfy(id -> assertThat(store.jobs().end(new JobId(id))).isPresent());

        Writer writer = store.takeEpoch(store.epoch());
        kept.forEach((key, id) -> assertThat(
                        writer.submit(SubmittingProcess.request(key)).job().id().value())
                .as(what)
                .isEqualTo(id));
        assertThat(jobs(store, keys)).as(what).hasSameSizeAs(kept.keySet());
    }

    private static List<JobRow> jobs(Store store, String keys) {
        return store.jobs().list(JobFilter.of("ada"), null, 100_000).stream()
                .filter(job -> job.submission().idempotencyKey().startsWith(keys))
                .toList();
    }
}
