package dev.cleave.core.graph.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.RandomGraphs;
import dev.cleave.core.graph.TaskGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphAnalysisTest {

    private static final int SEEDS = 300;

    @Test
    void aDiamondsSpanGoesByItsLongerSide() {
        TaskGraph graph = new GraphBuilder()
                .task("top", 10, Place.NOWHERE)
                .task("short", 1, Place.NOWHERE)
                .task("long", 5, Place.NOWHERE)
                .task("bottom", 2, Place.NOWHERE)
                .need("short", "top", Place.NOWHERE)
                .need("long", "top", Place.NOWHERE)
                .need("bottom", "short", Place.NOWHERE)
                .need("bottom", "long", Place.NOWHERE)
                .build();
        GraphAnalysis analysis = GraphAnalysis.of(graph);
        assertThat(analysis.workNanos()).isEqualTo(18);
        assertThat(analysis.spanNanos()).isEqualTo(17);
        assertThat(analysis.criticalPath()).containsExactly(0, 2, 3);
        assertThat(analysis.widths()).containsExactly(1, 2, 1);
        assertThat(analysis.width()).isEqualTo(2);
        assertThat(analysis.parallelism()).isEqualTo(18 / 17.0);
    }

    @Test
    void whatTakesNoTimeHasAParallelismOfOne() {
        GraphAnalysis analysis =
                GraphAnalysis.of(new GraphBuilder().task("a", 0, Place.NOWHERE).build());
        assertThat(analysis.parallelism()).isEqualTo(1);
    }

    @Test
    void spanAndLevelsAreThoseOfTheLongestOfAllPaths() {
        for (long seed = 0; seed < SEEDS; seed++) {
            TaskGraph graph = RandomGraphs.of(seed, 9);
            GraphAnalysis analysis = GraphAnalysis.of(graph);
            long longest = 0;
            int[] levels = GraphAnalysis.levels(graph);
            for (int task = 0; task < graph.size(); task++) {
                longest = Math.max(longest, longestPathFrom(graph, task));
                assertThat(levels[task]).as("seed %d, task %d", seed, task).isEqualTo(mostEdgesTo(graph, task));
            }
            assertThat(analysis.spanNanos()).as("seed %d", seed).isEqualTo(longest);
            assertThat(lengthOfPath(graph, analysis.criticalPath()))
                    .as("seed %d", seed)
                    .isEqualTo(longest);
            assertThat(analysis.widths().stream().mapToInt(width -> width).sum())
                    .isEqualTo(graph.size());
        }
    }

    /** Walks every path. */
    private static long longestPathFrom(TaskGraph graph, int task) {
        long longest = 0;
        for (int k = 0; k < graph.followerCount(task); k++) {
            longest = Math.max(longest, longestPathFrom(graph, graph.follower(task, k)));
        }
        return graph.nanos(task) + longest;
    }

    private static int mostEdgesTo(TaskGraph graph, int task) {
        int most = 0;
        for (int k = 0; k < graph.needCount(task); k++) {
            most = Math.max(most, 1 + mostEdgesTo(graph, graph.need(task, k)));
        }
        return most;
    }

    private static long lengthOfPath(TaskGraph graph, List<Integer> path) {
        long length = graph.nanos(path.get(0));
        for (int i = 1; i < path.size(); i++) {
            int before = path.get(i - 1);
            boolean isEdge = false;
            for (int k = 0; k < graph.followerCount(before); k++) {
                isEdge |= graph.follower(before, k) == path.get(i);
            }
            assertThat(isEdge).as("%s to %s", path.get(i - 1), path.get(i)).isTrue();
            length += graph.nanos(path.get(i));
        }
        return length;
    }
}
