package dev.cleave.service.store;

import java.util.List;
import java.util.Optional;

/** Which blobs are kept. Thread-safe. */
public interface Blobs {

    /** The blob with this name. */
    Optional<BlobRow> find(String sha256);

    /** Blobs from the one not used for longest, at most so many. */
    List<BlobRow> leastRecentlyUsed(int limit);

    /** How many bytes all of them have together. */
    long totalSize();
}
