package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Foreach;
import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Retry;
import dev.cleave.core.pipeline.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pipelines of all kinds. */
final class RandomPipelines {

    private RandomPipelines() {}

    static Pipeline make(Random random, boolean mayStop) {
        List<PipelineTask> tasks = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            tasks.add(task("t" + i, tasks, random, mayStop));
        }
        List<PipelineTask> last = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            last.add(task("f" + i, last, random, mayStop));
        }
        return Tasks.pipeline(tasks, last);
    }

    private static PipelineTask task(String name, List<PipelineTask> before, Random random, boolean mayStop) {
        String[] needs = before.stream()
                .filter(other -> random.nextInt(3) == 0)
                .map(PipelineTask::name)
                .toArray(String[]::new);
        PipelineTask task = Tasks.task(name, needs)
                .retrying(new Retry(1 + random.nextInt(3), Duration.ofMillis(random.nextInt(50))))
                .onFailure(mayStop && random.nextBoolean() ? OnFailure.STOP : OnFailure.CONTINUE);
        if (needs.length > 0 && random.nextBoolean()) {
            task = task.withWork(Tasks.job(Tasks.result(needs[0])));
        }
        if (random.nextInt(3) == 0) {
            task = forEach(task, needs, random);
        }
        if (needs.length > 0 && random.nextInt(4) == 0) {
            task = task.when(
                    new Condition.Comparison(Tasks.result(needs[0]), Condition.Comparator.UNEQUAL, Template.of("[0]")));
        }
        if (random.nextInt(3) == 0) {
            task = task.within(Duration.ofMillis(1 + random.nextInt(100)));
        }
        return random.nextInt(3) == 0 ? task.cached() : task;
    }

    private static PipelineTask forEach(PipelineTask task, String[] needs, Random random) {
        if (needs.length > 0 && random.nextBoolean()) {
            return task.forEach(new Foreach.Elements(Tasks.result(needs[0])));
        }
        return task.forEach(new Foreach.Listed(List.of(Template.of("x"), Template.of("y"), Template.of("z"))))
                .withWork(Tasks.job(Tasks.item()));
    }
}
