package dev.cleave.core.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A controller, its store and the jobs of one run, with everything that may go wrong: what the run asks for is kept in one
 * step, or lost with the controller; jobs go on without it; what they tell comes late, twice, in any order, or is lost.
 */
final class ModelShell implements PipelinePort {

    /** A job that was handed out; it stays when the controller is lost. */
    private static final class Job {
        final InstanceId id;
        final int attempt;
        boolean isStarted;
        boolean isCancelled;
        TaskOutcome end = null;

        Job(InstanceId id, int attempt) {
            this.id = id;
            this.attempt = attempt;
        }
    }

    private final Random random;
    private final int failuresInTen;
    private final String where;

    // what survives
    private final Map<InstanceId, InstanceRecord> kept = new LinkedHashMap<>();
    private final Map<String, TaskValue> memory = new HashMap<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private RunRecord keptRun = RunRecord.FIRST;

    // what does not
    private final List<Runnable> changes = new ArrayList<>();
    private final List<Runnable> orders = new ArrayList<>();
    private final List<Runnable> inbox = new ArrayList<>();
    private PipelineRun run;
    private long now = 1_000;

    /** Instances whose jobs have succeeded in this round. */
    final Set<InstanceId> done = new LinkedHashSet<>();

    /** Instances that were handed out in this round. */
    final Set<InstanceId> begun = new LinkedHashSet<>();

    ModelShell(Random random, int failuresInTen, String where) {
        this.random = random;
        this.failuresInTen = failuresInTen;
        this.where = where;
    }

    /** Runs one round to its end, with faults or without. */
    RunState run(Pipeline pipeline, boolean isFaulty, boolean isCancelled) {
        begun.clear();
        done.clear();
        restart(pipeline);
        for (int step = 0; run.record().state() == RunState.RUNNING || keptRun.state() == RunState.RUNNING; step++) {
            assertThat(step).as("steps, %s", where).isLessThan(20_000);
            step(pipeline, isFaulty && step < 2_000);
            if (isCancelled && step == 15) {
                perform(() -> run.cancel(now));
            }
        }
        return keptRun.state();
    }

    void resume() {
        keptRun = keptRun.resumed();
    }

    Map<InstanceId, InstanceRecord> kept() {
        return kept;
    }

    private void step(Pipeline pipeline, boolean isFaulty) {
        if (isFaulty && random.nextInt(12) == 0) {
            restart(pipeline);
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> progress();
            case 1 -> deliver(isFaulty);
            default -> {
                now += random.nextInt(40);
                perform(() -> run.due(now));
            }
        }
    }

    /** The controller is lost, maybe in the middle of something, and the next reads what was kept. */
    private void restart(Pipeline pipeline) {
        inbox.clear();
        changes.clear();
        orders.clear();
        run = new PipelineRun(
                "r", pipeline, Map.of(), keptRun, List.copyOf(kept.values()), 1 + random.nextInt(5), this);
        perform(() -> run.begin(now));
    }

    /** Handles one event: what was decided is kept together, and then carried out, if the controller lives so long. */
    private void perform(Runnable event) {
        event.run();
        changes.forEach(Runnable::run);
        changes.clear();
        orders.forEach(Runnable::run);
        orders.clear();
    }

    private void progress() {
        List<Job> open = jobs.values().stream().filter(job -> job.end == null).toList();
        if (open.isEmpty()) {
            return;
        }
        Job job = open.get(random.nextInt(open.size()));
        if (!job.isStarted && !job.isCancelled) {
            job.isStarted = true;
        } else {
            job.end = outcome(job);
            if (job.end instanceof TaskOutcome.Succeeded) {
                assertThat(done.add(job.id))
                        .as("%s succeeds once, %s", job.id, where)
                        .isTrue();
            }
        }
        tell(job);
    }

    private void tell(Job job) {
        if (job.isStarted) {
            inbox.add(() -> run.attemptStarted(job.id, job.attempt, now));
        }
        if (job.end != null) {
            inbox.add(() -> run.attemptEnded(job.id, job.attempt, job.end, 1, now));
        }
    }

    private void deliver(boolean isFaulty) {
        if (inbox.isEmpty()) {
            return;
        }
        int which = random.nextInt(inbox.size());
        boolean isDoubled = isFaulty && random.nextInt(4) == 0;
        perform(isDoubled ? inbox.get(which) : inbox.remove(which));
    }

    /** The same for the same attempt of the same instance, so that runs can be compared. */
    private TaskOutcome outcome(Job job) {
        if (job.isCancelled) {
            return new TaskOutcome.Cancelled();
        }
        int chance = new Random(31L * job.id.toString().hashCode() + job.attempt).nextInt(1_000);
        if (chance % 10 < failuresInTen) {
            return new TaskOutcome.Failed("BROKEN", "it broke", chance > 200);
        }
        return new TaskOutcome.Succeeded(TaskValue.of(chance > 500 ? "[0]" : "[4, 5]", Map.of()));
    }

    // ---- what the run asks for ----

    @Override
    public void submit(InstanceId instance, int attempt, PipelineTask task, ResolvedWork work) {
        orders.add(() -> {
            begun.add(instance);
            Job job = jobs.computeIfAbsent(name(instance, attempt), key -> new Job(instance, attempt));
            assertThat(kept.get(instance)).as("kept first, %s", where).isNotNull();
            tell(job);
        });
    }

    @Override
    public void cancel(InstanceId instance, int attempt) {
        orders.add(() -> jobs.get(name(instance, attempt)).isCancelled = true);
    }

    private String name(InstanceId instance, int attempt) {
        return keptRun.round() + "/" + instance + "/" + attempt;
    }

    @Override
    public void wakeAt(long millis) {
        assertThat(millis).as("a time, %s", where).isPositive();
    }

    @Override
    public String key(ResolvedWork work) {
        return work.definition(RecordingPipelinePort.CONTENTS);
    }

    @Override
    public Optional<TaskValue> known(String key) {
        return Optional.ofNullable(memory.get(key));
    }

    @Override
    public void remember(String key, TaskValue value) {
        changes.add(() -> memory.put(key, value));
    }

    @Override
    public void record(InstanceRecord instance) {
        changes.add(() -> {
            InstanceRecord before = kept.put(instance.id(), instance);
            boolean hadEnded = before != null
                    && before.round() == keptRun.round()
                    && before.state().isFinal();
            if (hadEnded) {
                assertThat(instance.state())
                        .as("%s ended before, %s", instance.id(), where)
                        .isEqualTo(before.state());
            }
        });
    }

    @Override
    public void forget(InstanceId instance) {
        changes.add(() -> kept.remove(instance));
    }

    @Override
    public void record(RunRecord record) {
        changes.add(() -> keptRun = record);
    }
}
