package dev.cleave.graph.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.core.graph.run.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void flowsAreComposedToAGraph() {
        Flow flow = Flow.sequence(timed("a", 1), Flow.parallel(timed("b", 2), timed("c", 3)), timed("d", 4));
        TaskGraph graph = flow.graph();
        GraphAnalysis analysis = GraphAnalysis.of(graph);
        assertThat(graph.edges()).isEqualTo(4);
        assertThat(analysis.spanNanos()).isEqualTo(Duration.ofSeconds(8).toNanos());
        assertThat(analysis.criticalPath()).extracting(graph::name).containsExactly("a", "c", "d");
    }

    @Test
    void whatComesAfterSeveralWaitsForAllOfThem() {
        Flow flow = task("end").after(task("a"), Flow.sequence(task("b"), task("c")));
        assertThat(run(flow, Runnable::run).isSuccess()).isTrue();
        assertThat(done)
                .containsExactlyInAnyOrder("a", "b", "c", "end")
                .endsWith("end")
                .containsSubsequence("b", "c");
    }

    @Test
    void aTaskOfTwoFlowsIsOneTask() {
        Flow shared = task("shared");
        Flow flow = Flow.parallel(Flow.sequence(shared, task("a")), Flow.sequence(shared, task("b")));
        assertThat(run(flow, Runnable::run).tasks()).hasSize(3);
        assertThat(done).containsOnlyOnce("shared").startsWith("shared");
    }

    @Test
    void namesAreUniqueAndNobodyWaitsForItself() {
        assertThatThrownBy(() -> Flow.parallel(task("a"), task("a")).graph())
                .hasMessageContaining("DOUBLED_NAME: task a is there already");
        Flow a = task("a");
        assertThatThrownBy(() -> Flow.sequence(a, a).run(Runnable::run)).hasMessageContaining("SELF_LOOP");
        Flow b = task("b");
        assertThatThrownBy(() -> Flow.parallel(a.after(b), b.after(a)).graph()).hasMessageContaining("CYCLE");
        assertThat(done).isEmpty();
    }

    @Test
    void whatIsReadyRunsAtOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Flow flow = Flow.parallel(
                Flow.task("a", () -> both.await(60, TimeUnit.SECONDS)),
                Flow.task("b", () -> both.await(60, TimeUnit.SECONDS)));
        assertThat(run(flow, pool).isSuccess()).isTrue();
    }

    @Test
    void behindAFailedTaskAllAreSkippedForItsCauseAndTheRestRuns() {
        IllegalStateException cause = new IllegalStateException("disk full");
        Flow broken = Flow.task("broken", () -> {
            throw cause;
        });
        FlowOutcome outcome =
                run(Flow.parallel(Flow.sequence(broken, task("next"), task("last")), task("other")), pool);
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.of("broken").state()).isEqualTo(TaskState.FAILED);
        assertThat(outcome.of("broken").cause()).containsSame(cause);
        assertThat(outcome.of("last").state()).isEqualTo(TaskState.SKIPPED);
        assertThat(outcome.of("last").skippedBy()).contains("broken");
        assertThat(outcome.of("last").cause()).containsSame(cause);
        assertThat(outcome.of("other").state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(done).containsExactly("other");
    }

    @Test
    void whatAnExecutorRefusesHasFailed() {
        Executor closed = task -> {
            throw new RejectedExecutionException("closed");
        };
        FlowOutcome outcome = run(Flow.sequence(task("a"), task("b")), closed);
        assertThat(outcome.of("a").cause()).containsInstanceOf(RejectedExecutionException.class);
        assertThat(outcome.of("b").state()).isEqualTo(TaskState.SKIPPED);
    }

    @Test
    void aLongChainRunsOnTheCallersThreadWithoutADeepStack() {
        AtomicInteger count = new AtomicInteger();
        Flow[] chain = new Flow[20_000];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = Flow.task("t" + i, count::incrementAndGet);
        }
        assertThat(run(Flow.sequence(chain), Runnable::run).isSuccess()).isTrue();
        assertThat(count).hasValue(chain.length);
    }

    @Test
    void anOutcomeHasTheMeasuredTimes() {
        FlowOutcome outcome = run(Flow.sequence(timed("a", 1), timed("b", 2)), Runnable::run);
        assertThat(outcome.measured().nanos(1)).isEqualTo(outcome.of("b").nanos());
        assertThat(GraphAnalysis.of(outcome.measured()).spanNanos())
                .isEqualTo(outcome.of("a").nanos() + outcome.of("b").nanos());
    }

    @Test
    void anyGraphRunsEachTaskOnceAndNoneBeforeWhatItNeeds() {
        for (long seed = 0; seed < 40; seed++) {
            done.clear();
            Flow flow = random(seed);
            TaskGraph graph = flow.graph();
            assertThat(run(flow, pool).isSuccess()).as("seed %d", seed).isTrue();
            assertThat(done).as("seed %d", seed).hasSize(graph.size()).doesNotHaveDuplicates();
            for (int task = 0; task < graph.size(); task++) {
                for (int k = 0; k < graph.needCount(task); k++) {
                    assertThat(done.indexOf(graph.name(graph.need(task, k))))
                            .as("seed %d", seed)
                            .isLessThan(done.indexOf(graph.name(task)));
                }
            }
        }
    }

    private Flow random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Flow flow = task("t0");
        for (int i = 1; i < 25; i++) {
            Flow next = task("t" + i);
            flow = switch (random.nextInt(3)) {
                case 0 -> Flow.sequence(flow, next);
                case 1 -> Flow.parallel(flow, next);
                default -> flow.after(next);
            };
        }
        return flow;
    }

    private Flow task(String name) {
        return Flow.task(name, () -> done.add(name));
    }

    private Flow timed(String name, int seconds) {
        return Flow.task(name, Duration.ofSeconds(seconds), () -> done.add(name));
    }

    private static FlowOutcome run(Flow flow, Executor executor) {
        return flow.run(executor)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
