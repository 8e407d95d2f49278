package dev.cleave.pipeline.read;

import dev.cleave.core.graph.Place;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was read, and what is checked only once all tasks are known.
 *
 * @param name what it is called
 * @param place where it begins
 * @param isFinally whether it is one of those that run last
 * @param task the task; null if there is something wrong with it
 * @param hasForeach whether it is meant to have several instances
 * @param filesOut the files that it leaves
 * @param needs the tasks that it names as needed, and where
 * @param uses its references, and where
 * @param arguments what it gives to a program, and where
 * @param nanos how long it is said to take
 */
record ReadTask(
        String name,
        Place place,
        boolean isFinally,
        @Nullable PipelineTask task,
        boolean hasForeach,
        List<String> filesOut,
        List<Need> needs,
        List<Sheet.Use> uses,
        Optional<Given> arguments,
        Optional<Long> nanos) {

    /** A task that is needed. */
    record Need(String name, Place place) {}

    /**
     * A program that is named, and what it is given.
     *
     * @param program its name
     * @param place where that stands
     * @param values the text of each parameter
     * @param places where each of them stands
     * @param valuePlaces where the values stand
     */
    record Given(
            String program,
            Place place,
            Map<String, Template> values,
            Map<String, Place> places,
            Map<String, Place> valuePlaces) {}
}
