package dev.cleave.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {

    private final GraphBuilder builder = new GraphBuilder();

    @Test
    void aTaskMayNeedOneThatComesLater() {
        TaskGraph graph =
                task("b", 1, 1).need("b", "a", at(1)).task("a", 2, at(2)).build();
        assertThat(graph.size()).isEqualTo(2);
        assertThat(graph.edges()).isEqualTo(1);
        assertThat(graph.name(0)).isEqualTo("b");
        assertThat(graph.name(graph.need(0, 0))).isEqualTo("a");
        assertThat(graph.follower(1, 0)).isZero();
        assertThat(IntStream.range(0, 2).map(graph::inOrder)).containsExactly(1, 0);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsPlace() {
        task("left", 1, 1).task("left", 1, at(2)).task("right", -1, at(3));
        builder.need("left", "left", at(4)).need("left", "rigth", at(5));
        builder.need("right", "left", at(6)).need("right", "left", at(7));
        assertThat(refused().faults())
                .extracting(GraphFault::line)
                .containsExactly(
                        "2: DOUBLED_NAME: task left is there already, at 1 (expected: another name)",
                        "3: TIME: time of task right: -1 ns (expected: 0 or more)",
                        "4: SELF_LOOP: task left needs itself (expected: another task)",
                        "5: UNKNOWN_TASK: task left needs rigth (expected: a task that there is; did you mean right?)",
                        "7: DOUBLED_NEED: task right needs left twice (expected: each task once)");
    }

    @Test
    void everyKnotOfTasksIsNamedByAShortestCircle() {
        for (String name : new String[] {"a", "b", "c", "x", "y", "after"}) {
            task(name, 1, 1);
        }
        builder.need("a", "b", at(2))
                .need("b", "c", at(3))
                .need("c", "a", at(4))
                .need("b", "a", at(5));
        builder.need("x", "y", at(6))
                .need("y", "x", at(7))
                .need("y", "a", at(8))
                .need("after", "x", at(9));
        assertThat(refused().faults())
                .extracting(GraphFault::given)
                .containsExactly(
                        "tasks wait for each other: a needs b needs a", "tasks wait for each other: x needs y needs x");
    }

    @Test
    void aCircleOfAHundredThousandTasksIsFoundWithoutADeepStack() {
        int tasks = 100_000;
        for (int i = 0; i < tasks; i++) {
            builder.task("t" + i, 1, at(i + 1)).need("t" + i, "t" + (i + 1) % tasks, at(i + 1));
        }
        assertThat(refused().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.given())
                        .startsWith("tasks wait for each other: t0 needs t1 needs t2 ")
                        .endsWith(" needs … (99980 more) needs t0"));
    }

    @Test
    void timesThatNobodyCouldAddUpAreRefused() {
        task("a", Long.MAX_VALUE, 1).task("b", 1, at(2));
        assertThat(refused().faults()).extracting(GraphFault::code).containsExactly(GraphFault.Code.TOO_LONG);
    }

    @Test
    void noTasksAreNoGraph() {
        assertThat(refused().faults()).extracting(GraphFault::code).containsExactly(GraphFault.Code.NO_TASKS);
    }

    @Test
    void anEdgeNamedAtBothEndsCountsOnceWhereThatIsTheCustom() {
        task("a", 1, 1).task("b", 1, at(2)).need("b", "a", at(3)).need("b", "a", at(4));
        assertThat(builder.forgiveDoubledNeeds().build().edges()).isEqualTo(1);
    }

    @Test
    void measuredTimesTakeThePlaceOfPlannedOnes() {
        TaskGraph graph = task("a", 1, 1).build();
        assertThat(graph.withNanos(new long[] {7}).nanos(0)).isEqualTo(7);
        assertThatThrownBy(() -> graph.withNanos(new long[] {-7})).hasMessageContaining("time of task a: -7 ns");
    }

    private GraphBuilder task(String name, long nanos, int line) {
        return builder.task(name, nanos, at(line));
    }

    private static Place at(int line) {
        return Place.line(line);
    }

    private GraphRefusedException refused() {
        GraphRefusedException refused = catchThrowableOfType(GraphRefusedException.class, builder::build);
        assertThat(refused).isNotNull();
        return refused;
    }
}
