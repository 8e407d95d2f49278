package dev.cleave.service.store;

import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.blob.IncomingBlob;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;

/** Between the file of a blob and the parts of it that the store keeps. */
public final class BlobParts {

    /** How many bytes a part has, but for the last one: few enough that nobody waits for long behind one. */
    static final int PART_BYTES = 1 << 20;

    private BlobParts() {}

    /** Where a part goes; says whether to go on. */
    @FunctionalInterface
    public interface Keeper {
        /** Keeps a part. */
        boolean keep(int part, byte[] bytes);
    }

    /** How many parts a blob has; an empty one has one of no bytes. */
    static int count(Payload.Blob blob) {
        return (int) Math.max(1, (blob.size() + PART_BYTES - 1) / PART_BYTES);
    }

    /**
     * Hands out the parts of a blob in order, as long as they are wanted.
     *
     * @return whether all of them were
     */
    public static boolean split(Payload.Blob blob, BlobFolder from, Keeper keeper) throws IOException {
        int count = count(blob);
        for (int part = 0; part < count; part++) {
            if (!keeper.keep(part, from.readPart(blob, (long) part * PART_BYTES, PART_BYTES))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Puts the parts of a blob together in a folder.
     *
     * @return whether all of them are there
     * @throws IOException if they are not the blob's, or cannot be written
     */
    public static boolean join(Payload.Blob blob, BlobFolder into, IntFunction<Optional<byte[]>> parts)
            throws IOException {
        int count = count(blob);
        try (IncomingBlob incoming = into.receive(blob)) {
            for (int part = 0; part < count; part++) {
                Optional<byte[]> bytes = parts.apply(part);
                if (bytes.isEmpty()) {
                    return false;
                }
                if (incoming.add(incoming.received(), bytes.get())) {
                    return true;
                }
            }
        }
        return false;
    }
}
