package dev.cleave.service.store.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The blobs that runs of pipelines need, or may be asked for. */
final class PipelineBlobs {

    private static final String LEFT = "SELECT DISTINCT files FROM pipeline_instances WHERE files <> ''";
    private static final String KNOWN = "SELECT DISTINCT files FROM pipeline_values WHERE files <> ''";
    private static final String GIVEN = """
            SELECT files FROM pipeline_runs WHERE files <> ''
            UNION SELECT files FROM pipeline_schedules WHERE files <> ''""";

    private PipelineBlobs() {}

    /** Those of runs and schedules, and of what work has left; the last can be made again. */
    static Set<String> named(Handle handle) {
        Set<String> names = ofRuns(handle);
        texts(handle, KNOWN).forEach(text -> names.addAll(FormText.map(text).values()));
        return names;
    }

    /** Those of runs and schedules. */
    static Set<String> ofRuns(Handle handle) {
        Set<String> names = new HashSet<>();
        texts(handle, LEFT).forEach(text -> names.addAll(FormText.map(text).values()));
        texts(handle, GIVEN).forEach(text -> RunTable.files(text).values().forEach(blob -> names.add(blob.sha256())));
        return names;
    }

    private static List<String> texts(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).list();
    }
}
