package dev.cleave.service.store.sql;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** How jobs ended. */
final class OutcomeTable {

    private static final String INSERT = """
            INSERT INTO outcomes (job, result_text, result_bytes, result_blob, result_size, failure_code, failure_path,
              failure_message, failure_stack, leases, sheds, lease_retries, duplicates, lost_nodes, lost_runners,
              known_reused, re_executed_nanos, work_nanos, span_nanos, subproblems)
            VALUES (:job, :resultText, :resultBytes, :resultBlob, :resultSize, :failureCode, :failurePath,
              :failureMessage, :failureStack, :leases, :sheds, :leaseRetries, :duplicates, :lostNodes, :lostRunners,
              :knownReused, :reExecutedNanos, :workNanos, :spanNanos, :subproblems)""";
    private static final String FIND = """
            SELECT o.*, j.state, j.ended_at FROM outcomes o JOIN jobs j ON j.id = o.job WHERE o.job = :job""";

    private static final String RESULT_BLOBS = "SELECT result_blob FROM outcomes WHERE result_blob IS NOT NULL";

    private OutcomeTable() {}

    static Set<String> resultBlobs(Handle handle) {
        return new HashSet<>(
                handle.createQuery(RESULT_BLOBS).mapTo(String.class).list());
    }

    static void insert(Handle handle, JobId job, JobEnd end) {
        @Nullable Payload result = end.outcome() instanceof Outcome.Succeeded succeeded ? succeeded.result() : null;
        @Nullable JobFailure failure = end.outcome() instanceof Outcome.Failed failed ? failed.failure() : null;
        Counts counts = end.counts();
        try (Update insert = handle.createUpdate(INSERT)) {
            PayloadColumns.bind(insert, "result", result);
            insert.bind("job", job.value())
                    .bind("resultText", Text.storable(end.resultText()))
                    .bind("failureCode", failure == null ? null : failure.code().name())
                    .bind("failurePath", failure == null ? null : failure.path())
                    .bind("failureMessage", failure == null ? null : Text.storable(failure.message()))
                    .bind("failureStack", failure == null ? null : Text.storable(failure.stackTrace()))
                    .bind("leases", counts.leases())
                    .bind("sheds", counts.sheds())
                    .bind("leaseRetries", counts.retries())
                    .bind("duplicates", counts.duplicates())
                    .bind("lostNodes", counts.lostNodes())
                    .bind("lostRunners", counts.lostRunners())
                    .bind("knownReused", counts.knownReused())
                    .bind("reExecutedNanos", counts.reExecutedNanos())
                    .bind("workNanos", end.measured().workNanos())
                    .bind("spanNanos", end.measured().spanNanos())
                    .bind("subproblems", end.measured().subproblems())
                    .execute();
        }
    }

    static Optional<JobEnd> find(Handle handle, JobId job) {
        return handle.createQuery(FIND)
                .bind("job", job.value())
                .map(Rows.as(OutcomeTable::read))
                .findOne();
    }

    private static JobEnd read(ResultSet row) throws SQLException {
        Counts counts = new Counts(
                row.getLong("leases"),
                row.getLong("sheds"),
                row.getLong("lease_retries"),
                row.getLong("duplicates"),
                row.getInt("lost_nodes"),
                row.getInt("lost_runners"),
                row.getLong("known_reused"),
                row.getLong("re_executed_nanos"));
        Measured measured =
                new Measured(row.getLong("work_nanos"), row.getLong("span_nanos"), row.getLong("subproblems"));
        return new JobEnd(
                readOutcome(row, measured), row.getString("result_text"), counts, measured, row.getLong("ended_at"));
    }

    private static Outcome readOutcome(ResultSet row, Measured measured) throws SQLException {
        return switch (JobState.valueOf(row.getString("state"))) {
            case SUCCEEDED -> {
                @Nullable Payload result = PayloadColumns.read(row, "result");
                yield new Outcome.Succeeded(result == null ? new Payload.Inline(new byte[0]) : result, measured);
            }
            case FAILED ->
                new Outcome.Failed(new JobFailure(
                        Code.valueOf(row.getString("failure_code")),
                        row.getString("failure_path"),
                        row.getString("failure_message"),
                        row.getString("failure_stack")));
            default -> new Outcome.Cancelled();
        };
    }
}
