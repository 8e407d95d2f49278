package dev.cleave.api;

/**
 * A way to turn values into bytes and back, for types that the default encoding does not know.
 *
 * <p>Must be deterministic: equal values give equal bytes. Called from many threads at once.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /**
     * The bytes of a value.
     *
     * @param value the value
     * @return its bytes
     */
    byte[] encode(T value);

    /**
     * The value of some bytes.
     *
     * @param bytes what {@link #encode} returned, possibly in another process
     * @return the value
     */
    T decode(byte[] bytes);
}
