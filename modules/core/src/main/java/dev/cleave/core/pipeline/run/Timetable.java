package dev.cleave.core.pipeline.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Instances of which something is due at some time: the end of their back-off, or of the time that they may run. */
final class Timetable {

    private final Set<Instance> instances = new LinkedHashSet<>();
    private final PipelinePort port;

    Timetable(PipelinePort port) {
        this.port = port;
    }

    /** Notes when something is due of it, if anything is. */
    void note(Instance instance) {
        long dueAt = instance.dueAt();
        if (dueAt != Long.MAX_VALUE) {
            instances.add(instance);
            port.wakeAt(dueAt);
        }
    }

    /** Those of which something is due by now; they are forgotten with that. */
    List<Instance> take(long now) {
        List<Instance> due = new ArrayList<>();
        instances.removeIf(instance -> {
            long dueAt = instance.dueAt();
            if (dueAt <= now) {
                due.add(instance);
            }
            return dueAt <= now || dueAt == Long.MAX_VALUE;
        });
        return due;
    }
}
