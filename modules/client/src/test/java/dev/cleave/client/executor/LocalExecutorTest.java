package dev.cleave.client.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An executor in this process, which copies tasks and results as if it were not. */
class LocalExecutorTest extends WorkContract {

    private static final AtomicInteger INITIALIZED = new AtomicInteger();

    @Override
    protected CleaveExecutor newExecutor() {
        return CleaveExecutor.local().lanes(2).build();
    }

    /** What a task would take along that uses a field. */
    private static final class Holder {
        private final Socket socket = new Socket();
        private final int number = 1;

        Callable<Integer> anonymous() {
            return new Task<>() {
                @Override
                public Integer call() {
                    return socket.getPort();
                }
            };
        }

        Task<Integer> lambda() {
            return () -> socket.getPort() + number;
        }
    }

    @Test
    void whatCannotBeSentIsNamedByItsPath() {
        try (CleaveExecutor executor = newExecutor()) {
            assertThatThrownBy(() -> executor.submit(new Holder().anonymous()))
                    .isInstanceOf(CleaveException.class)
                    .hasMessageContaining("task.this$0.socket: java.net.Socket");
            assertThatThrownBy(() -> executor.submit(new Holder().lambda()))
                    .isInstanceOf(CleaveException.class)
                    .hasMessageContaining("task.this.socket: java.net.Socket");
            Callable<Integer> plain = () -> 1;
            assertThatThrownBy(() -> executor.submit(plain)).hasMessageContaining("a lambda that is not Serializable");
        }
    }

    @Test
    void aTaskWorksOnACopy() throws Exception {
        List<Integer> mine = new ArrayList<>(List.of(1));
        try (CleaveExecutor executor = newExecutor()) {
            Task<List<Integer>> adding = () -> {
                mine.add(2);
                return mine;
            };
            assertThat(executor.submit(adding).get()).containsExactly(1, 2);
        }
        assertThat(mine).containsExactly(1);
    }

    @Test
    void aResultThatCannotBeSentIsItsTasksFailure() {
        try (CleaveExecutor executor = newExecutor()) {
            Task<Object> task = Socket::new;
            assertThatThrownBy(() -> executor.submit(task).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("result: java.net.Socket");
        }
    }

    @Test
    void theInitializerRunsOnceBeforeTheFirstTask() throws Exception {
        INITIALIZED.set(0);
        try (CleaveExecutor executor = CleaveExecutor.local()
                .lanes(2)
                .initializer(() -> "opened " + INITIALIZED.incrementAndGet())
                .build()) {
            Mapping<Integer, String> each = n -> Worker.initialized(String.class);
            assertThat(executor.map(List.of(1, 2, 3, 4), each, Chunks.of(1))).containsOnly("opened 1");
        }
    }

    @Test
    void aFailingInitializerFailsTheExecutor() throws Exception {
        try (CleaveExecutor executor = CleaveExecutor.local()
                .lanes(2)
                .initializer(TestTasks.failing("no model"))
                .build()) {
            assertThatThrownBy(() -> executor.submit(TestTasks.returning(1)).get())
                    .rootCause()
                    .hasMessage("no model");
            assertThatThrownBy(() -> executor.submit(TestTasks.returning(1)))
                    .isInstanceOf(RejectedExecutionException.class)
                    .rootCause()
                    .hasMessage("no model");
        }
    }

    @Test
    void aTaskThatTakesTooLongFails() {
        try (CleaveExecutor executor = CleaveExecutor.local()
                .lanes(2)
                .taskTimeout(Duration.ofMillis(50))
                .build()) {
            assertThatThrownBy(() ->
                            executor.submit(TestTasks.waiting(folder, "begun")).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whoSubmitsMoreThanTheWindowWaits() throws Exception {
        try (CleaveExecutor executor = CleaveExecutor.local().lanes(2).window(2).build()) {
            executor.submit(TestTasks.waitingFor(folder, "one", "go"));
            executor.submit(TestTasks.waitingFor(folder, "two", "go"));
            Thread submitter = new Thread(() -> executor.submit(TestTasks.returning(3)));
            submitter.start();
            await().atMost(LONG).until(() -> submitter.getState() == Thread.State.WAITING);
            assertThat(executor.progress().accepted()).isEqualTo(2);
            TestTasks.touch(folder.resolve("go").toString());
            submitter.join();
            assertThat(executor.progress().accepted()).isEqualTo(3);
        }
    }

    @Test
    void progressIsToldToTheEnd() {
        List<TaskProgress> heard = new CopyOnWriteArrayList<>();
        try (CleaveExecutor executor =
                CleaveExecutor.local().lanes(2).onProgress(heard::add).build()) {
            executor.map(List.of(1, 2, 3), n -> n, Chunks.auto());
        }
        await().atMost(LONG).until(() -> heard.contains(new TaskProgress(3, 3, 0, 0)));
    }

    @Test
    void aWaitingTaskThatIsCancelledNeverBegins() throws Exception {
        try (CleaveExecutor executor = CleaveExecutor.local().lanes(1).build()) {
            ClusterFuture<String> first = executor.submit(TestTasks.waitingFor(folder, "first", "go"));
            awaitBegun("first");
            ClusterFuture<Object> second = executor.submit(TestTasks.waiting(folder, "second"));
            assertThat(second.state()).isEqualTo(TaskState.PENDING);
            assertThat(second.cancel(false)).isTrue();
            TestTasks.touch(folder.resolve("go").toString());
            assertThat(first.get()).isEqualTo("first");
        }
        assertThat(folder.resolve("second")).doesNotExist();
    }
}
