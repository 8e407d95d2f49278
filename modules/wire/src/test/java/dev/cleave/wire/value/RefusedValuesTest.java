package dev.cleave.wire.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleave.api.Code;
import dev.cleave.api.Codec;
import dev.cleave.api.JobFailure;
import dev.cleave.wire.value.Sorts.Knot;
import dev.cleave.wire.value.Sorts.Pair;
import dev.cleave.wire.value.Sorts.Point;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.fory.Fory;
import org.apache.fory.logging.LoggerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedValuesTest {

    private static final ClassLoader LOADER = RefusedValuesTest.class.getClassLoader();

    private static final ValueCodec<Object> problems = ValueCodec.ofProblems(Optional.empty(), LOADER, 1 << 20);
    private static final ValueCodec<Object> results = ValueCodec.ofResults(Optional.empty(), LOADER, 1 << 20);

    static Stream<Arguments> refused() {
        Knot knot = new Knot();
        knot.other = List.of(knot);
        Map<Object, Object> map = new HashMap<>();
        map.put("a", new Pair<>(1, new ByteArrayInputStream(new byte[0])));
        Object[] array = {1, null, new ReentrantLock()};
        Comparator<Integer> backwards = (a, b) -> b - a;
        TreeSet<Integer> sorted = new TreeSet<>(backwards);
        sorted.add(1);
        return Stream.of(
                Arguments.of(Thread.currentThread(), "Thread: java.lang.Thread cannot be encoded"),
                Arguments.of(Runtime.getRuntime(), "Runtime: java.lang.Runtime cannot be encoded"),
                Arguments.of(new Sorts.Worker(), "Worker: dev.cleave.wire.value.Sorts$Worker cannot be encoded"),
                Arguments.of(
                        new Pair<>(1, List.of(new Pair<>("x", new ReentrantLock()))),
                        "Pair.right[0].right: java.util.concurrent.locks.ReentrantLock cannot be encoded"),
                Arguments.of(new Pair<>(array, 1), "Pair.left[2]: java.util.concurrent.locks.ReentrantLock cannot be"),
                Arguments.of(map, "HashMap.value.right: java.io.ByteArrayInputStream cannot be encoded"),
                Arguments.of(new Pair<>(1, (Runnable) () -> {}), "Pair.right: a lambda that is not Serializable"),
                Arguments.of(new Pair<>(sorted, 1), "Pair.left.comparator(): a lambda that is not Serializable"),
                Arguments.of(new Pair<>(new File("x"), 1), "Pair.left: java.io.File cannot be encoded"),
                Arguments.of(
                        new Pair<>(1, Stream.of(1, null, 2).toList()),
                        "Pair.right: a list from Stream.toList() with a null in it cannot be encoded"),
                Arguments.of(knot, "Knot.other[0]: contains itself"),
                Arguments.of(Sorts.Chain.of(1_000_000), "Chain: nested too deeply"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theMessageNamesTheFieldAndTheClass(Object value, String message) {
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> problems.encode(value))
                .withMessageStartingWith(message)
                .withMessageContaining("expected: ")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.PROBLEM_NOT_ENCODABLE));
    }

    @Test
    void aRefusedValueDoesNotSpoilTheNext() throws ValueRefusedException {
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(ValueRefusedException.class)
                    .isThrownBy(() -> results.encode(new Pair<>("x", Thread.currentThread())))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.RESULT_NOT_ENCODABLE));
            assertThat(results.decode(results.encode(new Point(1, 2)).bytes())).isEqualTo(new Point(1, 2));
        }
    }

    @Test
    void aFailureCarriesPathAndStackTrace() {
        ValueRefusedException refused = catchThrowableOfType(
                ValueRefusedException.class, () -> results.encode(new Pair<>("x", Thread.currentThread())));
        JobFailure failure = refused.failure("/3/1");
        assertThat(failure.code()).isEqualTo(Code.RESULT_NOT_ENCODABLE);
        assertThat(failure.path()).isEqualTo("/3/1");
        assertThat(failure.message()).startsWith("Pair.right: java.lang.Thread");
        assertThat(failure.stackTrace()).contains("fory");
    }

    @Test
    void aValueOfTooManyBytesNamesItsSize() {
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> problems.encode(new byte[(1 << 20) + 1]))
                .withMessage("[B: 1048578 bytes (expected: at most 1048576)")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.PROBLEM_TOO_LARGE));
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> results.encode(List.of(new byte[1 << 20])))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.RESULT_TOO_LARGE));
    }

    @Test
    void bytesOfAClassThatIsNotAllowedAreRefusedByName() {
        LoggerFactory.disableLogging();
        Fory trusting = Fory.builder()
                .withXlang(false)
                .withCompatible(false)
                .requireClassRegistration(false)
                .build();
        byte[] file = trusting.serialize(new File("/etc/passwd"));
        byte[] bytes = new byte[file.length + 1];
        bytes[0] = 'F';
        System.arraycopy(file, 0, bytes, 1, file.length);
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> problems.decode(bytes))
                .withMessageContaining("java.io.File");
    }

    @Test
    void bytesOfAClassThatIsNotThereAreRefusedByName() throws ValueRefusedException {
        byte[] bytes = problems.encode(new Point(1, 2)).bytes();
        ValueCodec<Object> elsewhere =
                ValueCodec.ofProblems(Optional.empty(), ClassLoader.getPlatformClassLoader(), 1 << 20);
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> elsewhere.decode(bytes))
                .withMessageContaining(Point.class.getName());
    }

    @Test
    void damagedBytesAreAValueOrRefused() throws ValueRefusedException {
        Random random = new Random(1);
        byte[][] samples = {
            problems.encode(Sorts.board()).bytes(),
            problems.encode(List.of(1, "a", new Point(1, 2))).bytes(),
            problems.encode("text").bytes(),
            problems.encode(jobs.BoardMessage.newBuilder().setSize(3).build()).bytes()
        };
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = samples[random.nextInt(samples.length)].clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(3) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            refused += isRefused(bytes) ? 1 : 0;
        }
        assertThat(refused).isBetween(1, 2_999);
        assertThat(problems.decode(samples[1])).isEqualTo(List.of(1, "a", new Point(1, 2)));
    }

    private boolean isRefused(byte[] bytes) {
        try {
            problems.decode(bytes);
            return false;
        } catch (ValueRefusedException refused) {
            assertThat(refused.code()).isEqualTo(Code.PROBLEM_NOT_ENCODABLE);
            return true;
        }
    }

    @Test
    void aJobsOwnCodecDoesItAll() throws ValueRefusedException {
        ValueCodec<String> own = ValueCodec.ofResults(Optional.of(new Backwards()), LOADER, 5);
        Encoded encoded = own.encode("abc");
        assertThat(encoded).isEqualTo(new Encoded("cba".getBytes(), true));
        assertThat(own.decode(encoded.bytes())).isEqualTo("abc");
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> own.encode("abcdef"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(Code.RESULT_TOO_LARGE));
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> own.encode(null))
                .withMessageContaining("NullPointerException");
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> own.encode(""))
                .withMessage("java.lang.String: the job's codec " + Backwards.class.getName() + " returned null");
        assertThatExceptionOfType(ValueRefusedException.class)
                .isThrownBy(() -> own.decode(new byte[9]))
                .withMessage("9 bytes cannot be decoded: java.lang.IllegalStateException: too long");
    }

    private static final class Backwards implements Codec<String>, Serializable {
        @Override
        @SuppressWarnings("NullAway")
        public byte[] encode(String value) {
            return value.isEmpty()
                    ? null
                    : new StringBuilder(value).reverse().toString().getBytes();
        }

        @Override
        public String decode(byte[] bytes) {
            if (bytes.length > 5) {
                throw new IllegalStateException("too long");
            }
            return new StringBuilder(new String(bytes)).reverse().toString();
        }
    }
}
