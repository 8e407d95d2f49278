package dev.cleave.pipeline.plan;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.core.graph.schedule.LaneQueue;
import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.core.pipeline.Work;
import dev.cleave.pipeline.plan.PlannedTask.End;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a pipeline would do with some parameters, as far as that can be said before anything has run, and how long it would take.
 *
 * <p>What depends on parameters only is decided: conditions, and the items of {@code foreach}. Of an earlier result the items of the run before are
 * counted, else one. Immutable; safe for use by many threads.
 */
public final class PipelinePlan {

    private final List<PlannedTask> tasks;
    private final TaskGraph graph;
    private final Map<String, Integer> lanes;

    private PipelinePlan(List<PlannedTask> tasks, TaskGraph graph, Map<String, Integer> lanes) {
        this.tasks = tasks;
        this.graph = graph;
        this.lanes = lanes;
    }

    /**
     * The plan of a pipeline.
     *
     * @param arguments a value for each parameter, as {@link Pipeline#arguments} gives them
     * @param durations how long its tasks take
     * @param allLanes how many lanes there are, for jobs that use all of them
     * @throws UnresolvedException if a value is not what a task needs: a bound of a range that is no number, say
     */
    public static PipelinePlan of(Pipeline pipeline, Map<String, String> arguments, Durations durations, int allLanes) {
        Map<String, PlannedTask> planned = new LinkedHashMap<>();
        TaskGraph order = pipeline.graph();
        List<PipelineTask> all = pipeline.all();
        for (int position = 0; position < order.size(); position++) {
            int number = order.inOrder(position);
            PipelineTask task = all.get(number);
            boolean isFinally = number >= pipeline.tasks().size();
            planned.put(task.name(), planned(task, isFinally, planned, arguments, durations, allLanes));
        }
        List<PlannedTask> inOrder = Stream.concat(pipeline.tasks().stream(), pipeline.finallyTasks().stream())
                .map(task -> Objects.requireNonNull(planned.get(task.name())))
                .toList();
        Map<String, Integer> lanes = new HashMap<>();
        return new PipelinePlan(inOrder, graph(inOrder, lanes), lanes);
    }

    private static PlannedTask planned(
            PipelineTask task,
            boolean isFinally,
            Map<String, PlannedTask> before,
            Map<String, String> arguments,
            Durations durations,
            int allLanes) {
        Function<Reference, String> values = reference -> reference instanceof Reference.OfParameter parameter
                ? arguments.getOrDefault(parameter.name(), "")
                : "";
        End end = end(task, isFinally, before, values);
        Optional<List<String>> known =
                task.foreach().filter(each -> isKnown(each.references())).map(each -> each.items(values));
        List<String> items = task.foreach().isEmpty()
                ? List.of("")
                : known.orElseGet(() -> Collections.nCopies(Math.max(1, durations.instances(task.name())), "?"));
        List<Long> nanos = new ArrayList<>();
        boolean areTimesKnown = true;
        for (int index = 0; index < items.size(); index++) {
            OptionalLong time = durations.nanos(task.name(), task.foreach().isEmpty() ? -1 : index);
            areTimesKnown &= time.isPresent();
            nanos.add(time.orElse(Durations.UNKNOWN_NANOS));
        }
        boolean areItemsKnown = task.foreach().isEmpty() || known.isPresent();
        return new PlannedTask(task, isFinally, end, items, areItemsKnown, lanes(task, allLanes), nanos, areTimesKnown);
    }

    /** How many lanes each instance of a task uses: a job all that there are, if it does not say, and a command one. */
    public static int lanes(PipelineTask task, int allLanes) {
        int cores = task.demand().cores();
        return cores > 0 ? Math.min(cores, allLanes) : task.work() instanceof Work.JobWork ? allLanes : 1;
    }

    private static End end(
            PipelineTask task, boolean isFinally, Map<String, PlannedTask> before, Function<Reference, String> values) {
        boolean mayRun = false;
        for (String needed : task.before()) {
            PlannedTask other = before.get(needed);
            if (other != null && other.isFinally() == isFinally) {
                if (!other.counts()) {
                    return End.SKIPPED;
                }
                mayRun |= other.end() == End.MAY_RUN;
            }
        }
        if (task.when().isPresent()) {
            Condition condition = task.when().get();
            if (!isKnown(condition.references())) {
                return End.MAY_RUN;
            }
            if (!condition.holds(values)) {
                return End.LEFT_OUT;
            }
        }
        return mayRun ? End.MAY_RUN : End.RUNS;
    }

    private static boolean isKnown(Stream<Reference> references) {
        return references.allMatch(Reference.OfParameter.class::isInstance);
    }

    /** Each instance with its time. A task with several is there itself, too, without time, behind all of them. */
    private static TaskGraph graph(List<PlannedTask> tasks, Map<String, Integer> lanes) {
        GraphBuilder builder = new GraphBuilder().forgiveDoubledNeeds();
        Set<String> there = new HashSet<>();
        tasks.stream().filter(PlannedTask::counts).forEach(task -> there.add(task.name()));
        for (PlannedTask task : tasks) {
            if (!task.counts()) {
                continue;
            }
            Set<String> before = new HashSet<>(task.task().before());
            before.retainAll(there);
            if (task.isFinally()) {
                tasks.stream()
                        .filter(other -> !other.isFinally() && other.counts())
                        .forEach(other -> before.add(other.name()));
            }
            boolean isOne = task.task().foreach().isEmpty();
            for (int index = 0; index < task.items().size(); index++) {
                String name = task.instance(index);
                builder.task(name, task.nanos().get(index), Place.NOWHERE);
                before.forEach(needed -> builder.need(name, needed, Place.NOWHERE));
                lanes.put(name, task.lanes());
                if (!isOne) {
                    builder.need(task.name(), name, Place.NOWHERE);
                }
            }
            if (!isOne) {
                builder.task(task.name(), 0, Place.NOWHERE);
                before.forEach(needed -> builder.need(task.name(), needed, Place.NOWHERE));
            }
        }
        if (there.isEmpty()) {
            builder.task("nothing", 0, Place.NOWHERE);
        }
        return builder.build();
    }

    /** What is expected of each task, finally-tasks last. */
    public List<PlannedTask> tasks() {
        return tasks;
    }

    /** What would run, with times. */
    public TaskGraph graph() {
        return graph;
    }

    /** How many instances would run. */
    public int instances() {
        return tasks.stream()
                .filter(PlannedTask::counts)
                .mapToInt(task -> task.items().size())
                .sum();
    }

    /** Work and span. */
    public GraphAnalysis analysis() {
        return GraphAnalysis.of(graph);
    }

    /** Tasks of whose time nothing is known, so that a second is counted for each instance. */
    public List<String> guessed() {
        return tasks.stream()
                .filter(task -> task.counts() && !task.areTimesKnown())
                .map(PlannedTask::name)
                .toList();
    }

    /** The longest chain of times that begins with each instance or task, by its name. */
    public Map<String, Long> nanosToGo() {
        long[] toGo = GraphAnalysis.nanosToGo(graph);
        Map<String, Long> byName = new HashMap<>();
        for (int task = 0; task < graph.size(); task++) {
            byName.put(graph.name(task), toGo[task]);
        }
        return byName;
    }

    /**
     * How long all of it takes by list scheduling, each lane that becomes free going to whoever is ready with the longest way to go. Moving data and
     * starting tasks cost nothing in it.
     *
     * @param count how many lanes there are, at least 1
     */
    public Bound on(int count) {
        long[] toGo = GraphAnalysis.nanosToGo(graph);
        LaneQueue<Integer> queue = new LaneQueue<>(count);
        PriorityQueue<long[]> running =
                new PriorityQueue<>((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        int[] missing = new int[graph.size()];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int task = 0; task < graph.size(); task++) {
            missing[task] = graph.needCount(task);
            if (missing[task] == 0) {
                ready.add(task);
            }
        }
        long now = 0;
        while (true) {
            while (!ready.isEmpty()) {
                int task = ready.remove();
                Integer wanted = lanes.get(graph.name(task));
                if (wanted == null) {
                    finish(task, missing, ready); // stands for others, and takes no lane
                } else {
                    queue.add(task, wanted, toGo[task], task);
                }
            }
            for (int task : queue.begin()) {
                running.add(new long[] {now + graph.nanos(task), task});
            }
            long[] first = running.peek();
            if (first == null) {
                break;
            }
            now = first[0];
            while (!running.isEmpty() && running.element()[0] == now) {
                int task = (int) running.remove()[1];
                queue.end(task);
                finish(task, missing, ready);
            }
        }
        return new Bound(count, now, Math.max(analysis().spanNanos(), share(count)));
    }

    /** The work of all lanes shared out among them, rounded up. */
    private long share(int count) {
        BigInteger work = BigInteger.valueOf(count - 1);
        for (int task = 0; task < graph.size(); task++) {
            int wanted = Math.min(count, lanes.getOrDefault(graph.name(task), 1));
            work = work.add(BigInteger.valueOf(graph.nanos(task)).multiply(BigInteger.valueOf(wanted)));
        }
        return work.divide(BigInteger.valueOf(count)).longValueExact();
    }

    private void finish(int task, int[] missing, Deque<Integer> ready) {
        for (int k = 0; k < graph.followerCount(task); k++) {
            int follower = graph.follower(task, k);
            if (--missing[follower] == 0) {
                ready.add(follower);
            }
        }
    }

    /**
     * How long a plan takes.
     *
     * @param lanes on so many lanes
     * @param nanos by list scheduling
     * @param leastNanos no schedule takes less: the span, or the work of all lanes
     */
    public record Bound(int lanes, long nanos, long leastNanos) {}
}
