package dev.cleave.wire.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as jobs have them. */
final class Sorts {

    record Point(int x, long y) {}

    enum Color {
        RED,
        GREEN {
            @Override
            boolean isNice() {
                return true;
            }
        };

        boolean isNice() {
            return false;
        }
    }

    record Board(int size, int[] rows, List<Point> queens, String name, Color color, BigInteger count) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Board that
                    && size == that.size
                    && java.util.Arrays.equals(rows, that.rows)
                    && queens.equals(that.queens)
                    && name.equals(that.name)
                    && color == that.color
                    && count.equals(that.count);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    record Pair<A, B>(@Nullable A left, @Nullable B right) {}

    record Chain(int head, @Nullable Chain tail) {
        static @Nullable Chain of(int length) {
            Chain chain = null;
            for (int i = 0; i < length; i++) {
                chain = new Chain(i, chain);
            }
            return chain;
        }
    }

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Group(List<Shape> shapes, Map<String, Shape> named) implements Shape {}

    /** A class like any other, with a superclass, a final field and one that is not written. */
    static class Counter extends Base {
        final List<Integer> steps = new ArrayList<>();
        transient int scratch;

        @Override
        public boolean equals(Object other) {
            return other instanceof Counter that && steps.equals(that.steps) && start == that.start;
        }

        @Override
        public int hashCode() {
            return steps.hashCode();
        }
    }

    static class Base {
        int start;
    }

    static final class Worker extends Thread {}

    static final class Knot {
        final String name = "knot";

        @Nullable
        Object other;
    }

    private Sorts() {}

    static Board board() {
        return new Board(
                8,
                new int[] {1, 2, 3},
                List.of(new Point(1, 2), new Point(3, Long.MIN_VALUE)),
                "é∞\ud83d\ude00",
                Color.GREEN,
                BigInteger.TEN.pow(50));
    }

    static Counter counter() {
        Counter counter = new Counter();
        counter.start = 5;
        counter.steps.add(7);
        return counter;
    }
}
