package dev.cleave.wire.value;

import dev.cleave.wire.blob.Sha256;
import java.util.Arrays;

/**
 * A value as bytes.
 *
 * @param bytes the bytes; must not be changed
 * @param isSteady whether an equal value, made in another process, has the same bytes
 */
public record Encoded(byte[] bytes, boolean isSteady) {

    /**
     * A 64-bit digest of the bytes, by which a changed value is noticed.
     *
     * @return the first 8 bytes of their SHA-256, never 0; but 0 if the bytes of equal values may differ
     */
    public long digest() {
        return isSteady ? digestOf(bytes) : 0;
    }

    private static long digestOf(byte[] bytes) {
        byte[] sha256 = Sha256.of(bytes);
        long digest = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            digest = digest << 8 | (sha256[i] & 0xff);
        }
        return digest == 0 ? 1 : digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoded that && isSteady == that.isSteady && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Encoded[" + bytes.length + " bytes]";
    }
}
