package dev.cleave.wire.value;

import dev.cleave.api.Code;
import dev.cleave.api.Codec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one job's problems, or its results, become bytes and values again.
 *
 * <p>If the job has a {@link Codec} of its own, that does it all. Else the first byte tells how: small everyday values
 * by themselves, protobuf messages as protobuf, everything else by Fory, which is not loaded before the first such
 * value. Fory takes classes of the job and the JDK's value types and collections; all others are refused by name, with
 * the field that holds them. One object met twice becomes two equal ones; an object that contains itself is refused.
 *
 * <p>Equal values have equal bytes in every process, but for two kinds: hash maps and hash sets ({@code HashMap}, {@code
 * Set.of}), whose order depends on their past or on the process, and views ({@code List.subList}), which come back as
 * plain lists. Values with those inside are encoded all the same, and {@link Encoded#isSteady} says so.
 *
 * <p>Safe for use by many threads at once.
 *
 * @param <T> the type of the values
 */
public final class ValueCodec<T> {

    private final Code notEncodable;
    private final Code tooLarge;
    private final @Nullable Codec<T> own;
    private final long mostBytes;
    private final AnyValues any;

    private ValueCodec(Code notEncodable, Code tooLarge, @Nullable Codec<T> own, ClassLoader loader, long mostBytes) {
        this.notEncodable = notEncodable;
        this.tooLarge = tooLarge;
        this.own = own;
        this.mostBytes = mostBytes;
        this.any = new AnyValues(loader);
    }

    /**
     * A codec of problems.
     *
     * @param own the job's own codec, or empty for the default
     * @param loader the class loader of the job's classes
     * @param mostBytes how many bytes a value may take
     */
    public static <T> ValueCodec<T> ofProblems(Optional<Codec<T>> own, ClassLoader loader, long mostBytes) {
        return new ValueCodec<>(
                Code.PROBLEM_NOT_ENCODABLE, Code.PROBLEM_TOO_LARGE, own.orElse(null), loader, mostBytes);
    }

    /**
     * A codec of results.
     *
     * @param own the job's own codec, or empty for the default
     * @param loader the class loader of the job's classes
     * @param mostBytes how many bytes a value may take
     */
    public static <T> ValueCodec<T> ofResults(Optional<Codec<T>> own, ClassLoader loader, long mostBytes) {
        return new ValueCodec<>(Code.RESULT_NOT_ENCODABLE, Code.RESULT_TOO_LARGE, own.orElse(null), loader, mostBytes);
    }

    /**
     * A value as bytes.
     *
     * @param value the value; null only if the job has no codec of its own, or that takes it
     * @throws ValueRefusedException if it cannot be encoded, or takes too many bytes
     */
    public Encoded encode(@Nullable T value) throws ValueRefusedException {
        Encoded encoded;
        try {
            encoded = own == null ? any.encode(value) : new Encoded(byOwn(own, value), true);
        } catch (NotEncodableException refused) {
            throw new ValueRefusedException(notEncodable, String.valueOf(refused.getMessage()), refused.getCause());
        } catch (RuntimeException | StackOverflowError | LinkageError thrown) {
            throw new ValueRefusedException(notEncodable, describe(value) + ": " + thrown, thrown);
        }
        if (encoded.bytes().length > mostBytes) {
            throw new ValueRefusedException(
                    tooLarge,
                    describe(value) + ": " + encoded.bytes().length + " bytes (expected: at most " + mostBytes + ")",
                    null);
        }
        return encoded;
    }

    /**
     * The value of some bytes.
     *
     * @param bytes what {@link #encode} gave, possibly in another process
     * @throws ValueRefusedException if these are not the bytes of a value, or of one whose class is refused
     */
    @SuppressWarnings("unchecked")
    public @Nullable T decode(byte[] bytes) throws ValueRefusedException {
        try {
            return own == null ? (T) any.decode(bytes) : own.decode(bytes);
        } catch (NotEncodableException refused) {
            throw new ValueRefusedException(notEncodable, String.valueOf(refused.getMessage()), refused.getCause());
        } catch (RuntimeException | StackOverflowError | LinkageError thrown) {
            throw new ValueRefusedException(notEncodable, bytes.length + " bytes cannot be decoded: " + thrown, thrown);
        }
    }

    /** Loads what the first value of a class of its own would have to wait for: takes about a third of a second. */
    public static void warmUp() {
        AnyValues.warmUp();
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // A codec that does not take null throws, and that is reported.
    private static <T> byte[] byOwn(Codec<T> own, @Nullable T value) {
        byte[] bytes = own.encode(value);
        if (bytes == null) {
            throw new NotEncodableException(
                    describe(value) + ": the job's codec " + own.getClass().getName() + " returned null", null);
        }
        return bytes;
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
