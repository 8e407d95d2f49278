package dev.cleave.service.keeper;

import dev.cleave.core.lease.Payload;
import java.io.IOException;

/** Where large results go. Safe for use by many threads. */
public interface ResultBlobs {

    /**
     * A result as the store keeps it: itself, or the name of a blob that is kept.
     *
     * @param inlineBytes up to how many bytes it is itself
     * @throws IOException if the blob cannot be kept
     */
    Payload payload(byte[] result, long inlineBytes) throws IOException;
}
