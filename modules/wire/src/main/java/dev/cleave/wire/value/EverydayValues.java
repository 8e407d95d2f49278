package dev.cleave.wire.value;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Null, boxed numbers, strings, big integers and arrays of the common primitives: values that most jobs' results are,
 * and that nothing needs to be loaded for. A tag, then the value, most significant byte first.
 */
final class EverydayValues {

    private static final byte NULL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte INTEGER = 3;
    private static final byte LONG = 4;
    private static final byte DOUBLE = 5;
    private static final byte STRING = 6;
    private static final byte BIG_INTEGER = 7;
    private static final byte BYTES = 8;
    private static final byte INTS = 9;
    private static final byte LONGS = 10;
    private static final byte DOUBLES = 11;

    private EverydayValues() {}

    /** The bytes, in a buffer of exactly their size, or null if the value is not an everyday one. */
    static @Nullable ByteBuffer encode(@Nullable Object value) {
        if (value == null) {
            return tagged(NULL, 0);
        }
        Class<?> type = value.getClass();
        if (type == Long.class) {
            return tagged(LONG, Long.BYTES).putLong((Long) value);
        } else if (type == Integer.class) {
            return tagged(INTEGER, Integer.BYTES).putInt((Integer) value);
        } else if (type == Double.class) {
            return tagged(DOUBLE, Double.BYTES).putDouble((Double) value);
        } else if (type == Boolean.class) {
            return tagged((Boolean) value ? TRUE : FALSE, 0);
        } else if (type == String.class) {
            return string((String) value);
        } else if (type == BigInteger.class) {
            byte[] bytes = ((BigInteger) value).toByteArray();
            return tagged(BIG_INTEGER, bytes.length).put(bytes);
        } else if (type == byte[].class) {
            return tagged(BYTES, ((byte[]) value).length).put((byte[]) value);
        } else if (type == int[].class) {
            ByteBuffer bytes = tagged(INTS, size(((int[]) value).length, Integer.BYTES));
            bytes.slice().asIntBuffer().put((int[]) value);
            return bytes;
        } else if (type == long[].class) {
            ByteBuffer bytes = tagged(LONGS, size(((long[]) value).length, Long.BYTES));
            bytes.slice().asLongBuffer().put((long[]) value);
            return bytes;
        } else if (type == double[].class) {
            ByteBuffer bytes = tagged(DOUBLES, size(((double[]) value).length, Double.BYTES));
            bytes.slice().asDoubleBuffer().put((double[]) value);
            return bytes;
        }
        return null;
    }

    /** Text that is not proper Unicode is left to others. */
    private static @Nullable ByteBuffer string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(bytes, StandardCharsets.UTF_8).equals(text)
                        ? tagged(STRING, bytes.length).put(bytes)
                        : null;
            }
        }
        return tagged(STRING, bytes.length).put(bytes);
    }

    private static int size(int length, int each) {
        long size = (long) length * each;
        if (size > Integer.MAX_VALUE - 16) {
            throw new NotEncodableException("an array of " + length + " elements is too long for one value", null);
        }
        return (int) size;
    }

    private static ByteBuffer tagged(byte tag, int size) {
        return ByteBuffer.allocate(size + 1).put(tag);
    }

    static @Nullable Object decode(ByteBuffer bytes) {
        byte tag = bytes.get();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case INTEGER -> bytes.getInt();
            case LONG -> bytes.getLong();
            case DOUBLE -> bytes.getDouble();
            case STRING -> new String(rest(bytes), StandardCharsets.UTF_8);
            case BIG_INTEGER -> new BigInteger(rest(bytes));
            case BYTES -> rest(bytes);
            case INTS -> {
                int[] ints = new int[bytes.remaining() / Integer.BYTES];
                bytes.asIntBuffer().get(ints);
                yield ints;
            }
            case LONGS -> {
                long[] longs = new long[bytes.remaining() / Long.BYTES];
                bytes.asLongBuffer().get(longs);
                yield longs;
            }
            case DOUBLES -> {
                double[] doubles = new double[bytes.remaining() / Double.BYTES];
                bytes.asDoubleBuffer().get(doubles);
                yield doubles;
            }
            default -> throw new NotEncodableException("a value of no known kind: " + tag, null);
        };
    }

    private static byte[] rest(ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }
}
