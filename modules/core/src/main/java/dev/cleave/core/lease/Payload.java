package dev.cleave.core.lease;

import java.util.Arrays;

/** A user's value as bytes, either carried along or named by content. Opaque to every decision. */
public sealed interface Payload {

    /** How many bytes the value takes. */
    long size();

    /** A payload carried inside a message, of at most 64 KiB. The array must not be changed. */
    record Inline(byte[] bytes) implements Payload {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inline that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Inline[" + bytes.length + " bytes]";
        }
    }

    /**
     * A larger payload, kept as a blob and named by its content.
     *
     * @param sha256 the SHA-256 of the bytes, as 64 lower-case hexadecimal digits
     * @param size how many bytes
     */
    record Blob(String sha256, long size) implements Payload {}
}
