package dev.cleave.client.executor;

import static dev.cleave.client.executor.TestTasks.failing;
import static dev.cleave.client.executor.TestTasks.numbers;
import static dev.cleave.client.executor.TestTasks.returning;
import static dev.cleave.client.executor.TestTasks.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link CleaveExecutor} keeps to as an {@code ExecutorService}, wherever its tasks run: the cases by which the
 * JDK's own executors are judged, as far as they hold across processes.
 */
public abstract class ExecutorContract {

    static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    protected Path folder;

    private final List<CleaveExecutor> made = new ArrayList<>();

    /** A new executor with at least two lanes. */
    protected abstract CleaveExecutor newExecutor() throws Exception;

    protected final CleaveExecutor executor() throws Exception {
        CleaveExecutor executor = newExecutor();
        made.add(executor);
        return executor;
    }

    @AfterEach
    void nothingRunsOn() throws InterruptedException {
        for (CleaveExecutor executor : made) {
            executor.shutdownNow();
            assertThat(executor.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    void awaitBegun(String name) {
        await().atMost(LONG).until(() -> Files.exists(folder.resolve(name)));
    }

    @Test
    void aTasksValueIsItsFuturesResult() throws Exception {
        ClusterFuture<Integer> future = executor().submit(returning(42));
        assertThat(future.get(2, TimeUnit.MINUTES)).isEqualTo(42);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(TaskState.DONE);
        assertThat(future.cancel(true)).isFalse();
    }

    @Test
    void whatATaskThrowsIsTheCauseWithItsStackTrace() throws Exception {
        Future<Object> future = executor().submit(TestTasks.<Object>failing("broken"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(2, TimeUnit.MINUTES))
                .satisfies(thrown -> {
                    assertThat(thrown.getCause())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("broken");
                    assertThat(Arrays.toString(thrown.getCause().getStackTrace()))
                            .contains(TestTasks.class.getName());
                });
    }

    @Test
    void anActionsResultIsWhatWasGivenWithIt() throws Exception {
        CleaveExecutor executor = executor();
        String file = folder.resolve("ran").toString();
        Object result = new Object();
        Action action = () -> {
            try {
                TestTasks.touch(file);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
        assertThat(executor.submit(action, result).get()).isSameAs(result);
        assertThat(Path.of(file)).exists();
        assertThat(executor.submit(action).get()).isNull();
    }

    @Test
    void anExecutedActionRuns() throws Exception {
        String file = folder.resolve("ran").toString();
        executor().execute((Action) () -> {
            try {
                TestTasks.touch(file);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        awaitBegun("ran");
    }

    @Test
    void nothingIsTakenAfterShutdown() throws Exception {
        CleaveExecutor executor = executor();
        executor.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        assertThatThrownBy(() -> executor.submit(returning(1))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.execute((Action) () -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.invokeAll(numbers(2))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.invokeAny(numbers(2))).isInstanceOf(RejectedExecutionException.class);
        assertThat(executor.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // That is what is tested.
    void nullIsRefused() throws Exception {
        CleaveExecutor executor = executor();
        assertThatThrownBy(() -> executor.submit((Callable<Object>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.execute((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.invokeAll(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.invokeAny(null)).isInstanceOf(NullPointerException.class);
        List<Task<Integer>> withNull = Arrays.asList(returning(1), null);
        assertThatThrownBy(() -> executor.invokeAll(withNull)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.invokeAny(withNull)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aRunningTaskIsInterruptedWhenItIsCancelled() throws Exception {
        ClusterFuture<Object> future = executor().submit(waiting(folder, "begun"));
        awaitBegun("begun");
        await().atMost(LONG).until(() -> future.state() == TaskState.RUNNING);
        assertThat(future.cancel(true)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.isDone()).isTrue();
        assertThat(future.state()).isEqualTo(TaskState.CANCELLED);
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void waitingForAResultEndsWithTheTime() throws Exception {
        ClusterFuture<Object> future = executor().submit(waiting(folder, "begun"));
        assertThatThrownBy(() -> future.get(10, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(future.isDone()).isFalse();
        future.cancel(true);
    }

    @Test
    void allResultsComeInTheOrderOfTheTasks() throws Exception {
        List<Future<Integer>> futures = executor().invokeAll(numbers(20));
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> future : futures) {
            assertThat(future.isDone()).isTrue();
            results.add(future.get());
        }
        assertThat(results).hasSize(20).isSorted();
        assertThat(executor().invokeAll(List.<Task<Integer>>of())).isEmpty();
    }

    @Test
    void someOfAllMayFail() throws Exception {
        List<Future<String>> futures = executor().invokeAll(List.of(returning("a"), failing("b"), returning("c")));
        assertThat(futures.get(0).get()).isEqualTo("a");
        assertThatThrownBy(() -> futures.get(1).get()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(futures.get(2).get()).isEqualTo("c");
    }

    @Test
    void whatIsNotDoneInTimeIsCancelled() throws Exception {
        List<Task<String>> tasks = List.of(waiting(folder, "begun"), waiting(folder, "begun, too"));
        List<Future<String>> futures = executor().invokeAll(tasks, 200, TimeUnit.MILLISECONDS);
        assertThat(futures).hasSize(2).allMatch(Future::isCancelled);
    }

    @Test
    void anInterruptedCallerOfInvokeAllCancelsAll() throws Exception {
        CleaveExecutor executor = executor();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> executor.invokeAll(List.of(waiting(folder, "begun"))))
                    .isInstanceOfAny(InterruptedException.class, RejectedExecutionException.class);
        } finally {
            Thread.interrupted();
        }
        await().atMost(LONG).until(() -> executor.progress().open() == 0);
    }

    @Test
    void anyIsTheFirstToSucceedAndTheOthersAreCancelled() throws Exception {
        CleaveExecutor executor = executor();
        String any = executor.invokeAny(List.of(failing("a"), waiting(folder, "begun"), returning("c")));
        assertThat(any).isEqualTo("c");
        await().atMost(LONG).until(() -> executor.progress().open() == 0);
        TaskProgress progress = executor.progress();
        assertThat(progress.accepted()).isEqualTo(3);
        assertThat(progress.succeeded()).as("none is done beside the winner").isEqualTo(1);
        // Whether the first has failed when the third succeeds, or is cancelled before that, is up to the schedule.
        assertThat(progress.cancelled()).as("the waiting one is cancelled").isBetween(1L, 2L);
        assertThat(progress.failed() + progress.cancelled()).isEqualTo(2);
    }

    @Test
    void anyFailsIfAllFail() throws Exception {
        CleaveExecutor executor = executor();
        assertThatThrownBy(() -> executor.invokeAny(List.of(failing("a"), failing("b"))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> executor.invokeAny(List.<Task<String>>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyHasItsTime() throws Exception {
        CleaveExecutor executor = executor();
        List<Task<String>> tasks = List.of(waiting(folder, "begun"));
        assertThatThrownBy(() -> executor.invokeAny(tasks, 200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(executor.invokeAny(List.of(returning("a")), 2, TimeUnit.MINUTES))
                .isEqualTo("a");
    }

    @Test
    void closingWaitsForTasks() throws Exception {
        CleaveExecutor executor = executor();
        ClusterFuture<String> future = executor.submit(TestTasks.waitingFor(folder, "begun", "go"));
        Thread closing = new Thread(executor::close);
        closing.start();
        awaitBegun("begun");
        await().atMost(LONG).until(executor::isShutdown);
        assertThat(executor.isTerminated()).isFalse();
        TestTasks.touch(folder.resolve("go").toString());
        closing.join();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(future.get()).isEqualTo("begun");
        executor.close();
    }

    @Test
    void anInterruptedCloserEndsTheTasks() throws Exception {
        CleaveExecutor executor = executor();
        ClusterFuture<String> future = executor.submit(waiting(folder, "begun"));
        awaitBegun("begun");
        Thread.currentThread().interrupt();
        executor.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void stoppingEndsWhatRunsAndReturnsWhatWaits() throws Exception {
        CleaveExecutor executor = executor();
        List<ClusterFuture<String>> futures = new ArrayList<>();
        futures.add(executor.submit(waiting(folder, "begun")));
        awaitBegun("begun");
        for (int i = 0; i < 100; i++) {
            futures.add(executor.submit(waiting(folder, "then")));
        }
        List<Runnable> left = executor.shutdownNow();
        assertThat(left).isNotEmpty().hasSizeLessThanOrEqualTo(100);
        assertThat(executor.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(futures).allMatch(Future::isCancelled);
        assertThat(executor.shutdownNow()).isEmpty();
    }

    @Test
    void terminationIsWaitedForAsLongAsAsked() throws Exception {
        CleaveExecutor executor = executor();
        assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        executor.shutdown();
        assertThat(executor.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }
}
