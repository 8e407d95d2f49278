package dev.cleave.client.executor;

import dev.cleave.client.CleaveClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ExecutorService} whose tasks can run in other processes.
 *
 * <pre>{@code
 * try (CleaveExecutor executor = CleaveExecutor.local().build()) {
 *   ClusterFuture<Long> one = executor.submit(() -> count(board));           // computes: runs on a lane
 *   List<Long> squares = executor.map(numbers, n -> n * n, Chunks.auto());   // in the order of the inputs
 *   List<Outcome<Page>> pages = executor.io().gather(downloads);             // waits: runs beside the lanes
 * }
 * }</pre>
 *
 * <p><b>Tasks travel.</b> Here, too, unless told {@linkplain ExecutorBuilder#withoutCopies otherwise}: a task works on a
 * copy of what it has captured, and its result is a copy, so that what runs here runs on a cluster. Lambdas that are given
 * where a {@link Task}, an {@link Action} or a {@link Mapping} is expected can travel, and so can whatever can be a job's
 * problem. What cannot is refused when it is submitted, with the path to it: {@code task.this$0.socket: java.net.Socket}.
 *
 * <p><b>No memory is shared</b>, so no data races either. For read-only data use {@link #share}, for values that tasks
 * improve together {@link #max}, {@link #min} and {@link #union}. All else belongs in results.
 *
 * <p><b>The memory is bounded.</b> So many tasks may be open at a time ({@link ExecutorBuilder#window}); whoever submits
 * more waits.
 *
 * <p>Every method refuses null tasks with a {@link NullPointerException}, and tasks after {@link #shutdown} with a {@link
 * java.util.concurrent.RejectedExecutionException}. Safe for use by many threads at once.
 */
public final class CleaveExecutor implements ExecutorService, AutoCloseable {

    /** What the executor goes by. */
    record Setting(
            String id,
            int window,
            Copies codec,
            boolean copies,
            @Nullable Consumer<TaskProgress> listener) {}

    private final Setting setting;
    private final Kind kind;
    private final Dispatch dispatch;
    private final Tally tally;
    private final ThreadPoolExecutor callbacks;
    private final AtomicInteger names;
    private final Queue<Cell<?>> cells;
    private final CleaveExecutor others;

    private CleaveExecutor(Setting setting, Function<Consumer<Throwable>, Workers> workers) {
        this.setting = setting;
        this.kind = Kind.LANE;
        this.tally = new Tally();
        this.names = new AtomicInteger();
        this.cells = new ConcurrentLinkedQueue<>();
        this.callbacks = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                WorkerThreads.platform("cleave-callback"));
        ProgressTeller teller =
                setting.listener == null ? null : new ProgressTeller(tally, setting.listener, callbacks);
        this.dispatch = new Dispatch(setting.id, setting.window, tally, () -> terminated(teller));
        dispatch.attach(workers.apply(dispatch::fail));
        this.others = new CleaveExecutor(this);
    }

    /** The same, for tasks that wait. */
    private CleaveExecutor(CleaveExecutor same) {
        this.setting = same.setting;
        this.kind = Kind.IO;
        this.dispatch = same.dispatch;
        this.tally = same.tally;
        this.callbacks = same.callbacks;
        this.names = same.names;
        this.cells = same.cells;
        this.others = this;
    }

    static CleaveExecutor over(Setting setting, Function<Consumer<Throwable>, Workers> workers) {
        return new CleaveExecutor(setting, workers);
    }

    /** An executor in this process: a lane is a thread. */
    public static ExecutorBuilder local() {
        return new ExecutorBuilder(null, null);
    }

    /**
     * An executor on a cluster.
     *
     * @param address {@code host:port} of a node
     * @param more of others, which are asked when that one does not answer
     */
    public static ExecutorBuilder connect(String address, String... more) {
        return new ExecutorBuilder(CleaveClient.connect(address, more), null);
    }

    /** An executor on a cluster to which there is a connection; closing the executor leaves that open. */
    public static ExecutorBuilder on(CleaveClient client) {
        return new ExecutorBuilder(null, client);
    }

    /**
     * The same executor for tasks that wait more than they compute: they run on threads of their own beside the lanes,
     * virtual ones where the JDK has them. Closing either closes both.
     */
    public CleaveExecutor io() {
        return others;
    }

    /** Submits a task. */
    public <T> ClusterFuture<T> submit(Task<T> task) {
        return submit((Callable<T>) task);
    }

    /** Submits a task without a result. */
    public ClusterFuture<?> submit(Action task) {
        return submit((Runnable) task);
    }

    /** Submits a task whose result is known; the result stays here. */
    public <T> ClusterFuture<T> submit(Action task, T result) {
        return submit((Runnable) task, result);
    }

    @Override
    public <T> ClusterFuture<T> submit(Callable<T> task) {
        return begin(task, null);
    }

    @Override
    public ClusterFuture<?> submit(Runnable task) {
        return begin(task, new Promise.Given<>(null));
    }

    @Override
    public <T> ClusterFuture<T> submit(Runnable task, T result) {
        return begin(task, new Promise.Given<>(result));
    }

    private <T> ClusterFuture<T> begin(Object task, Promise.@Nullable Given<T> given) {
        Objects.requireNonNull(task, "task");
        Object payload = setting.copies ? setting.codec.encode("task", task) : new Work(null, new Object[] {task});
        Promise<T> promise = new Promise<>(callbacks, tally, given, task);
        Chunk chunk = dispatch.start(kind, 1, payload, promise);
        promise.runsAs(interrupt -> dispatch.cancel(chunk, interrupt));
        return promise.future;
    }

    /** Runs a task, of which nothing is heard unless it throws: then this thread's handler of uncaught exceptions hears. */
    @Override
    public void execute(Runnable task) {
        Thread.UncaughtExceptionHandler handler = Thread.currentThread().getUncaughtExceptionHandler();
        submit(task).exceptionally(thrown -> {
            if (!(thrown instanceof java.util.concurrent.CancellationException)) {
                handler.uncaughtException(Thread.currentThread(), thrown);
            }
            return null;
        });
    }

    /** Runs a task of which nothing is heard unless it throws. */
    public void execute(Action task) {
        execute((Runnable) task);
    }

    /**
     * What is made of each input, in the order of the inputs.
     *
     * @param inputs read as room comes for them, by this thread
     * @param each what is done to each
     * @param chunks how many inputs travel together
     * @throws java.util.concurrent.CompletionException with what was thrown for the first input that failed; the others
     *     are cancelled then
     */
    public <T, R> List<R> map(Iterable<? extends T> inputs, Mapping<? super T, ? extends R> each, Chunks chunks) {
        List<R> results = new ArrayList<>();
        try (Stream<R> stream = stream(inputs, each, chunks)) {
            stream.forEachOrdered(results::add);
        }
        return results;
    }

    /**
     * What is made of each input, in the order of the inputs, as it is read: not many more inputs are read than results
     * were taken, so that inputs without end can be mapped.
     *
     * @param inputs read by the thread that reads the stream
     * @param each what is done to each
     * @param chunks how many inputs travel together
     * @return a sequential stream; close it if it is not read to its end. Throws {@link
     *     java.util.concurrent.CompletionException} where an input has failed
     */
    public <T, R> Stream<R> stream(Iterable<? extends T> inputs, Mapping<? super T, ? extends R> each, Chunks chunks) {
        Objects.requireNonNull(each, "each");
        Copies codec = setting.copies ? setting.codec : null;
        if (codec != null) {
            codec.encode("each", each);
        }
        MappedInputs<R> results = new MappedInputs<>(
                inputs.iterator(), each, Objects.requireNonNull(chunks, "chunks"), kind, dispatch, tally, codec);
        return StreamSupport.<R>stream(Spliterators.spliteratorUnknownSize(results, Spliterator.ORDERED), false)
                .onClose(results::close);
    }

    /** Futures in the order in which they are done. Reading blocks until the next one is. */
    public static <T> Stream<ClusterFuture<T>> asCompleted(Collection<ClusterFuture<T>> futures) {
        return Gathering.asCompleted(List.copyOf(futures));
    }

    /** Runs tasks, and says what came of each, in their order; nothing that one of them throws touches another. */
    public <T> List<Outcome<T>> gather(Collection<? extends Callable<T>> tasks) {
        return Gathering.outcomes(Gathering.submitted(this, tasks));
    }

    /**
     * Runs tasks, and returns all results in their order, or fails at once with the first that fails, and cancels the
     * others.
     *
     * @throws ExecutionException with what the first task to fail has thrown
     */
    public <T> List<T> gatherOrFail(Collection<? extends Callable<T>> tasks)
            throws ExecutionException, InterruptedException {
        return Gathering.allOrNothing(Gathering.submitted(this, tasks));
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return Gathering.invokeAll(this, tasks, Long.MAX_VALUE);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return Gathering.invokeAll(this, tasks, unit.toNanos(timeout));
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return Gathering.invokeAny(this, tasks, Long.MAX_VALUE);
        } catch (TimeoutException afterCenturies) {
            throw new IllegalStateException(afterCenturies);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Gathering.invokeAny(this, tasks, unit.toNanos(timeout));
    }

    /**
     * Publishes read-only data once per process. Until the executor is closed.
     *
     * @throws dev.cleave.client.CleaveException {@code INVALID_ARGUMENT} if it cannot be sent to another process
     */
    public <T> Shared<T> share(T value) {
        Objects.requireNonNull(value, "value");
        String id = newName();
        byte[] bytes = setting.codec.encode("value", value);
        WorkerMemory.publish(id, bytes, setting.codec);
        dispatch.workers().share(id, bytes);
        return new Shared<>(id);
    }

    /** A value that tasks only make greater. Can be read after the executor's end, too. */
    public <T extends Comparable<? super T>> Cell<T> max(T initial) {
        return cell(Merge.MAX, initial);
    }

    /** A value that tasks only make less. Can be read after the executor's end, too. */
    public <T extends Comparable<? super T>> Cell<T> min(T initial) {
        return cell(Merge.MIN, initial);
    }

    /** A set to which tasks only add. Can be read after the executor's end, too. */
    public <E> Cell<Set<E>> union() {
        return cell(Merge.UNION, Set.of());
    }

    private <T> Cell<T> cell(Merge merge, Object initial) {
        Cell<T> cell = Cell.of(newName(), merge, initial);
        cells.add(cell);
        return cell;
    }

    private String newName() {
        return setting.id + names.incrementAndGet();
    }

    /** How far its tasks are. */
    public TaskProgress progress() {
        return tally.progress();
    }

    @Override
    public void shutdown() {
        dispatch.shutdown();
    }

    /**
     * Shuts down, and ends all tasks: running ones are interrupted, and the futures of all are cancelled.
     *
     * @return those that had not begun; running one runs the task on the calling thread
     */
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> waiting = new ArrayList<>();
        for (Chunk chunk : dispatch.stop()) {
            if (chunk.receiver instanceof Promise<?> promise) {
                waiting.add(promise.asRunnable());
            }
        }
        return waiting;
    }

    @Override
    public boolean isShutdown() {
        return dispatch.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return dispatch.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return dispatch.awaitTermination(unit.toNanos(timeout));
    }

    /**
     * Shuts down, and waits until all tasks have ended. If this thread is interrupted meanwhile, or was before, the tasks
     * are ended as by {@link #shutdownNow}; it waits on until they have, and its interrupt flag is set again.
     */
    @Override
    public void close() {
        dispatch.shutdown();
        boolean interrupted = false;
        boolean over = dispatch.isTerminated();
        while (!over) {
            try {
                over = dispatch.awaitADay();
            } catch (InterruptedException e) {
                if (!interrupted) {
                    interrupted = true;
                    dispatch.stop();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void terminated(@Nullable ProgressTeller teller) {
        if (teller != null) {
            teller.close();
        }
        dispatch.workers().close();
        cells.forEach(Cell::keep);
        WorkerMemory.forget(setting.id);
    }
}
