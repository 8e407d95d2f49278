package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Jobs and their labels, one at a time; lists are {@link JobListing}'s. */
final class JobTable {

    private static final String INSERT = """
            INSERT INTO jobs (id, state, owner, program, job_class, class_path, arguments, jvm_options, max_depth,
              max_payload_bytes, profile, labels, priority, max_cores, max_nodes, min_cores, deadline, retries, back_off,
              idempotency_key, request_sha256, submitted_at, waiting_for, attempt, not_before, started_at, ended_at)
            VALUES (:id, 'QUEUED', :owner, :program, :jobClass, :classPath, :arguments, :jvmOptions, :maxDepth,
              :maxPayloadBytes, :profile, :labels, :priority, :maxCores, :maxNodes, :minCores, :deadline, :retries, :backOff,
              :idempotencyKey, :requestSha256, :submittedAt, '', 0, 0, 0, 0)""";
    private static final String INSERT_LABEL = "INSERT INTO job_labels (name, value, job) VALUES (:name, :value, :job)";
    private static final String FIND = "SELECT * FROM jobs WHERE id = :id";
    private static final String FIND_BY_KEY = "SELECT * FROM jobs WHERE owner = :owner AND idempotency_key = :key";
    private static final String STATE = "SELECT state FROM jobs WHERE id = :id";
    private static final String WAIT = "UPDATE jobs SET waiting_for = :reason WHERE id = :id";
    private static final String START = """
            UPDATE jobs SET state = 'RUNNING', attempt = attempt + 1, waiting_for = '', not_before = 0,
              started_at = CASE WHEN started_at = 0 THEN :at ELSE started_at END
            WHERE id = :id AND state = 'QUEUED'""";
    private static final String REQUEUE = """
            UPDATE jobs SET state = 'QUEUED', not_before = :notBefore, waiting_for = :reason
            WHERE id = :id AND state = 'RUNNING'""";
    private static final String END = """
            UPDATE jobs SET state = :state, ended_at = :at, waiting_for = '', not_before = 0
            WHERE id = :id AND state IN ('QUEUED', 'RUNNING')""";

    private static final String CLASS_PATHS = "SELECT DISTINCT class_path FROM jobs";

    private JobTable() {}

    /** The names of the blobs on class paths of all jobs. */
    static Set<String> classPathBlobs(Handle handle) {
        Set<String> names = new HashSet<>();
        for (String classPath :
                handle.createQuery(CLASS_PATHS).mapTo(String.class).list()) {
            blobs(classPath).forEach(blob -> names.add(blob.sha256()));
        }
        return names;
    }

    static void insert(Handle handle, Submission job) {
        JobSpec spec = job.spec();
        handle.createUpdate(INSERT)
                .bind("id", spec.id().value())
                .bind("owner", job.owner())
                .bind("program", job.program())
                .bind("jobClass", spec.jobClass())
                .bind("classPath", textOf(spec.classPath()))
                .bind("arguments", FormText.ofMap(spec.arguments()))
                .bind("jvmOptions", FormText.ofList(spec.jvmOptions()))
                .bind("maxDepth", spec.maxDepth())
                .bind("maxPayloadBytes", spec.maxPayloadBytes())
                .bind("profile", spec.profile() ? 1 : 0)
                .bind("labels", FormText.ofMap(job.labels()))
                .bind("priority", job.priority())
                .bind("maxCores", job.limits().maxCores())
                .bind("maxNodes", job.limits().maxNodes())
                .bind("minCores", job.limits().minCores())
                .bind("deadline", job.limits().deadlineMillis())
                .bind("retries", job.retries().retries())
                .bind("backOff", job.retries().backOffMillis())
                .bind("idempotencyKey", job.idempotencyKey().isEmpty() ? null : job.idempotencyKey())
                .bind("requestSha256", job.requestSha256())
                .bind("submittedAt", job.submittedAt())
                .execute();
        insertLabels(handle, job);
    }

    private static void insertLabels(Handle handle, Submission job) {
        if (job.labels().isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(INSERT_LABEL)) {
            job.labels()
                    .forEach((name, value) -> batch.bind("name", name)
                            .bind("value", value)
                            .bind("job", job.id().value())
                            .add());
            batch.execute();
        }
    }

    static Optional<JobRow> find(Handle handle, JobId id) {
        return handle.createQuery(FIND)
                .bind("id", id.value())
                .map(Rows.as(JobTable::read))
                .findOne();
    }

    static Optional<JobRow> findByKey(Handle handle, String owner, String idempotencyKey) {
        return handle.createQuery(FIND_BY_KEY)
                .bind("owner", owner)
                .bind("key", idempotencyKey)
                .map(Rows.as(JobTable::read))
                .findOne();
    }

    static Optional<JobState> state(Handle handle, JobId id) {
        return handle.createQuery(STATE)
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .map(JobState::valueOf);
    }

    static void waits(Handle handle, JobId id, String reason) {
        handle.createUpdate(WAIT)
                .bind("id", id.value())
                .bind("reason", Text.storable(reason))
                .execute();
    }

    static boolean start(Handle handle, JobId id, long at) {
        return handle.createUpdate(START).bind("id", id.value()).bind("at", at).execute() == 1;
    }

    static boolean requeue(Handle handle, JobId id, long notBefore, String reason) {
        return handle.createUpdate(REQUEUE)
                        .bind("id", id.value())
                        .bind("notBefore", notBefore)
                        .bind("reason", Text.storable(reason))
                        .execute()
                == 1;
    }

    static boolean end(Handle handle, JobId id, JobState state, long at) {
        return handle.createUpdate(END)
                        .bind("id", id.value())
                        .bind("state", state.name())
                        .bind("at", at)
                        .execute()
                == 1;
    }

    static JobRow read(ResultSet row) throws SQLException {
        return new JobRow(
                readSubmission(row),
                JobState.valueOf(row.getString("state")),
                row.getString("waiting_for"),
                row.getInt("attempt"),
                row.getLong("not_before"),
                row.getLong("started_at"),
                row.getLong("ended_at"));
    }

    private static Submission readSubmission(ResultSet row) throws SQLException {
        Map<String, String> arguments = FormText.map(row.getString("arguments"));
        @Nullable String key = row.getString("idempotency_key");
        JobSpec spec = new JobSpec(
                new JobId(row.getString("id")),
                row.getString("job_class"),
                blobs(row.getString("class_path")),
                arguments,
                FormText.list(row.getString("jvm_options")),
                row.getInt("max_depth"),
                row.getLong("max_payload_bytes"),
                row.getInt("profile") != 0);
        return new Submission(
                spec,
                row.getString("owner"),
                row.getString("program"),
                FormText.map(row.getString("labels")),
                row.getInt("priority"),
                new JobLimits(
                        row.getInt("max_cores"),
                        row.getInt("max_nodes"),
                        row.getInt("min_cores"),
                        row.getLong("deadline")),
                new RetryPolicy(row.getInt("retries"), row.getLong("back_off")),
                key == null ? "" : key,
                row.getString("request_sha256"),
                row.getLong("submitted_at"));
    }

    /** As {@code digest/size digest/size}. */
    private static String textOf(List<Payload.Blob> blobs) {
        return blobs.stream().map(blob -> blob.sha256() + "/" + blob.size()).collect(Collectors.joining(" "));
    }

    private static List<Payload.Blob> blobs(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(text.split(" "))
                .map(blob -> blob.split("/"))
                .map(parts -> new Payload.Blob(parts[0], Long.parseLong(parts[1])))
                .toList();
    }
}
