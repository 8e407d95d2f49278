package dev.cleave.cli.pipeline;

import dev.cleave.cli.pipeline.TaskWorkers.Attempt;
import dev.cleave.core.graph.schedule.LaneQueue;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.PipelinePort;
import dev.cleave.core.pipeline.run.PipelineRun;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.pipeline.plan.PipelinePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A run of a pipeline whose records are kept nowhere: it lasts as long as this process. What begins when is decided by {@link PipelineRun} and
 * {@link LaneQueue}; this performs it, on the thread that waits for the end.
 */
final class LocalRun implements PipelinePort {

    /** An attempt, as the queue knows it. */
    private record Key(InstanceId instance, int attempt) {}

    private record Order(PipelineTask task, ResolvedWork work) {}

    private final Pipeline pipeline;
    private final PipelinePlan plan;
    private final int allLanes;
    private final TaskWorkers workers;
    private final KnownWork known;
    private final WorkKeys keys;
    private final Consumer<InstanceRecord> watcher;
    private final LaneQueue<Key> queue;
    private final Map<String, Long> nanosToGo;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<Key, Order> orders = new HashMap<>();
    private final Map<Key, Attempt> underWay = new HashMap<>();
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final PipelineRun run;
    private final TreeSet<Long> wakeTimes = new TreeSet<>();

    LocalRun(
            String id,
            PipelineSource source,
            PipelinePlan plan,
            int allLanes,
            TaskWorkers workers,
            WorkKeys keys,
            KnownWork known,
            Consumer<InstanceRecord> watcher) {
        this.pipeline = source.document().pipeline();
        this.plan = plan;
        this.allLanes = allLanes;
        this.workers = workers;
        this.keys = keys;
        this.known = known;
        this.watcher = watcher;
        this.queue = new LaneQueue<>(allLanes);
        this.nanosToGo = this.plan.nanosToGo();
        pipeline.all().forEach(task -> order.put(task.name(), order.size()));
        this.run =
                new PipelineRun(id, pipeline, source.arguments(), RunRecord.FIRST, List.of(), Integer.MAX_VALUE, this);
    }

    /**
     * Runs all of it.
     *
     * @param untilNanos when it is given up, by {@link System#nanoTime}
     * @return how it ended
     */
    Ended run(long untilNanos) {
        long startNanos = System.nanoTime();
        boolean isTimedOut = false;
        boolean isInterrupted = false;
        run.begin(now());
        while (!run.record().state().isFinal()) {
            begin();
            try {
                next(isTimedOut ? Long.MAX_VALUE : untilNanos - System.nanoTime());
            } catch (InterruptedException signal) {
                isInterrupted = true;
                run.cancel(now());
            }
            if (!isTimedOut && System.nanoTime() - untilNanos >= 0) {
                isTimedOut = true;
                run.cancel(now());
            }
        }
        long nanos = System.nanoTime() - startNanos;
        return new Ended(run.record(), run.records(), nanos, isTimedOut, isInterrupted);
    }

    /**
     * How a run ended.
     *
     * @param record where it stands
     * @param instances what became of each instance
     * @param nanos from its start to its end
     * @param isTimedOut whether it was given up since its time was over
     * @param isInterrupted whether a signal ended it
     */
    record Ended(
            RunRecord record, List<InstanceRecord> instances, long nanos, boolean isTimedOut, boolean isInterrupted) {}

    private void begin() {
        for (Key key : queue.begin()) {
            Order what = orders.remove(key);
            if (what == null) {
                throw new IllegalStateException(key + ": nothing to do");
            }
            run.attemptStarted(key.instance, key.attempt, now());
            String name = key.instance + (key.attempt > 1 ? "." + key.attempt : "");
            underWay.put(
                    key,
                    workers.start(
                            name,
                            what.task,
                            what.work,
                            queue.lanesOf(key),
                            (outcome, nanos) -> events.add(() -> ended(key, outcome, nanos))));
        }
    }

    private void ended(Key key, TaskOutcome outcome, long nanos) {
        underWay.remove(key);
        queue.end(key);
        run.attemptEnded(key.instance, key.attempt, outcome, nanos, now());
    }

    /** Waits for the next event, and then takes all that there are. */
    private void next(long nanosLeft) throws InterruptedException {
        long untilDue = wakeTimes.isEmpty()
                ? Long.MAX_VALUE
                : TimeUnit.MILLISECONDS.toNanos(Math.max(0, wakeTimes.first() - now()));
        Runnable event = events.poll(Math.max(0, Math.min(nanosLeft, untilDue)), TimeUnit.NANOSECONDS);
        while (event != null) {
            event.run();
            event = events.poll();
        }
        long now = now();
        if (!wakeTimes.isEmpty() && wakeTimes.first() <= now) {
            wakeTimes.headSet(now, true).clear();
            run.due(now);
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    @Override
    public void submit(InstanceId instance, int attempt, PipelineTask task, ResolvedWork work) {
        Key key = new Key(instance, attempt);
        orders.put(key, new Order(task, work));
        queue.add(key, PipelinePlan.lanes(task, allLanes), toGo(instance), order.getOrDefault(task.name(), 0));
    }

    private long toGo(InstanceId instance) {
        Long own = nanosToGo.get(instance.toString());
        return own != null ? own : nanosToGo.getOrDefault(instance.task() + "[0]", 0L);
    }

    @Override
    public void cancel(InstanceId instance, int attempt) {
        Key key = new Key(instance, attempt);
        if (queue.drop(key)) {
            orders.remove(key);
            events.add(() -> run.attemptEnded(instance, attempt, new TaskOutcome.Cancelled(), 0, now()));
            return;
        }
        Attempt running = underWay.get(key);
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void wakeAt(long millis) {
        wakeTimes.add(millis);
    }

    @Override
    public String key(ResolvedWork work) {
        return keys.of(work);
    }

    @Override
    public Optional<TaskValue> known(String key) {
        return known.of(key);
    }

    @Override
    public void remember(String key, TaskValue value) {
        known.remember(key, value);
    }

    @Override
    public void record(InstanceRecord instance) {
        watcher.accept(instance);
    }

    @Override
    public void forget(InstanceId instance) {
        // nothing is kept
    }

    @Override
    public void record(RunRecord record) {
        // nothing is kept
    }
}
