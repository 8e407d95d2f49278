package dev.cleave.graph.flow;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.run.GraphProgress;
import dev.cleave.core.graph.run.TaskState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One run of a graph: hands what is ready to an executor, and tells {@link GraphProgress} what became of it.
 *
 * <p>The thread on which a task ends submits those that are ready by that. An executor may run what it is given at once, on the
 * thread that gives it; a chain of tasks would then nest as deep as it is long. So a thread that is submitting already only notes
 * what else is ready, and its outermost submission goes on with that.
 */
final class FlowRun {

    private final TaskGraph graph;
    private final Action[] actions;
    private final Executor executor;
    private final CompletableFuture<FlowOutcome> outcome = new CompletableFuture<>();
    private final ThreadLocal<Deque<Integer>> submitting = new ThreadLocal<>();

    /** Guards what follows. */
    private final Object lock = new Object();

    private final GraphProgress progress;
    private final long[] nanos;
    private final @Nullable Throwable[] causes;

    FlowRun(TaskGraph graph, Action[] actions, Executor executor) {
        this.graph = graph;
        this.actions = actions;
        this.executor = executor;
        this.progress = new GraphProgress(graph);
        this.nanos = new long[graph.size()];
        this.causes = new Throwable[graph.size()];
    }

    CompletionStage<FlowOutcome> start() {
        submit(progress.ready());
        return outcome.minimalCompletionStage();
    }

    private void submit(List<Integer> ready) {
        Deque<Integer> already = submitting.get();
        if (already != null) {
            already.addAll(ready);
            return;
        }
        Deque<Integer> next = new ArrayDeque<>(ready);
        submitting.set(next);
        try {
            while (!next.isEmpty()) {
                submit(next.remove());
            }
        } finally {
            submitting.remove();
        }
    }

    private void submit(int task) {
        try {
            executor.execute(() -> run(task));
        } catch (RuntimeException refused) {
            ended(task, 0, refused);
        }
    }

    /** Whatever a task throws is its own failure. */
    private void run(int task) {
        long start = System.nanoTime();
        Throwable cause = null;
        try {
            actions[task].run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            cause = interrupted;
        } catch (Throwable thrown) {
            cause = thrown;
        }
        ended(task, Math.max(0, System.nanoTime() - start), cause);
    }

    private void ended(int task, long took, @Nullable Throwable cause) {
        List<Integer> ready;
        boolean isOver;
        synchronized (lock) {
            nanos[task] = took;
            causes[task] = cause;
            if (cause == null) {
                ready = progress.succeeded(task);
            } else {
                progress.failed(task);
                ready = List.of();
            }
            isOver = progress.isOver();
        }
        if (isOver) {
            outcome.complete(outcome());
        }
        submit(ready);
    }

    private FlowOutcome outcome() {
        synchronized (lock) {
            List<TaskEnd> ends = new ArrayList<>();
            for (int task = 0; task < graph.size(); task++) {
                TaskState state = progress.state(task);
                Optional<Integer> by =
                        state == TaskState.SKIPPED ? Optional.of(progress.skippedBy(task)) : Optional.empty();
                Optional<Throwable> cause = Optional.ofNullable(causes[by.orElse(task)]);
                ends.add(new TaskEnd(graph.name(task), state, nanos[task], cause, by.map(graph::name)));
            }
            return new FlowOutcome(ends, graph.withNanos(nanos));
        }
    }
}
