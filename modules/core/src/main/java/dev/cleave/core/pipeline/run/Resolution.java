package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.UnresolvedException;
import java.util.List;
import java.util.Optional;

/** What a task is to do, once all that it needs has ended. A condition that looks at items is asked for each of them, others once. */
final class Resolution {

    private final Values values;

    Resolution(Values values) {
        this.values = values;
    }

    /**
     * What a task is for: one empty item where it has no {@code foreach}.
     *
     * @return empty if its condition does not hold
     * @throws UnresolvedException if that cannot be said
     */
    Optional<List<String>> items(PipelineTask task) {
        if (task.when().isPresent() && !looksAtItems(task) && !task.when().get().holds(values.ofTask())) {
            return Optional.empty();
        }
        return Optional.of(
                task.foreach().map(foreach -> foreach.items(values.ofTask())).orElse(List.of("")));
    }

    /**
     * What one instance does.
     *
     * @return empty if its condition does not hold
     * @throws UnresolvedException if that cannot be said
     */
    Optional<ResolvedWork> work(Instance instance) {
        PipelineTask task = instance.task.definition;
        if (looksAtItems(task) && !task.when().orElseThrow().holds(values.ofInstance(instance))) {
            return Optional.empty();
        }
        return Optional.of(task.work().resolve(values.ofInstance(instance)));
    }

    private static boolean looksAtItems(PipelineTask task) {
        return task.when().stream()
                .flatMap(condition -> condition.references())
                .anyMatch(one -> one instanceof Reference.OfItem || one instanceof Reference.OfIndex);
    }
}
