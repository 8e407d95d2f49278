package dev.cleave.service.store.sql;

import dev.cleave.core.lease.Payload;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.core.pipeline.run.RunState;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.PipelineSubmission;
import dev.cleave.service.store.PipelineText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Runs of pipelines, each as a whole. */
final class RunTable {

    private static final String INSERT = """
            INSERT INTO pipeline_runs (id, owner, name, text, files, arguments, schedule, idempotency_key,
              request_sha256, submitted_at, round, state, cancelled, finally_cancelled, ended_at)
            VALUES (:id, :owner, :name, :text, :files, :arguments, :schedule, :idempotencyKey,
              :requestSha256, :submittedAt, 1, 'RUNNING', 0, 0, 0)""";
    private static final String RECORD = """
            UPDATE pipeline_runs SET round = :round, state = :state, cancelled = :cancelled,
              finally_cancelled = :finallyCancelled, ended_at = :endedAt
            WHERE id = :id""";
    private static final String MEND = """
            UPDATE pipeline_runs SET text = :text, files = :files, arguments = :arguments WHERE id = :id""";
    private static final String FIND = "SELECT * FROM pipeline_runs WHERE id = :id";
    private static final String FIND_BY_KEY =
            "SELECT * FROM pipeline_runs WHERE owner = :owner AND idempotency_key = :key";
    private static final String UNFINISHED = "SELECT * FROM pipeline_runs WHERE state = 'RUNNING' ORDER BY id";
    private static final String LATEST = """
            SELECT * FROM pipeline_runs WHERE owner = :owner AND name = :name AND state = :state AND id < :before
            ORDER BY id DESC LIMIT 1""";
    /** After every id. */
    private static final String LAST_ID = "~";

    private RunTable() {}

    static void insert(Handle handle, PipelineSubmission run) {
        bind(handle.createUpdate(INSERT), run.pipeline())
                .bind("id", run.id())
                .bind("owner", run.owner())
                .bind("name", run.pipeline().name())
                .bind("schedule", run.schedule())
                .bind("idempotencyKey", run.idempotencyKey().isEmpty() ? null : run.idempotencyKey())
                .bind("requestSha256", run.requestSha256())
                .bind("submittedAt", run.submittedAt())
                .execute();
    }

    /** The columns of a pipeline as it was handed in. */
    static <S extends SqlStatement<S>> S bind(S statement, PipelineText pipeline) {
        return statement
                .bind("text", pipeline.text())
                .bind("files", textOf(pipeline.files()))
                .bind("arguments", FormText.ofMap(pipeline.arguments()));
    }

    static boolean keep(Handle handle, String run, RunRecord record, long at) {
        return handle.createUpdate(RECORD)
                        .bind("id", run)
                        .bind("round", record.round())
                        .bind("state", record.state().name())
                        .bind("cancelled", record.isCancelled() ? 1 : 0)
                        .bind("finallyCancelled", record.isFinallyCancelled() ? 1 : 0)
                        .bind("endedAt", record.state().isFinal() ? at : 0)
                        .execute()
                == 1;
    }

    static void mend(Handle handle, String run, PipelineText pipeline) {
        bind(handle.createUpdate(MEND), pipeline).bind("id", run).execute();
    }

    static Optional<PipelineRow> find(Handle handle, String run) {
        return handle.createQuery(FIND)
                .bind("id", run)
                .map(Rows.as(RunTable::read))
                .findOne();
    }

    static Optional<PipelineRow> findByKey(Handle handle, String owner, String key) {
        return handle.createQuery(FIND_BY_KEY)
                .bind("owner", owner)
                .bind("key", key)
                .map(Rows.as(RunTable::read))
                .findOne();
    }

    static List<PipelineRow> list(Handle handle, String owner, @Nullable String after, int limit) {
        String whose = owner.isEmpty() ? "" : "owner = :owner AND ";
        var query = handle.createQuery(
                "SELECT * FROM pipeline_runs WHERE " + whose + "id < :after ORDER BY id DESC LIMIT :limit");
        if (!owner.isEmpty()) {
            query.bind("owner", owner);
        }
        return query.bind("after", after == null ? LAST_ID : after)
                .bind("limit", limit)
                .map(Rows.as(RunTable::read))
                .list();
    }

    static List<PipelineRow> unfinished(Handle handle) {
        return handle.createQuery(UNFINISHED).map(Rows.as(RunTable::read)).list();
    }

    static Optional<PipelineRow> latest(Handle handle, String owner, String name, RunState state, String before) {
        return handle.createQuery(LATEST)
                .bind("owner", owner)
                .bind("name", name)
                .bind("state", state.name())
                .bind("before", before)
                .map(Rows.as(RunTable::read))
                .findOne();
    }

    private static PipelineRow read(ResultSet row) throws SQLException {
        @Nullable String key = row.getString("idempotency_key");
        PipelineSubmission submission = new PipelineSubmission(
                row.getString("id"),
                row.getString("owner"),
                readText(row),
                row.getString("schedule"),
                key == null ? "" : key,
                row.getString("request_sha256"),
                row.getLong("submitted_at"));
        RunRecord record = new RunRecord(
                row.getInt("round"),
                RunState.valueOf(row.getString("state")),
                row.getInt("cancelled") != 0,
                row.getInt("finally_cancelled") != 0);
        return new PipelineRow(submission, record, row.getLong("ended_at"));
    }

    static PipelineText readText(ResultSet row) throws SQLException {
        return new PipelineText(
                row.getString("name"),
                row.getString("text"),
                files(row.getString("files")),
                FormText.map(row.getString("arguments")));
    }

    private static String textOf(Map<String, Payload.Blob> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((name, blob) -> texts.put(name, blob.sha256() + "/" + blob.size()));
        return FormText.ofMap(texts);
    }

    static Map<String, Payload.Blob> files(String text) {
        Map<String, Payload.Blob> files = new LinkedHashMap<>();
        FormText.map(text).forEach((name, blob) -> {
            String[] parts = blob.split("/", -1);
            files.put(name, new Payload.Blob(parts[0], Long.parseLong(parts[1])));
        });
        return files;
    }
}
