package dev.cleave.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.core.graph.schedule.ListScheduler;
import dev.cleave.core.graph.schedule.Makespan;
import dev.cleave.pipeline.plan.PlannedTask.End;
import dev.cleave.pipeline.read.PipelineDocument;
import dev.cleave.pipeline.read.PipelineReader;
import dev.cleave.pipeline.read.ProgramCatalog;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinePlanTest {

    private static final String TEXT = """
            parameters: { n: 3, full: false }
            tasks:
              list: { command: [ls], duration: 2s }
              each: { command: [wc, "${item}"], foreach: { from: 1, to: "${params.n}" }, duration: 4s, needs: list }
              found: { command: [wc, "${item}"], foreach: "${tasks.list.result}", duration: 1s }
              full: { command: [wc], when: params.full, needs: list, duration: 100s }
              behind: { command: [wc], needs: full }
              maybe: { command: [wc], when: "${tasks.list.result} == 1" }
              job: { program: fib, needs: each, duration: 3s }
            finally:
              tell: { command: [echo, hi], duration: 0.5 }
            """;

    @Test
    void whatDependsOnParametersIsDecided() {
        PipelinePlan plan = plan(Map.of());
        assertThat(plan.tasks())
                .extracting(
                        PlannedTask::name,
                        PlannedTask::end,
                        task -> task.items().size(),
                        PlannedTask::lanes)
                .containsExactly(
                        tuple("list", End.RUNS, 1, 1),
                        tuple("each", End.RUNS, 3, 1),
                        tuple("found", End.RUNS, 1, 1),
                        tuple("full", End.LEFT_OUT, 1, 1),
                        tuple("behind", End.SKIPPED, 1, 1),
                        tuple("maybe", End.MAY_RUN, 1, 1),
                        tuple("job", End.RUNS, 1, 2),
                        tuple("tell", End.RUNS, 1, 1));
        assertThat(plan.guessed()).containsExactly("maybe");
        assertThat(plan.instances()).isEqualTo(8);
        assertThat(plan.analysis().spanNanos()).isEqualTo(9_500_000_000L);
        // 2 s list; 12 s of each, 1 s of found and 1 s of maybe on two lanes; 3 s of job on both, and 0.5 s
        assertThat(plan.on(2).nanos()).isEqualTo(13_500_000_000L);
        assertThat(plan.on(2).leastNanos()).isEqualTo(11_250_000_000L);
        assertThat(plan.on(8).nanos()).isEqualTo(9_500_000_000L);
        assertThat(plan(Map.of("full", "true")).tasks().get(4).end()).isEqualTo(End.RUNS);
    }

    @Test
    void timesAndItemsOfTheRunBeforeCount() {
        TaskGraph run = new GraphBuilder()
                .task("list", 5, Place.NOWHERE)
                .task("found[0]", 10, Place.NOWHERE)
                .task("found[1]", 30, Place.NOWHERE)
                .build();
        PipelineDocument document = read();
        PipelinePlan plan = PipelinePlan.of(
                document.pipeline(),
                document.pipeline().arguments(Map.of()),
                Durations.of(document).withRun(run),
                2);
        assertThat(plan.tasks().get(0).nanos()).containsExactly(5L);
        assertThat(plan.tasks().get(2).nanos()).containsExactly(10L, 30L);
        assertThat(plan.tasks().get(2).areItemsKnown()).isFalse();
        assertThat(plan.tasks().get(1).nanos()).containsOnly(4_000_000_000L);
    }

    /** The plan of a graph takes as long as the list schedule of that graph. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theMakespanIsThatOfListScheduling(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            TaskGraph graph = graph(random);
            PipelineDocument replay = Replay.of("replay", graph, 1);
            PipelinePlan plan = PipelinePlan.of(replay.pipeline(), Map.of(), Durations.of(replay), 4);
            for (int lanes : new int[] {1, 2, 3, 8}) {
                assertThat(plan.on(lanes).nanos())
                        .isEqualTo(new ListScheduler(graph).on(lanes).makespanNanos());
            }
            assertThat(plan.on(4).leastNanos())
                    .isEqualTo(Makespan.of(graph).get(2).leastNanos());
            assertThat(plan.analysis().spanNanos())
                    .isEqualTo(GraphAnalysis.of(graph).spanNanos());
        }
    }

    @Test
    void aReplayHasTheScaledTimesAndNamesThatPipelinesMayHave() {
        TaskGraph graph = new GraphBuilder()
                .task("a.b", 2_000_000_000, Place.NOWHERE)
                .task("a b", 1_000_000_000, Place.NOWHERE)
                .task("_", 0, Place.NOWHERE)
                .need("a b", "a.b", Place.NOWHERE)
                .build();
        PipelineDocument replay = Replay.of("x", graph, 0.001);
        assertThat(replay.durations()).isEqualTo(Map.of("a_b", 2_000_000L, "a_b-2", 1_000_000L, "task", 0L));
        assertThat(replay.pipeline().task("a_b-2").orElseThrow().needs()).containsExactly("a_b");
        assertThat(replay.pipeline().task("a_b").orElseThrow().work().toString())
                .contains("grind", "2.000000");
    }

    private static TaskGraph graph(SplittableRandom random) {
        GraphBuilder builder = new GraphBuilder().forgiveDoubledNeeds();
        int tasks = random.nextInt(1, 40);
        for (int task = 0; task < tasks; task++) {
            builder.task("t" + task, random.nextInt(6) * 1_000L, Place.NOWHERE);
            for (int need = random.nextInt(3); need > 0 && task > 0; need--) {
                builder.need("t" + task, "t" + random.nextInt(task), Place.NOWHERE);
            }
        }
        return builder.build();
    }

    private static PipelinePlan plan(Map<String, String> given) {
        PipelineDocument document = read();
        return PipelinePlan.of(document.pipeline(), document.pipeline().arguments(given), Durations.of(document), 2);
    }

    private static PipelineDocument read() {
        return PipelineReader.read(TEXT, "x", ProgramCatalog.ANY, Map.of());
    }
}
