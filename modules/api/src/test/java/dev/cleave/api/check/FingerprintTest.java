package dev.cleave.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private record Board(int[] rows, List<String> names) {}

    private static final class Node {
        final int value;

        @Nullable
        Node next;

        transient int cached;

        Node(int value, @Nullable Node next) {
            this.value = value;
            this.next = next;
        }
    }

    @Test
    void looksIntoArraysAndRecords() {
        Board board = new Board(new int[] {1, 2}, List.of("a"));

        assertThat(Fingerprint.same(board, new Board(new int[] {1, 2}, new ArrayList<>(List.of("a")))))
                .isTrue();
        assertThat(Fingerprint.same(board, new Board(new int[] {2, 1}, List.of("a"))))
                .isFalse();
        assertThat(Fingerprint.same(board, new Board(new int[] {1, 2}, List.of("b"))))
                .isFalse();
        assertThat(Fingerprint.same(new long[][] {{1}, {2, 3}}, new long[][] {{1}, {2, 3}}))
                .isTrue();
        assertThat(Fingerprint.same(new long[][] {{1}, {2, 3}}, new long[][] {{1, 2}, {3}}))
                .isFalse();
    }

    @Test
    void looksIntoFieldsOfClassesWithoutEquals() {
        Node node = new Node(1, new Node(2, null));
        node.cached = 7;

        assertThat(Fingerprint.same(node, new Node(1, new Node(2, null)))).isTrue();
        assertThat(Fingerprint.same(node, new Node(1, new Node(3, null)))).isFalse();
        assertThat(Fingerprint.same(node, new Node(1, null))).isFalse();
    }

    @Test
    void endsWhereAValueContainsItself() {
        Node a = new Node(1, null);
        a.next = a;
        Node b = new Node(1, null);
        b.next = b;

        assertThat(Fingerprint.same(a, b)).isTrue();
        assertThat(Fingerprint.same(a, new Node(1, null))).isFalse();
    }

    @Test
    void comparesNumbersByTheirBits() {
        assertThat(Fingerprint.same(0.0, -0.0)).isFalse();
        assertThat(Fingerprint.same(Double.NaN, Double.NaN)).isTrue();
        assertThat(Fingerprint.same(0.1 + 0.2, 0.3)).isFalse();
        assertThat(Fingerprint.same(new float[] {1}, new float[] {Math.nextUp(1f)}))
                .isFalse();
        assertThat(Fingerprint.same(1, 1L)).isFalse();
        assertThat(Fingerprint.same(BigInteger.TEN, new BigInteger("10"))).isTrue();
    }

    @Test
    void takesNoNoteOfTheOrderOfSetsAndMaps() {
        Map<String, Integer> oneWay = new LinkedHashMap<>();
        oneWay.put("a", 1);
        oneWay.put("b", 2);
        Map<String, Integer> otherWay = new LinkedHashMap<>();
        otherWay.put("b", 2);
        otherWay.put("a", 1);

        assertThat(Fingerprint.same(oneWay, otherWay)).isTrue();
        assertThat(Fingerprint.same(oneWay, new TreeMap<>(otherWay))).isTrue();
        assertThat(Fingerprint.same(oneWay, new HashMap<>(Map.of("a", 2, "b", 1))))
                .isFalse();
        assertThat(Fingerprint.same(new LinkedHashSet<>(List.of(1, 2)), new LinkedHashSet<>(List.of(2, 1))))
                .isTrue();
        assertThat(Fingerprint.same(List.of(1, 2), List.of(2, 1))).isFalse();
        assertThat(Fingerprint.same(List.of(1, 2), Set.of(1, 2))).isFalse();
    }

    @Test
    void tellsNothingFromSomething() {
        assertThat(Fingerprint.same(null, null)).isTrue();
        assertThat(Fingerprint.same(null, "")).isFalse();
        assertThat(Fingerprint.same(Optional.empty(), Optional.of(""))).isFalse();
        assertThat(Fingerprint.same(Optional.of("x"), Optional.of("x"))).isTrue();
    }

    @Test
    void describesValuesInALine() {
        assertThat(Fingerprint.describe(new int[][] {{1, 2}, {3}})).isEqualTo("[[1, 2], [3]]");
        assertThat(Fingerprint.describe(null)).isEqualTo("null");
        assertThat(Fingerprint.describe("x".repeat(1000))).hasSize(201).endsWith("…");
    }
}
