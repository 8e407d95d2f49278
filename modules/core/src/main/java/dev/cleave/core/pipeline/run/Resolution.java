package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.UnresolvedException;
import java.util.List;
import java.util.Optional;

/** What a task is to do, once all that it needs has ended. A condition that looks at items is asked for each of them, others once. */
final class Resolution {

    /** How many instances tasks with {@code foreach} may have in a run, together. */
    static final int MOST_INSTANCES = 100_000;

    private final Values values;
    private int instances;

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
        if (task.foreach().isEmpty()) {
            return Optional.of(List.of(""));
        }
        List<String> items = task.foreach().get().items(values.ofTask());
        if (items.size() > MOST_INSTANCES - instances) {
            throw new UnresolvedException(
                    "foreach: " + items.size() + " items, beside " + instances + " of other tasks",
                    "at most " + MOST_INSTANCES + " in a run");
        }
        instances += items.size();
        return Optional.of(items);
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
