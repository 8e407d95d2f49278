package dev.cleave.client.executor;

import static dev.cleave.client.executor.TestTasks.failing;
import static dev.cleave.client.executor.TestTasks.numbers;
import static dev.cleave.client.executor.TestTasks.returning;
import static dev.cleave.client.executor.TestTasks.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link CleaveExecutor} does beyond an {@code ExecutorService}, wherever its tasks run. */
public abstract class WorkContract extends ExecutorContract {

    @Test
    void mappedInputsComeInTheirOrder() throws Exception {
        List<Integer> inputs = IntStream.range(0, 5_000).boxed().toList();
        List<Integer> squares = executor().map(inputs, n -> n * n, Chunks.auto());
        assertThat(squares).isEqualTo(inputs.stream().map(n -> n * n).toList());
        assertThat(executor().map(List.<Integer>of(), n -> n, Chunks.of(10))).isEmpty();
    }

    @Test
    void inputsWithoutEndAreReadAsTheyAreNeeded() throws Exception {
        Iterable<Integer> endless = () -> Stream.iterate(0, n -> n + 1).iterator();
        try (Stream<Integer> doubled = executor().stream(endless, n -> 2 * n, Chunks.of(3))) {
            assertThat(doubled.limit(10).toList()).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
        }
    }

    @Test
    void theFirstInputToFailFailsTheMap() throws Exception {
        CleaveExecutor executor = executor();
        assertThatThrownBy(() -> executor.map(List.of(4, 2, 0, 1), n -> 8 / n, Chunks.of(2)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ArithmeticException.class);
        await().atMost(LONG).until(() -> executor.progress().open() == 0);
    }

    @Test
    void gatheringTellsFailuresAsOutcomes() throws Exception {
        List<Outcome<String>> outcomes = executor().gather(List.of(returning("a"), failing("b")));
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("a"));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.cause()).hasMessage("b"));
    }

    @Test
    void gatheringMayFailAtOnce() throws Exception {
        CleaveExecutor executor = executor();
        assertThat(executor.gatherOrFail(numbers(4))).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> executor.gatherOrFail(List.of(waiting(folder, "begun"), failing("b"))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        await().atMost(LONG).until(() -> executor.progress().open() == 0);
    }

    @Test
    void futuresAreHandedOutAsTheyAreDone() throws Exception {
        CleaveExecutor executor = executor();
        ClusterFuture<String> slow = executor.submit(TestTasks.waitingFor(folder, "slow", "go"));
        ClusterFuture<String> fast = executor.submit(returning("fast"));
        List<String> order = CleaveExecutor.asCompleted(List.of(slow, fast))
                .map(future -> {
                    String value = String.valueOf(((Outcome.Success<String>) future.outcome()).value());
                    if (value.equals("fast")) {
                        go();
                    }
                    return value;
                })
                .toList();
        assertThat(order).containsExactly("fast", "slow");
    }

    private void go() {
        try {
            TestTasks.touch(folder.resolve("go").toString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFutureIsAStageThatNobodyElseCompletes() throws Exception {
        ClusterFuture<Integer> future = executor().submit(returning(20));
        future.toCompletableFuture().complete(7);
        assertThat(future.thenApply(n -> n + 1)
                        .thenCombine(future, Integer::sum)
                        .toCompletableFuture()
                        .get())
                .isEqualTo(41);
    }

    @Test
    void waitingTasksRunBesideTheLanes() throws Exception {
        CleaveExecutor executor = executor();
        for (int i = 0; i < 5; i++) {
            executor.io().submit(waiting(folder, "waits-" + i));
        }
        for (int i = 0; i < 5; i++) {
            awaitBegun("waits-" + i);
        }
        assertThat(executor.submit(returning(1)).get(2, TimeUnit.MINUTES)).isEqualTo(1);
        executor.shutdownNow();
    }

    @Test
    void sharedDataIsThereInEveryTask() throws Exception {
        CleaveExecutor executor = executor();
        Shared<List<String>> words = executor.share(List.of("to", "be"));
        assertThat(executor.map(List.of(0, 1), n -> words.get().get(n), Chunks.of(1)))
                .containsExactly("to", "be");
    }

    @Test
    void cellsOnlyMoveOneWay() throws Exception {
        CleaveExecutor executor = executor();
        Cell<Integer> most = executor.max(0);
        Cell<Integer> least = executor.min(1000);
        Cell<Set<String>> seen = executor.union();
        executor.map(
                IntStream.range(1, 200).boxed().toList(),
                n -> {
                    most.update(n);
                    least.update(n);
                    seen.update(Set.of("n" + n % 3));
                    return n;
                },
                Chunks.of(10));
        assertThat(most.value()).isEqualTo(199);
        assertThat(least.value()).isEqualTo(1);
        assertThat(seen.value()).containsExactlyInAnyOrder("n0", "n1", "n2");
        executor.close();
        assertThat(most.value()).isEqualTo(199);
    }

    @Test
    void progressCountsEachTaskOnce() throws Exception {
        CleaveExecutor executor = executor();
        executor.map(List.of(1, 2, 3), n -> n, Chunks.of(2));
        executor.gather(List.of(returning(1), failing("b")));
        assertThat(executor.progress()).isEqualTo(new TaskProgress(5, 4, 1, 0));
    }
}
