package dev.cleave.graph.flow;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Tasks, and which of them come after which: made of single tasks by {@link #sequence}, {@link #parallel} and {@link #after}.
 *
 * <pre>{@code
 * Flow fetch = Flow.task("fetch", () -> download());
 * Flow left = Flow.task("left", () -> countLeft());
 * Flow right = Flow.task("right", () -> countRight());
 * Flow all = Flow.sequence(fetch, Flow.parallel(left, right), Flow.task("report", () -> report()));
 * FlowOutcome outcome = all.run(executor).toCompletableFuture().join();
 * }</pre>
 *
 * <p>The same task may be part of several flows; where they are put together it is one task, and runs once. Immutable; safe for
 * use by many threads.
 */
public final class Flow {

    private final Set<Step> steps;
    private final Set<Edge> edges;

    /** A task. Two of them are the same only if they are the same object. */
    static final class Step {
        final String name;
        final long nanos;
        final Action action;

        Step(String name, long nanos, Action action) {
            this.name = name;
            this.nanos = nanos;
            this.action = action;
        }
    }

    private record Edge(Step before, Step behind) {}

    private Flow(Collection<Step> steps, Collection<Edge> edges) {
        this.steps = new LinkedHashSet<>(steps);
        this.edges = new LinkedHashSet<>(edges);
    }

    /**
     * A single task, planned to take no time.
     *
     * @param name what it is called, unique in the flow that is run
     * @param action what it does
     */
    public static Flow task(String name, Action action) {
        return task(name, Duration.ZERO, action);
    }

    /**
     * A single task with the time that it is planned to take.
     *
     * @param name what it is called, unique in the flow that is run
     * @param planned how long it should take, not negative
     * @param action what it does
     */
    public static Flow task(String name, Duration planned, Action action) {
        return new Flow(List.of(new Step(name, planned.toNanos(), action)), List.of());
    }

    /**
     * One after the other: the first tasks of each flow begin when the last ones of the flow before it are done.
     *
     * <p>Between two flows there is an edge from each last to each first task: their product.
     *
     * @param flows at least one
     */
    public static Flow sequence(Flow... flows) {
        Flow all = parallel(flows);
        Set<Edge> edges = new LinkedHashSet<>(all.edges);
        for (int i = 1; i < flows.length; i++) {
            for (Step before : flows[i - 1].lasts()) {
                for (Step behind : flows[i].firsts()) {
                    edges.add(new Edge(before, behind));
                }
            }
        }
        return new Flow(all.steps, edges);
    }

    /**
     * Side by side: none waits for another, except for tasks that they have in common.
     *
     * @param flows at least one
     */
    public static Flow parallel(Flow... flows) {
        if (flows.length == 0) {
            throw new IllegalArgumentException("flows: none (expected: at least one)");
        }
        Set<Step> steps = new LinkedHashSet<>();
        Set<Edge> edges = new LinkedHashSet<>();
        for (Flow flow : flows) {
            steps.addAll(flow.steps);
            edges.addAll(flow.edges);
        }
        return new Flow(steps, edges);
    }

    /**
     * This flow behind all of the others: its first tasks begin when the last ones of every other are done.
     *
     * @param others at least one
     * @return all of them together
     */
    public Flow after(Flow... others) {
        return sequence(parallel(others), this);
    }

    private List<Step> firsts() {
        Set<Step> behind = new HashSet<>();
        edges.forEach(edge -> behind.add(edge.behind()));
        return steps.stream().filter(step -> !behind.contains(step)).toList();
    }

    private List<Step> lasts() {
        Set<Step> before = new HashSet<>();
        edges.forEach(edge -> before.add(edge.before()));
        return steps.stream().filter(step -> !before.contains(step)).toList();
    }

    /**
     * The graph of the tasks, with their planned times.
     *
     * @throws GraphRefusedException if two tasks have one name, or tasks wait for each other
     */
    public TaskGraph graph() {
        GraphBuilder builder = new GraphBuilder();
        steps.forEach(step -> builder.task(step.name, step.nanos, Place.NOWHERE));
        edges.forEach(edge -> builder.need(edge.behind().name, edge.before().name, Place.NOWHERE));
        return builder.build();
    }

    /**
     * Runs every task on the executor as soon as all before it are done. No thread waits for another task.
     *
     * <p>When a task fails, those behind it are skipped; everything else goes on.
     *
     * @param executor runs the tasks; as many at once as it likes
     * @return what became of every task, once all have ended; it never ends in an exception
     * @throws GraphRefusedException if two tasks have one name, or tasks wait for each other
     */
    public CompletionStage<FlowOutcome> run(Executor executor) {
        TaskGraph graph = graph();
        return new FlowRun(graph, actions(), executor).start();
    }

    /** In the order of the graph's tasks. */
    private Action[] actions() {
        Action[] actions = new Action[steps.size()];
        int task = 0;
        for (Step step : steps) {
            actions[task++] = step.action;
        }
        return actions;
    }

    @Override
    public String toString() {
        return "Flow" + Arrays.toString(steps.stream().map(step -> step.name).toArray());
    }
}
