package dev.cleave.service.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of jobs costs about what it shows, however many jobs there are. */
class QueryPlanTest {

    private static final int LIMIT = 50;
    private static final int JOBS = 20_000;
    private static final JobId MIDDLE = new JobId("job-010000");
    private static final List<JobFilter> FILTERS = List.of(
            JobFilter.ALL,
            JobFilter.in(JobState.SUCCEEDED),
            JobFilter.in(JobState.QUEUED, JobState.SUCCEEDED, JobState.FAILED),
            JobFilter.of("owner7"),
            new JobFilter(Set.of(JobState.SUCCEEDED), "owner7", Map.of()),
            JobFilter.labelled("team", "team3"),
            new JobFilter(Set.of(JobState.SUCCEEDED), "", Map.of("team", "team3")));

    private static String inserted(String numbers, String digits) {
        String columns =
                "program, job_class, class_path, arguments, jvm_options, max_depth, max_payload_bytes, profile,"
                        + " labels, priority, max_cores, max_nodes, min_cores, deadline, retries, back_off,"
                        + " request_sha256, submitted_at, waiting_for, attempt, not_before, started_at";
        return "INSERT INTO jobs (id, state, owner, ended_at, idempotency_key, " + columns + ") SELECT 'job-' || "
                + digits + ", 'SUCCEEDED', 'owner' || (n % 20), n, NULL, " + columns + " FROM jobs, " + numbers;
    }

    private static List<String> lines(Jdbi database, String explain, JobFilter filter, @Nullable JobId after) {
        Map<String, Object> values = new TreeMap<>();
        String sql = JobListing.sql(filter, after, values);
        return database.withHandle(handle -> handle.createQuery(explain + sql)
                .bindMap(values)
                .bind("limit", LIMIT)
                .mapToMap()
                .map(row -> String.valueOf(
                        row.containsKey("detail")
                                ? row.get("detail")
                                : row.values().iterator().next()))
                .list());
    }

    private static void fill(Jdbi database, Store store, String numbers, String digits) {
        store.takeEpoch(0).submit(Samples.job());
        database.useHandle(handle -> {
            handle.execute(inserted(numbers, digits));
            handle.execute("INSERT INTO job_labels SELECT 'team', 'team' || (ended_at % 10), id FROM jobs");
            handle.execute("ANALYZE");
        });
    }

    @Test
    void onSqliteEveryListIsReadFromAnIndexInItsOrder(@TempDir Path folder) {
        try (Store store = SqliteStore.open(new SqliteSettings(folder, 64 << 10, 0), InstantSource.system())) {
            Jdbi database = Jdbi.create("jdbc:sqlite:" + folder.resolve("cleave.db"));
            fill(
                    database,
                    store,
                    "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < " + JOBS
                            + ") SELECT n FROM s)",
                    "printf('%06d', n)");
            for (JobFilter filter : FILTERS) {
                for (@Nullable JobId after : both()) {
                    List<String> plan = lines(database, "EXPLAIN QUERY PLAN ", filter, after);
                    String what = filter + " after " + after + ": " + plan;
                    assertThat(plan)
                            .as(what)
                            .filteredOn(line -> line.startsWith("SCAN j") || line.startsWith("SCAN l"))
                            .allMatch(line -> line.contains(" USING "));
                    if (filter.states().size() < 2) {
                        assertThat(plan).as(what).noneMatch(line -> line.contains("TEMP B-TREE"));
                    }
                    assertThat(store.jobs().list(filter, after, LIMIT)).as(what).hasSize(LIMIT);
                }
            }
        }
    }

    /** It may prefer a few times as many rows of one index to those of another; never all of them. */
    @Test
    void onPostgresEveryListReadsFewRows() {
        String url = PostgresServer.newDatabase();
        try (Store store = PostgresStore.open(PostgresServer.settings(url))) {
            Jdbi database = Jdbi.create(url);
            fill(database, store, "generate_series(1, " + JOBS + ") AS n", "lpad(n::text, 6, '0')");
            for (JobFilter filter : FILTERS) {
                for (@Nullable JobId after : both()) {
                    List<String> plan = lines(database, "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) ", filter, after);
                    assertThat(rowsRead(plan))
                            .as(filter + " after " + after + ": " + plan)
                            .isLessThan(JOBS / 10);
                    assertThat(store.jobs().list(filter, after, LIMIT)).hasSize(LIMIT);
                }
            }
        }
    }

    private static List<@Nullable JobId> both() {
        List<@Nullable JobId> both = new ArrayList<>();
        both.add(null);
        both.add(MIDDLE);
        return both;
    }

    /** The most that any step of the plan read or threw away. */
    private static long rowsRead(List<String> plan) {
        Pattern rows = Pattern.compile("(?:actual rows=|Rows Removed by Filter: )([0-9.]+)");
        return plan.stream()
                .flatMap(line -> rows.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .mapToLong(count -> (long) Double.parseDouble(count))
                .max()
                .orElseThrow();
    }
}
