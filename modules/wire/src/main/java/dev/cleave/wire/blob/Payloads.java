package dev.cleave.wire.blob;

import dev.cleave.core.lease.Payload;
import java.io.IOException;

/** Encoded values as payloads: inside messages while they are small, as blobs when they are not. */
public final class Payloads {

    /** The largest value that travels inside a message: 64 KiB. */
    public static final int MOST_INLINE_BYTES = 64 << 10;

    private Payloads() {}

    /**
     * The payload of an encoded value.
     *
     * @param bytes the encoded value; must not be changed afterwards
     * @param folder where it becomes a blob if it is larger than {@link #MOST_INLINE_BYTES}
     * @throws IOException if the blob cannot be written
     */
    public static Payload of(byte[] bytes, BlobFolder folder) throws IOException {
        return of(bytes, folder, MOST_INLINE_BYTES);
    }

    /**
     * The payload of an encoded value that may have less room than usual inside its message.
     *
     * @param mostInline the largest value that may be carried along, in bytes
     */
    public static Payload of(byte[] bytes, BlobFolder folder, int mostInline) throws IOException {
        if (bytes.length <= Math.min(mostInline, MOST_INLINE_BYTES)) {
            return new Payload.Inline(bytes);
        }
        return folder.put(bytes);
    }

    /**
     * The encoded value of a payload.
     *
     * @param folder where to look if the payload is a blob
     * @return the bytes; must not be changed
     * @throws IOException if the blob is not there or not whole
     */
    public static byte[] bytes(Payload payload, BlobFolder folder) throws IOException {
        if (payload instanceof Payload.Inline inline) {
            return inline.bytes();
        }
        return folder.read((Payload.Blob) payload);
    }
}
