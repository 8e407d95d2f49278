package dev.cleave.core.graph.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LaneQueueTest {

    private final LaneQueue<String> queue = new LaneQueue<>(3);

    @Test
    void theLongestWayToGoIsFirst() {
        queue.add("short", 1, 5, 0);
        queue.add("long", 1, 9, 0);
        queue.add("same", 1, 5, 0);
        queue.add("last", 1, 1, 1);
        queue.add("first", 1, 1, 0);
        assertThat(queue.begin()).containsExactly("long", "short", "same");
        assertThat(queue.begin()).isEmpty();
        queue.end("short");
        assertThat(queue.begin()).containsExactly("first");
    }

    @Test
    void whoWantsTooManyLanesLetsOthersPass() {
        queue.add("one", 2, 9, 0);
        queue.add("two", 2, 8, 0);
        queue.add("three", 1, 7, 0);
        assertThat(queue.begin()).containsExactly("one", "three");
        assertThat(queue.lanesOf("one")).isEqualTo(2);
        queue.end("three");
        assertThat(queue.begin()).isEmpty();
        queue.end("one");
        assertThat(queue.begin()).containsExactly("two");
    }

    @Test
    void moreLanesThanThereAreMeansAll() {
        queue.add("all", 100, 1, 0);
        assertThat(queue.begin()).containsExactly("all");
        assertThat(queue.lanesOf("all")).isEqualTo(3);
    }

    @Test
    void whoIsDroppedDoesNotBegin() {
        queue.add("a", 1, 1, 0);
        assertThat(queue.drop("a")).isTrue();
        assertThat(queue.drop("a")).isFalse();
        assertThat(queue.begin()).isEmpty();
        queue.end("a");
        queue.add("a", 3, 1, 0);
        assertThat(queue.begin()).containsExactly("a");
        assertThatThrownBy(() -> queue.add("a", 1, 1, 0)).hasMessage("a: ready twice (expected: once)");
    }
}
