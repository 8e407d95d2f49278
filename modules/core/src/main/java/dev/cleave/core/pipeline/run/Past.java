package dev.cleave.core.pipeline.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was kept of a run before. */
final class Past {

    private final Map<InstanceId, InstanceRecord> records = new HashMap<>();
    private final Map<String, List<InstanceRecord>> byTask = new LinkedHashMap<>();

    Past(List<InstanceRecord> kept) {
        for (InstanceRecord record : kept) {
            records.put(record.id(), record);
            byTask.computeIfAbsent(record.id().task(), task -> new ArrayList<>())
                    .add(record);
        }
    }

    @Nullable
    InstanceRecord of(InstanceId id) {
        return records.get(id);
    }

    /** All that is known of a task. */
    List<InstanceRecord> of(String task) {
        return byTask.getOrDefault(task, List.of());
    }

    Set<String> tasks() {
        return byTask.keySet();
    }

    /** Whether anything of a task has failed in a round. */
    boolean hasFailed(String task, int round) {
        return of(task).stream().anyMatch(one -> one.round() == round && one.state() == InstanceState.FAILED);
    }
}
