package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Lists of jobs, by pages that go on after the last id of the page before.
 *
 * <p>However many jobs there are, a page reads about as many rows as it shows: each condition has an index in which jobs
 * stand in the order of their ids, and it is read from its end. Several states are several such readings, merged. With
 * more than one condition, the index of one is read and the others are looked at row by row; only owner and state
 * together have an index of their own.
 */
final class JobListing {

    private static final String UNFINISHED = """
            SELECT * FROM jobs WHERE state IN ('QUEUED', 'RUNNING') ORDER BY id""";
    private static final String COUNTS = "SELECT state, COUNT(*) AS jobs FROM jobs GROUP BY state";

    private JobListing() {}

    static List<JobRow> page(Handle handle, JobFilter filter, @Nullable JobId after, int limit) {
        if (limit < 1) {
            return List.of();
        }
        Map<String, Object> values = new TreeMap<>();
        String sql = sql(filter, after, values);
        try (Query query = handle.createQuery(sql)) {
            return query.bindMap(values)
                    .bind("limit", limit)
                    .map(Rows.as(JobTable::read))
                    .list();
        }
    }

    /** The query of a filter; puts the values of its parameters, but for the limit, where they are asked for. */
    static String sql(JobFilter filter, @Nullable JobId after, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        if (!filter.owner().isEmpty()) {
            conditions.add("j.owner = :owner");
            values.put("owner", filter.owner());
        }
        String from = "jobs j";
        String id = "j.id";
        int labels = 0;
        for (Map.Entry<String, String> label : new TreeMap<>(filter.labels()).entrySet()) {
            String alias = "l" + labels++;
            if (labels == 1) {
                // Read in the order of this index; the jobs follow from it.
                from = "job_labels " + alias + " JOIN jobs j ON j.id = " + alias + ".job";
                id = alias + ".job";
                conditions.add(labelIs(alias));
            } else {
                conditions.add("EXISTS (SELECT 1 FROM job_labels " + alias + " WHERE " + labelIs(alias) + " AND "
                        + alias + ".job = j.id)");
            }
            values.put(alias + "Name", label.getKey());
            values.put(alias + "Value", label.getValue());
        }
        if (after != null) {
            conditions.add("j.id < :after");
            if (labels > 0) {
                // Said of both, lest one of them be read from its end to find where to begin.
                conditions.add(id + " < :after");
            }
            values.put("after", after.value());
        }
        if (filter.states().isEmpty()) {
            return page(from, id, conditions);
        }
        String fromHere = from;
        String idHere = id;
        List<JobState> states = filter.states().stream().sorted().toList();
        if (states.size() == 1) {
            return page(from, id, with(conditions, states.get(0)));
        }
        return states.stream()
                .map(state -> "SELECT * FROM (" + page(fromHere, idHere, with(conditions, state)) + ") AS of_" + state)
                .collect(Collectors.joining(
                        " UNION ALL ", "SELECT * FROM (", ") AS merged ORDER BY id DESC LIMIT :limit"));
    }

    private static String page(String from, String id, List<String> conditions) {
        return "SELECT j.* FROM " + from + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY " + id + " DESC LIMIT :limit";
    }

    private static List<String> with(List<String> conditions, JobState state) {
        List<String> all = new ArrayList<>(conditions);
        all.add("j.state = '" + state + "'");
        return all;
    }

    private static String labelIs(String alias) {
        return alias + ".name = :" + alias + "Name AND " + alias + ".value = :" + alias + "Value";
    }

    static List<JobRow> unfinished(Handle handle) {
        return handle.createQuery(UNFINISHED).map(Rows.as(JobTable::read)).list();
    }

    static Map<JobState, Long> counts(Handle handle) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0L);
        }
        handle.createQuery(COUNTS)
                .map(Rows.as(row -> Map.entry(JobState.valueOf(row.getString("state")), row.getLong("jobs"))))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }
}
