package dev.cleave.core.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random pipelines under faults: {@code -Dseed=N} replays one, {@code -Druns=N} tries more. */
class RandomPipelineRunTest {

    @Test
    void whateverHappensEachInstanceEndsOnceAndEveryRunEnds() {
        forSeeds(seed -> {
            Random random = new Random(seed);
            Pipeline pipeline = RandomPipelines.make(random, true);
            ModelShell shell = new ModelShell(random, random.nextInt(6), "seed " + seed);

            RunState end = shell.run(pipeline, true, random.nextInt(3) == 0);

            assertThat(end.isFinal()).as("seed %d", seed).isTrue();
            assertThat(shell.kept().values())
                    .as("seed %d", seed)
                    .allMatch(record -> record.state().isFinal());
            assertThat(tasksOf(shell)).as("seed %d", seed).isEqualTo(namesOf(pipeline));
        });
    }

    @Test
    void faultsChangeNothingInHowTasksEnd() {
        forSeeds(seed -> {
            Pipeline pipeline = withoutTimeouts(RandomPipelines.make(new Random(seed), false));
            int failures = new Random(seed).nextInt(6);
            ModelShell calm = new ModelShell(new Random(seed), failures, "calm seed " + seed);
            ModelShell faulty = new ModelShell(new Random(seed + 1), failures, "faulty seed " + seed);

            RunState end = calm.run(pipeline, false, false);

            assertThat(faulty.run(pipeline, true, false)).as("seed %d", seed).isEqualTo(end);
            assertThat(endsOf(faulty)).as("seed %d", seed).isEqualTo(endsOf(calm));
        });
    }

    @Test
    void resumedAgainAndAgainARunComesToItsEndAndNothingRunsAgainThatHasSucceeded() {
        forSeeds(seed -> {
            Random random = new Random(seed);
            Pipeline pipeline = RandomPipelines.make(random, true);
            ModelShell shell = new ModelShell(random, 3, "seed " + seed);
            shell.run(pipeline, true, random.nextInt(3) == 0);
            for (int round = 2; round < 6; round++) {
                Set<String> succeeded = succeeded(shell, pipeline.tasks());
                shell.resume();
                shell.run(pipeline, true, false);
                assertThat(begunTasks(shell))
                        .as("round %d, seed %d", round, seed)
                        .noneMatch(succeeded::contains);
            }
        });
    }

    @Test
    void whatWasMendedRunsAgainWithAllThatNeedsItAndNothingElse() {
        forSeeds(seed -> {
            Random random = new Random(seed);
            Pipeline pipeline = RandomPipelines.make(random, false);
            ModelShell shell = new ModelShell(random, 0, "seed " + seed);
            shell.run(pipeline, true, false);
            Set<String> succeeded = succeeded(shell, pipeline.tasks());
            String mended = "t" + random.nextInt(pipeline.tasks().size());
            Pipeline other = Tasks.pipeline(mend(pipeline.tasks(), mended), pipeline.finallyTasks());
            shell.resume();
            shell.run(other, true, false);

            Set<String> untouched = new LinkedHashSet<>(succeeded);
            untouched.removeAll(behind(mended, pipeline));
            assertThat(begunTasks(shell)).as("seed %d", seed).noneMatch(untouched::contains);
            if (succeeded.contains(mended)) {
                assertThat(begunTasks(shell)).as("seed %d", seed).contains(mended);
            }
        });
    }

    private static void forSeeds(LongConsumer test) {
        Long one = Long.getLong("seed");
        long first = one == null ? 0 : one;
        long last = one == null ? Long.getLong("runs", 300) : one + 1;
        for (long seed = first; seed < last; seed++) {
            test.accept(seed);
        }
    }

    /** Whether something is late or known already depends on the schedule; all else does not. */
    private static Pipeline withoutTimeouts(Pipeline pipeline) {
        return Tasks.pipeline(
                pipeline.tasks().stream()
                        .map(RandomPipelineRunTest::withoutTimeout)
                        .toList(),
                pipeline.finallyTasks().stream()
                        .map(RandomPipelineRunTest::withoutTimeout)
                        .toList());
    }

    private static PipelineTask withoutTimeout(PipelineTask task) {
        return new PipelineTask(
                task.name(),
                task.needs(),
                task.work(),
                task.foreach(),
                task.when(),
                task.retry(),
                Optional.empty(),
                false,
                task.demand(),
                task.onFailure());
    }

    private static Set<String> namesOf(Pipeline pipeline) {
        return pipeline.all().stream().map(PipelineTask::name).collect(Collectors.toSet());
    }

    private static Set<String> tasksOf(ModelShell shell) {
        return shell.kept().keySet().stream().map(InstanceId::task).collect(Collectors.toSet());
    }

    private static Map<String, String> endsOf(ModelShell shell) {
        Map<String, String> ends = new TreeMap<>();
        shell.kept().forEach((id, record) -> ends.put(id.toString(), record.state() + " " + record.value()));
        return ends;
    }

    private static Set<String> begunTasks(ModelShell shell) {
        return shell.begun.stream().map(InstanceId::task).collect(Collectors.toSet());
    }

    /** The tasks of which every instance has succeeded. */
    private static Set<String> succeeded(ModelShell shell, List<PipelineTask> tasks) {
        return tasks.stream()
                .map(PipelineTask::name)
                .filter(name -> shell.kept().values().stream()
                        .filter(record -> record.id().task().equals(name))
                        .allMatch(record -> record.state() == InstanceState.SUCCEEDED))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<PipelineTask> mend(List<PipelineTask> tasks, String mended) {
        List<PipelineTask> all = new ArrayList<>(tasks);
        all.replaceAll(task -> task.name().equals(mended) ? task.withWork(Tasks.job(Template.of("mended"))) : task);
        return all;
    }

    private static Set<String> behind(String first, Pipeline pipeline) {
        Set<String> behind = new LinkedHashSet<>(Set.of(first));
        pipeline.tasks().forEach(task -> {
            if (task.before().stream().anyMatch(behind::contains)) {
                behind.add(task.name());
            }
        });
        return behind;
    }
}
