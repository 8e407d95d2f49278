package dev.cleave.core.graph.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.RandomGraphs;
import dev.cleave.core.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphProgressTest {

    /** 0 and 1 before 2, 2 before 3; 4 alone. */
    private final TaskGraph graph = new GraphBuilder()
            .task("a", 1, Place.NOWHERE)
            .task("b", 1, Place.NOWHERE)
            .task("join", 1, Place.NOWHERE)
            .task("end", 1, Place.NOWHERE)
            .task("alone", 1, Place.NOWHERE)
            .need("join", "a", Place.NOWHERE)
            .need("join", "b", Place.NOWHERE)
            .need("end", "join", Place.NOWHERE)
            .build();

    private final GraphProgress progress = new GraphProgress(graph);

    @Test
    void aTaskIsReadyWhenAllThatItNeedsHaveSucceeded() {
        assertThat(progress.ready()).containsExactly(0, 1, 4);
        assertThat(progress.succeeded(1)).isEmpty();
        assertThat(progress.succeeded(0)).containsExactly(2);
        assertThat(progress.succeeded(2)).containsExactly(3);
    }

    @Test
    void whatIsSaidTwiceCountsOnce() {
        assertThat(progress.succeeded(0)).isEmpty();
        assertThat(progress.succeeded(0)).isEmpty();
        assertThat(progress.failed(0)).isEmpty();
        assertThat(progress.state(0)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(progress.succeeded(1)).containsExactly(2);
    }

    @Test
    void allBehindAFailedTaskAreSkippedForItAndTheRestGoesOn() {
        assertThat(progress.failed(0)).containsExactly(2, 3);
        assertThat(progress.failed(1)).isEmpty();
        assertThat(progress.skippedBy(3)).isZero();
        assertThat(progress.isOver()).isFalse();
        assertThat(progress.succeeded(4)).isEmpty();
        assertThat(progress.isOver()).isTrue();
    }

    @Test
    void aTaskCannotEndBeforeItIsReady() {
        assertThatThrownBy(() -> progress.succeeded(3))
                .hasMessage("task end: SUCCEEDED while WAITING (expected: to be ready first)");
        assertThatThrownBy(() -> progress.skippedBy(3)).hasMessage("task end: WAITING (expected: SKIPPED)");
    }

    @Test
    void anyRunEndsWithEveryTaskEndedAndNoneBeforeItsNeeds() {
        for (long seed = 0; seed < 300; seed++) {
            TaskGraph random = RandomGraphs.of(seed, 30);
            SplittableRandom chance = new SplittableRandom(seed);
            GraphProgress run = new GraphProgress(random);
            List<Integer> ready = new ArrayList<>(run.ready());
            while (!ready.isEmpty()) {
                int task = ready.remove(chance.nextInt(ready.size()));
                for (int k = 0; k < random.needCount(task); k++) {
                    assertThat(run.state(random.need(task, k)))
                            .as("seed %d", seed)
                            .isEqualTo(TaskState.SUCCEEDED);
                }
                if (chance.nextInt(10) == 0) {
                    run.failed(task);
                } else {
                    ready.addAll(run.succeeded(task));
                }
            }
            assertThat(run.isOver()).as("seed %d", seed).isTrue();
        }
    }
}
