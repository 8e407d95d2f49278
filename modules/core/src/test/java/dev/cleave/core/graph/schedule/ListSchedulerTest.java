package dev.cleave.core.graph.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.RandomGraphs;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListSchedulerTest {

    private static final int SEEDS = 300;

    @Test
    void theTaskWithTheLongestWayToGoBeginsFirst() {
        TaskGraph graph = new GraphBuilder()
                .task("short", 1, Place.NOWHERE)
                .task("long", 2, Place.NOWHERE)
                .task("first", 1, Place.NOWHERE)
                .task("last", 2, Place.NOWHERE)
                .need("last", "first", Place.NOWHERE)
                .build();
        Schedule schedule = new ListScheduler(graph).on(1);
        assertThat(schedule.startNanos(2)).isZero();
        assertThat(schedule.startNanos(1)).isEqualTo(1);
        assertThat(schedule.startNanos(3)).isEqualTo(3);
        assertThat(schedule.startNanos(0)).isEqualTo(5);
        assertThat(schedule.makespanNanos()).isEqualTo(6);
        assertThatThrownBy(() -> new ListScheduler(graph).on(0)).hasMessage("cores: 0 (expected: at least 1)");
    }

    @Test
    void onAnyGraphNothingOverlapsNothingIsEarlyAndGrahamsBoundHolds() {
        for (long seed = 0; seed < SEEDS; seed++) {
            TaskGraph graph = RandomGraphs.of(seed, 40);
            ListScheduler scheduler = new ListScheduler(graph);
            for (int cores = 1; cores <= 5; cores++) {
                assertIsValid(graph, scheduler.on(cores), "seed " + seed + ", " + cores + " cores");
            }
            for (Makespan makespan : Makespan.of(graph)) {
                assertThat(makespan.nanos())
                        .as("seed %d, %s", seed, makespan)
                        .isBetween(makespan.leastNanos(), makespan.mostNanos())
                        .isEqualTo(scheduler.on(makespan.cores()).makespanNanos());
            }
        }
    }

    @Test
    void oneCoreTakesTheWorkAndCoresEnoughTakeTheSpan() {
        for (long seed = 0; seed < SEEDS; seed++) {
            TaskGraph graph = RandomGraphs.of(seed, 40);
            GraphAnalysis analysis = GraphAnalysis.of(graph);
            List<Makespan> makespans = Makespan.of(graph);
            assertThat(makespans).hasSize(11);
            assertThat(makespans.get(0).nanos()).as("seed %d", seed).isEqualTo(analysis.workNanos());
            assertThat(makespans.get(10).nanos()).as("seed %d", seed).isEqualTo(analysis.spanNanos());
            assertThat(makespans.get(10).cores()).isEqualTo(1024);
        }
    }

    @Test
    void boundsOfTheLongestTimesDoNotOverflow() {
        TaskGraph graph = new GraphBuilder()
                .task("a", Long.MAX_VALUE - 1, Place.NOWHERE)
                .task("b", 1, Place.NOWHERE)
                .build();
        assertThat(Makespan.of(graph))
                .allSatisfy(makespan ->
                        assertThat(makespan.nanos()).isBetween(makespan.leastNanos(), makespan.mostNanos()));
    }

    private static void assertIsValid(TaskGraph graph, Schedule schedule, String what) {
        List<List<Integer>> byCore = new ArrayList<>();
        for (int core = 0; core < schedule.cores(); core++) {
            byCore.add(new ArrayList<>());
        }
        long end = 0;
        for (int task = 0; task < graph.size(); task++) {
            byCore.get(schedule.core(task)).add(task);
            end = Math.max(end, schedule.startNanos(task) + graph.nanos(task));
            for (int k = 0; k < graph.needCount(task); k++) {
                int need = graph.need(task, k);
                assertThat(schedule.startNanos(task))
                        .as(what)
                        .isGreaterThanOrEqualTo(schedule.startNanos(need) + graph.nanos(need));
            }
        }
        assertThat(schedule.makespanNanos()).as(what).isEqualTo(end);
        for (List<Integer> tasks : byCore) {
            tasks.sort(Comparator.comparingLong((Integer task) -> schedule.startNanos(task))
                    .thenComparingLong(task -> schedule.startNanos(task) + graph.nanos(task)));
            for (int i = 1; i < tasks.size(); i++) {
                int before = tasks.get(i - 1);
                assertThat(schedule.startNanos(tasks.get(i)))
                        .as(what)
                        .isGreaterThanOrEqualTo(schedule.startNanos(before) + graph.nanos(before));
            }
        }
    }
}
