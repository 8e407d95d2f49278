package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import dev.cleave.wire.value.Encoded;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks, inputs and results to bytes and back. Safe for use by many threads. */
final class Copies {

    private static final long MOST_BYTES = 1L << 30;
    private static final String CANNOT = " cannot be encoded";

    /** Values that nobody can change, and that come back as they went. */
    private static final Set<Class<?>> SAME =
            Set.of(Long.class, Integer.class, Double.class, Boolean.class, String.class, java.math.BigInteger.class);

    private final ClassLoader loader;
    private final ValueCodec<Object> codec;

    /** Of values whose classes are found here. */
    Copies(ClassLoader loader) {
        this.loader = loader;
        this.codec = ValueCodec.ofProblems(Optional.empty(), loader, MOST_BYTES);
    }

    ClassLoader loader() {
        return loader;
    }

    /**
     * A value as bytes.
     *
     * @param name what the value is, by which the path of what is refused begins
     * @throws CleaveException {@code INVALID_ARGUMENT}, whose field is the path to what cannot be encoded
     */
    byte[] encode(String name, @Nullable Object value) {
        try {
            return encoded(value).bytes();
        } catch (ValueRefusedException refused) {
            throw named(name, value, refused);
        }
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // The default codec takes null.
    private Encoded encoded(@Nullable Object value) throws ValueRefusedException {
        return codec.encode(value);
    }

    /** The value of bytes that {@link #encode} gave. */
    @Nullable
    Object decode(byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (ValueRefusedException refused) {
            throw CleaveException.of("NOT_DECODABLE", String.valueOf(refused.getMessage()), false, refused);
        }
    }

    /** An equal value that shares nothing with this one that could be changed. */
    @Nullable
    Object copy(String name, @Nullable Object value) {
        return value == null || SAME.contains(value.getClass()) ? value : decode(encode(name, value));
    }

    /** What came of a chunk, as bytes; a result that cannot travel has become the failure of its task. */
    byte[] encode(Done done) {
        try {
            return encoded(done).bytes();
        } catch (ValueRefusedException one) {
            return encode("results", sifted(done));
        }
    }

    private Done sifted(Done done) {
        @Nullable Object[] values = done.values().clone();
        @Nullable
        Thrown[] thrown = done.thrown() == null
                ? new Thrown[values.length]
                : done.thrown().clone();
        for (int i = 0; i < values.length; i++) {
            try {
                encode("result", values[i]);
            } catch (CleaveException refused) {
                values[i] = null;
                thrown[i] = Thrown.of(refused);
            }
        }
        return new Done(values, thrown, done.nanos());
    }

    private static CleaveException named(String name, @Nullable Object value, ValueRefusedException refused) {
        String text = String.valueOf(refused.getMessage());
        String root = value == null ? "null" : rootName(value.getClass());
        int colon = text.startsWith(root) ? text.indexOf(": ", root.length()) : -1;
        if (colon < 0) {
            return CleaveException.invalid(name, text, "something that can be sent to another process");
        }
        String path = name + text.substring(root.length(), colon);
        String what = text.substring(colon + 2);
        int cannot = what.indexOf(CANNOT);
        int expected = what.indexOf(" (expected: ");
        return CleaveException.invalid(
                path,
                cannot >= 0 ? what.substring(0, cannot) : expected >= 0 ? what.substring(0, expected) : what,
                expected(
                        what,
                        expected >= 0
                                ? what.substring(expected + " (expected: ".length(), what.length() - 1)
                                : "something that can be sent to another process"));
    }

    private static String expected(String what, String otherwise) {
        return what.startsWith("a lambda that is not")
                ? "a Task, an Action, a Mapping or another serializable one"
                : otherwise;
    }

    private static String rootName(Class<?> type) {
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }
}
