package dev.cleave.wire.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.wire.value.Sorts.Circle;
import dev.cleave.wire.value.Sorts.Color;
import dev.cleave.wire.value.Sorts.Group;
import dev.cleave.wire.value.Sorts.Pair;
import dev.cleave.wire.value.Sorts.Point;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import jobs.BoardMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

    private static final ValueCodec<Object> codec = codec();
    private static final ValueCodec<Object> elsewhere = codec();

    static ValueCodec<Object> codec() {
        return ValueCodec.ofProblems(Optional.empty(), ValueCodecTest.class.getClassLoader(), 64 << 20);
    }

    static Stream<Object> steady() {
        return Stream.of(
                42,
                -1L,
                1.5,
                Double.NaN,
                true,
                false,
                'c',
                (byte) 1,
                (short) 2,
                2.5f,
                "",
                "é∞\ud83d\ude00",
                "half a pair: \ud83d",
                BigInteger.TWO.pow(100).negate(),
                new BigDecimal("1.50"),
                new int[] {1, Integer.MIN_VALUE},
                new long[] {1, Long.MIN_VALUE},
                new double[] {1, -0.0},
                new byte[] {1, -1},
                new boolean[] {true, false},
                new char[] {'a'},
                new short[] {1},
                new float[] {1},
                new long[][] {{1, 2}, {}, {3}},
                new String[][] {{"a"}, {"b", null}},
                new Integer[] {1, null},
                new Point[] {new Point(1, 2)},
                new Point(1, 2),
                Sorts.board(),
                Color.RED,
                Color.GREEN,
                new Pair<>("left", new Pair<>(1, null)),
                new Group(List.of(new Circle(1), new Group(List.of(), Collections.emptyMap())), new TreeMap<>()),
                Sorts.Chain.of(500),
                Sorts.counter(),
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Arrays.asList(1, null),
                new ArrayList<>(List.of("a", "b")),
                new LinkedList<>(List.of(1, 2)),
                Stream.of(1, 2, 3).toList(),
                Stream.of().toList(),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                new LinkedHashMap<>(Map.of("a", List.of(1))),
                new TreeSet<>(List.of(3, 1)),
                EnumSet.of(Color.GREEN),
                new EnumMap<>(Map.of(Color.RED, 1)),
                BitSet.valueOf(new long[] {5, 6}),
                Optional.of(new Point(1, 2)),
                Optional.empty(),
                Map.entry("key", new Point(1, 2)),
                Duration.ofNanos(5),
                LocalDate.of(2026, 11, 20),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                BoardMessage.newBuilder()
                        .setSize(8)
                        .addRows(3)
                        .putMarks("b", 1)
                        .putMarks("a", 2)
                        .build(),
                new Pair<>(BoardMessage.newBuilder().setSize(8).build(), 1));
    }

    @ParameterizedTest
    @MethodSource("steady")
    void aValueComesBackEqualAndItsBytesAreAlwaysTheSame(Object value) throws ValueRefusedException {
        Encoded encoded = codec.encode(value);
        Object back = codec.decode(encoded.bytes());
        assertThat(back).isEqualTo(value).hasSameClassAs(value);
        assertThat(encoded.isSteady()).isTrue();
        assertThat(codec.encode(back)).isEqualTo(encoded);
        assertThat(elsewhere.encode(value)).isEqualTo(encoded);
        assertThat(encoded.digest()).isNotZero().isEqualTo(codec.encode(back).digest());
    }

    static Stream<Object> unsteady() {
        return Stream.of(
                new HashMap<>(Map.of("a", 1, "b", 2)),
                new HashSet<>(List.of(1, 2)),
                Set.of(1, 2, 3),
                Stream.of(1, 2).toList(),
                Map.of(1, 2),
                new ConcurrentHashMap<>(Map.of(1, 2)),
                new ArrayList<>(List.of(1, 2, 3)).subList(1, 3),
                List.of(1, 2, 3).subList(1, 3),
                new LinkedList<>(List.of(1, 2, 3)).subList(1, 3),
                Collections.unmodifiableList(new ArrayList<>(List.of(1, 2))),
                new Pair<>(1, List.of(Map.of("deep", 1))));
    }

    @ParameterizedTest
    @MethodSource("unsteady")
    void aValueWhoseBytesMayDifferComesBackEqualAndSaysSo(Object value) throws ValueRefusedException {
        Encoded encoded = codec.encode(value);
        assertThat(codec.decode(encoded.bytes())).isEqualTo(value);
        assertThat(encoded.isSteady()).isFalse();
        assertThat(encoded.digest()).isZero();
    }

    @Test
    void nullIsAValue() throws ValueRefusedException {
        assertThat(codec.decode(codec.encode(null).bytes())).isNull();
    }

    @Test
    void everydayValuesAreAFewBytesAndNeedNothingLoaded() throws ValueRefusedException {
        assertThat(codec.encode(2279184L).bytes()).containsExactly(4, 0, 0, 0, 0, 0, 34, -57, 16);
        assertThat(codec.encode("é").bytes()).containsExactly(6, -61, -87);
        assertThat(codec.encode(new int[] {1}).bytes()).containsExactly(9, 0, 0, 0, 1);
    }

    @Test
    void whatIsNotWrittenIsLeftOut() throws ValueRefusedException {
        Sorts.Counter counter = Sorts.counter();
        counter.scratch = 5;
        Sorts.Counter back = (Sorts.Counter) codec.decode(codec.encode(counter).bytes());
        assertThat(back).isEqualTo(counter);
        assertThat(back.scratch).isZero();
    }

    @Test
    void aSerializableLambdaComesBack() throws ValueRefusedException {
        IntUnaryOperator twice = (IntUnaryOperator & Serializable) x -> 2 * x;
        Encoded encoded = codec.encode(new Pair<>(twice, 1));
        assertThat(encoded.isSteady()).isFalse();
        Pair<?, ?> back = (Pair<?, ?>) codec.decode(encoded.bytes());
        assertThat(back).isNotNull();
        assertThat(((IntUnaryOperator) back.left()).applyAsInt(21)).isEqualTo(42);
    }

    @Test
    void equalMessagesHaveEqualBytesWhateverTheOrderOfTheirMaps() throws ValueRefusedException {
        BoardMessage.Builder there = BoardMessage.newBuilder();
        BoardMessage.Builder back = BoardMessage.newBuilder();
        for (int i = 0; i < 100; i++) {
            there.putMarks("mark" + i, i);
            back.putMarks("mark" + (99 - i), 99 - i);
        }
        assertThat(codec.encode(there.build())).isEqualTo(codec.encode(back.build()));
    }

    @Test
    void manyThreadsEncodeAndDecodeAtOnce() throws Exception {
        byte[] expected = codec.encode(Sorts.board()).bytes();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 2_000; i++) {
                        assertThat(codec.encode(Sorts.board()).bytes()).isEqualTo(expected);
                        assertThat(codec.decode(expected)).isEqualTo(Sorts.board());
                    }
                } catch (ValueRefusedException refused) {
                    throw new IllegalStateException(refused);
                }
            }));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(60, TimeUnit.SECONDS);
        }
    }
}
