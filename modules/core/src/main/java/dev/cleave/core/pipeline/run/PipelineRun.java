package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.UnresolvedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides everything in one run of a pipeline: what begins, what is tried again, what is skipped, and how it all ends.
 *
 * <p>A task is <em>entered</em> once all that it needs has ended. Only then its items and its work are known, and it gets its
 * instances. Each instance is handed out, tried again after failures, and ends in one of four ways; when the last one has ended, so has the
 * task, and those that need it may be entered. Finally-tasks need every other task, however it ended.
 *
 * <p>Everything that was decided is told to the port as records. A run that is made of the records of another goes on where that stands:
 * it enters the tasks again, in order, and where a record says that something has begun or ended, it takes that over. The same
 * way a run is resumed, in a next <em>round</em>: what has succeeded is taken over if its work has the same name as before and nothing
 * that it needs ran since; all else begins again. So neither a lost controller nor a mended pipeline needs rules of its own.
 *
 * <p>Time comes as milliseconds UTC. What is told twice, late or of an attempt that is over changes nothing. Not safe for use by several
 * threads.
 */
public final class PipelineRun {

    private final int mostAtOnce;
    private final PipelinePort port;
    private final Past past;
    private final Resolution resolution;
    private final Timetable timetable;
    private final TaskTable tasks;
    private final Map<InstanceId, Instance> instances = new HashMap<>();

    /** Tasks that have ended, and whose followers have not heard of it. */
    private final Deque<TaskProgress> ended = new ArrayDeque<>();

    /** Instances that may begin as soon as fewer run. */
    private final Deque<Instance> held = new ArrayDeque<>();

    private RunRecord record;
    private int running;
    private @Nullable String stoppedBy;

    /**
     * A run that has not begun, or not begun again.
     *
     * @param id its name
     * @param pipeline what runs; checked
     * @param arguments a value for each parameter, as {@link Pipeline#arguments} gives them
     * @param record where the run stands; {@link RunRecord#FIRST} at first
     * @param kept what is known of its instances; nothing at first
     * @param mostAtOnce how many instances are handed out at a time, at least 1
     * @param port who does it
     */
    public PipelineRun(
            String id,
            Pipeline pipeline,
            Map<String, String> arguments,
            RunRecord record,
            List<InstanceRecord> kept,
            int mostAtOnce,
            PipelinePort port) {
        this.record = record;
        this.past = new Past(kept);
        this.mostAtOnce = mostAtOnce;
        this.port = port;
        this.tasks = new TaskTable(pipeline);
        this.resolution = new Resolution(new Values(id, arguments, tasks));
        this.timetable = new Timetable(port);
    }

    /** Begins, or goes on. To be called once, before all else. Does nothing if the run has ended. */
    public void begin(long now) {
        if (record.state().isFinal()) {
            return;
        }
        port.record(record);
        past.tasks().stream().filter(task -> !tasks.has(task)).forEach(task -> forgetAllBut(Set.of(), task));
        noteWhoStopped();
        for (TaskProgress task : tasks.inOrder()) {
            if (task.missing == 0 && !task.isEntered) {
                enter(task, now);
                settle(now);
            }
        }
    }

    /** An attempt has begun to run: its timeout counts from now. */
    public void attemptStarted(InstanceId id, int attempt, long now) {
        Instance instance = current(id, attempt);
        if (instance == null || instance.startedAt != 0) {
            return;
        }
        instance.startedAt = now;
        instance.keep(port);
        timetable.note(instance);
    }

    /**
     * An attempt has ended.
     *
     * @param nanos how long it ran, in nanoseconds
     */
    public void attemptEnded(InstanceId id, int attempt, TaskOutcome outcome, long nanos, long now) {
        Instance instance = current(id, attempt);
        if (instance == null) {
            return;
        }
        running--;
        instance.nanos = nanos;
        if (outcome instanceof TaskOutcome.Succeeded succeeded) {
            instance.value = succeeded.value();
            instance.failureCode = "";
            instance.message = "";
            if (instance.task.definition.cache()) {
                port.remember(instance.key, instance.value);
            }
            end(instance, InstanceState.SUCCEEDED, now);
        } else if (outcome instanceof TaskOutcome.Failed failed) {
            failed(instance, failed.code(), failed.message(), failed.mayRetry(), now);
        } else if (instance.isTimedOut) {
            failed(instance, "TIMEOUT", tooLong(instance), true, now);
        } else {
            instance.message = isCancelled(instance.task) ? "the run was cancelled" : "it was cancelled itself";
            end(instance, InstanceState.CANCELLED, now);
        }
        settle(now);
    }

    /**
     * Somebody wants the end. Tasks that have not begun end as cancelled, those that run are cancelled, and the finally-tasks run. If
     * only finally-tasks are left, those are cancelled.
     */
    public void cancel(long now) {
        if (record.state().isFinal()) {
            return;
        }
        boolean isFinallyTime = tasks.haveOrdinaryEnded();
        record = new RunRecord(record.round(), record.state(), record.isCancelled() || !isFinallyTime, isFinallyTime);
        port.record(record);
        for (Instance instance : List.copyOf(instances.values())) {
            if (!isCancelled(instance.task)) {
                continue;
            }
            if (instance.state == InstanceState.RUNNING) {
                port.cancel(instance.id, instance.attempt);
            } else if (!instance.state.isFinal()) {
                instance.message = "the run was cancelled";
                end(instance, InstanceState.CANCELLED, now);
            }
        }
        settle(now);
    }

    /** It is so late: attempts that ran too long are cancelled, and those that were to wait begin. */
    public void due(long now) {
        for (Instance instance : timetable.take(now)) {
            if (instance.state == InstanceState.BACKING_OFF) {
                held.add(instance);
            } else {
                instance.isTimedOut = true;
                instance.keep(port);
                port.cancel(instance.id, instance.attempt);
            }
        }
        settle(now);
    }

    /** Where the run stands. */
    public RunRecord record() {
        return record;
    }

    /** Where a task stands, or the instances of it together. */
    public InstanceState state(String task) {
        return tasks.task(task).state();
    }

    /** All that is decided of instances so far: of the tasks in order, of a task's items in order. */
    public List<InstanceRecord> records() {
        List<InstanceRecord> all = new ArrayList<>();
        for (TaskProgress task : tasks.all()) {
            task.instances.forEach(instance -> all.add(instance.record()));
        }
        return all;
    }

    // ---- entering ----

    private void enter(TaskProgress task, long now) {
        task.isEntered = true;
        if (wasLeftOut(task)) {
            return;
        }
        boolean mayBegin = !isStopped(task) && !isCancelled(task);
        if (!mayBegin && past.of(task.name()).isEmpty()) {
            leaveOut(task, now);
            return;
        }
        List<String> items;
        try {
            Optional<List<String>> all = resolution.items(task.definition);
            if (all.isEmpty()) {
                skip(whole(task), task.name(), "its condition does not hold", now);
                return;
            }
            items = all.get();
        } catch (UnresolvedException refused) {
            unresolved(whole(task), refused, now);
            return;
        }
        boolean isSingle = task.definition.foreach().isEmpty();
        for (int index = 0; index < items.size(); index++) {
            task.add(isSingle ? InstanceId.ONLY : index, items.get(index));
        }
        if (items.isEmpty()) {
            Instance none = whole(task);
            none.message = "it has no items";
            end(none, InstanceState.SUCCEEDED, now);
            return;
        }
        int needRound = tasks.needRound(task);
        List<Instance> entered = List.copyOf(task.instances);
        forgetAllBut(entered.stream().map(instance -> instance.id).collect(Collectors.toSet()), task.name());
        entered.forEach(instance -> enter(instance, needRound, now));
    }

    private void enter(Instance instance, int needRound, long now) {
        instances.put(instance.id, instance);
        InstanceRecord kept = past.of(instance.id);
        ResolvedWork work;
        try {
            Optional<ResolvedWork> all = resolution.work(instance);
            if (all.isEmpty()) {
                skip(instance, instance.task.name(), "its condition does not hold", now);
                return;
            }
            work = all.get();
            instance.key = port.key(work);
        } catch (UnresolvedException refused) {
            unresolved(instance, refused, now);
            return;
        }
        instance.work = work;
        if (kept != null && mayStand(kept, instance, needRound)) {
            takeOver(instance, kept, work, now);
        } else if (isCancelled(instance.task)) {
            instance.message = "the run was cancelled";
            end(instance, InstanceState.CANCELLED, now);
        } else if (isStopped(instance.task)) {
            skip(instance, whoStopped(), "task " + whoStopped() + " failed", now);
        } else {
            instance.attempt = kept == null ? 0 : kept.attempt();
            instance.firstAttempt = instance.attempt + 1;
            held.add(instance);
        }
    }

    /** Whether what was kept of an instance still holds. */
    private boolean mayStand(InstanceRecord kept, Instance instance, int needRound) {
        if (kept.round() == record.round()) {
            return kept.state() != InstanceState.WAITING;
        }
        return kept.state() == InstanceState.SUCCEEDED
                && kept.round() >= needRound
                && kept.key().equals(instance.key);
    }

    private void takeOver(Instance instance, InstanceRecord kept, ResolvedWork work, long now) {
        instance.adopt(kept);
        if (kept.state().isFinal()) {
            ended(instance);
        } else if (kept.state() == InstanceState.RUNNING) {
            running++;
            port.submit(instance.id, instance.attempt, instance.task.definition, work);
            if (instance.isTimedOut || isCancelled(instance.task)) {
                port.cancel(instance.id, instance.attempt);
            }
            timetable.note(instance);
        } else if (isCancelled(instance.task)) {
            instance.message = "the run was cancelled";
            end(instance, InstanceState.CANCELLED, now);
        } else {
            timetable.note(instance);
        }
    }

    // ---- going on ----

    /** Lets everybody hear of what has ended, and begins what may begin. */
    private void settle(long now) {
        do {
            while (!ended.isEmpty()) {
                tellFollowers(ended.remove(), now);
            }
            while (!held.isEmpty() && running < mostAtOnce && ended.isEmpty()) {
                beginHeld(held.remove(), now);
            }
        } while (!ended.isEmpty());
        if (tasks.haveAllEnded() && !record.state().isFinal()) {
            record = record.in(tasks.outcome());
            port.record(record);
        }
    }

    private void tellFollowers(TaskProgress task, long now) {
        tasks.forFollowers(task, follower -> {
            follower.missing--;
            if (follower.hasEnded()) {
                return;
            }
            if (blocks(task, follower)) {
                block(follower, task, now);
            } else if (follower.missing == 0) {
                enter(follower, now);
            }
        });
    }

    private static boolean blocks(TaskProgress task, TaskProgress follower) {
        return task.state() != InstanceState.SUCCEEDED && task.isFinally == follower.isFinally;
    }

    private void block(TaskProgress follower, TaskProgress by, long now) {
        follower.isEntered = true;
        if (wasLeftOut(follower)) {
            return;
        }
        Instance instance = whole(follower);
        if (by.state() == InstanceState.CANCELLED) {
            instance.message = "task " + by.name() + " was cancelled";
            end(instance, InstanceState.CANCELLED, now);
            return;
        }
        boolean hasFailed = by.state() == InstanceState.FAILED;
        String cause = hasFailed ? by.name() : by.skippedBy();
        skip(instance, cause, "it needs " + by.name() + ", which " + (hasFailed ? "failed" : "was skipped"), now);
    }

    /** Whether a record says that a task was left out, whatever would be the cause now; then that stands. */
    private boolean wasLeftOut(TaskProgress task) {
        InstanceRecord kept = past.of(InstanceId.of(task.name()));
        boolean isLeftOut = kept != null
                && kept.round() == record.round()
                && (kept.state() == InstanceState.SKIPPED || kept.state() == InstanceState.CANCELLED);
        if (kept != null && isLeftOut) {
            Instance instance = whole(task);
            instances.put(instance.id, instance);
            instance.adopt(kept);
            ended(instance);
        }
        return isLeftOut;
    }

    private void leaveOut(TaskProgress task, long now) {
        Instance instance = whole(task);
        if (isCancelled(task)) {
            instance.message = "the run was cancelled";
            end(instance, InstanceState.CANCELLED, now);
        } else {
            skip(instance, whoStopped(), "task " + whoStopped() + " failed", now);
        }
    }

    private void beginHeld(Instance instance, long now) {
        ResolvedWork work = instance.work;
        if (instance.state.isFinal() || work == null) {
            return;
        }
        boolean isFirst = instance.state == InstanceState.WAITING;
        if (isFirst && isStopped(instance.task)) {
            skip(instance, whoStopped(), "task " + whoStopped() + " failed", now);
            return;
        }
        instance.round = record.round();
        if (isFirst && instance.task.definition.cache()) {
            @Nullable TaskValue known = port.known(instance.key).orElse(null);
            if (known != null) {
                instance.value = known;
                instance.isKnown = true;
                end(instance, InstanceState.SUCCEEDED, now);
                return;
            }
        }
        instance.nextAttempt();
        running++;
        instance.keep(port);
        port.submit(instance.id, instance.attempt, instance.task.definition, work);
    }

    private void failed(Instance instance, String code, String message, boolean mayRetry, long now) {
        instance.failureCode = code;
        instance.message = message;
        int tried = instance.attempt - instance.firstAttempt + 1;
        boolean isTriedAgain =
                mayRetry && tried < instance.task.definition.retry().attempts();
        if (isTriedAgain && !isCancelled(instance.task)) {
            instance.state = InstanceState.BACKING_OFF;
            instance.retryAt = now + instance.task.definition.retry().millisAfter(tried);
            instance.keep(port);
            timetable.note(instance);
            return;
        }
        end(instance, InstanceState.FAILED, now);
    }

    private void unresolved(Instance instance, UnresolvedException refused, long now) {
        instances.put(instance.id, instance);
        instance.failureCode = "UNRESOLVED";
        instance.message = String.valueOf(refused.getMessage());
        end(instance, InstanceState.FAILED, now);
    }

    private void skip(Instance instance, String by, String why, long now) {
        instance.skippedBy = by;
        instance.message = why;
        end(instance, InstanceState.SKIPPED, now);
    }

    private void end(Instance instance, InstanceState end, long now) {
        instances.put(instance.id, instance);
        instance.round = record.round();
        instance.end(end, now);
        instance.keep(port);
        ended(instance);
    }

    private void ended(Instance instance) {
        if (instance.state == InstanceState.FAILED && stops(instance.task) && stoppedBy == null) {
            stoppedBy = instance.task.name();
        }
        if (instance.task.instanceEnded()) {
            tasks.ended(instance.task);
            ended.add(instance.task);
        }
    }

    // ---- looking ----

    private @Nullable Instance current(InstanceId id, int attempt) {
        Instance instance = instances.get(id);
        boolean isCurrent = instance != null && instance.state == InstanceState.RUNNING && instance.attempt == attempt;
        return isCurrent ? instance : null;
    }

    private boolean isStopped(TaskProgress task) {
        return stoppedBy != null && !task.isFinally;
    }

    private String whoStopped() {
        return String.valueOf(stoppedBy);
    }

    private boolean isCancelled(TaskProgress task) {
        return task.isFinally ? record.isFinallyCancelled() : record.isCancelled();
    }

    /** The instance that stands for a whole task, which has no other. */
    private Instance whole(TaskProgress task) {
        Instance instance = task.add(InstanceId.ONLY, "");
        forgetAllBut(Set.of(instance.id), task.name());
        return instance;
    }

    private void forgetAllBut(Set<InstanceId> there, String task) {
        past.of(task).stream()
                .map(InstanceRecord::id)
                .filter(id -> !there.contains(id))
                .forEach(port::forget);
    }

    private static String tooLong(Instance instance) {
        return "it ran longer than "
                + instance.task.definition.timeout().map(Object::toString).orElse("its timeout")
                + " (expected: to end before that)";
    }

    /** A failure that stopped the run before it was lost still does. */
    private void noteWhoStopped() {
        for (TaskProgress task : tasks.all()) {
            if (stops(task) && past.hasFailed(task.name(), record.round())) {
                stoppedBy = task.name();
                return;
            }
        }
    }

    private static boolean stops(TaskProgress task) {
        return !task.isFinally && task.definition.onFailure() == OnFailure.STOP;
    }
}
