package dev.cleave.service.store;

import java.util.List;
import java.util.Optional;

/** Which blobs are kept. Thread-safe. */
public interface Blobs {

    /** The blob with this name. */
    Optional<BlobRow> find(String sha256);

    /** A part of the bytes of a blob, from 0 on; empty if there is none, as where blobs are files of their own. */
    Optional<byte[]> part(String sha256, int part);

    /** Blobs from the one not used for longest, at most so many. */
    List<BlobRow> leastRecentlyUsed(int limit);

    /** How many bytes all of them have together. */
    long totalSize();
}
