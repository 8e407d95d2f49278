package dev.cleave.core.coordination;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.path.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known under one lease, by relative path; no path leads to another.
 *
 * <p>Paths are ordered so that everything under a path follows it at once. And since no entry lies under another, the
 * only entry that can lie above a path is the nearest one that is not greater.
 */
final class KnownUnder {

    private static final Comparator<CheckpointedResult> FINEST_FIRST = Comparator.<CheckpointedResult>comparingLong(
                    entry -> entry.weight)
            .thenComparing(entry -> -entry.path.length())
            .thenComparing(entry -> entry.path);

    private final TreeMap<Path, KnownEntry> byPath = new TreeMap<>();
    /** Checkpointed results that the holder does not know to be known, and that may be forgotten therefore. */
    private final TreeSet<CheckpointedResult> forgettable = new TreeSet<>(FINEST_FIRST);

    private long forgettableBytes;
    private long promisedWeight;

    /** The entry that lies at or above a path, if there is one. */
    @Nullable
    KnownEntry atOrAbove(Path path) {
        Map.Entry<Path, KnownEntry> nearest = byPath.floorEntry(path);
        return nearest != null && nearest.getKey().leadsTo(path) ? nearest.getValue() : null;
    }

    /** The entries that lie at or under a path. */
    List<KnownEntry> atOrUnder(Path path) {
        List<KnownEntry> found = new ArrayList<>();
        for (Map.Entry<Path, KnownEntry> entry : byPath.tailMap(path, true).entrySet()) {
            if (!path.leadsTo(entry.getKey())) {
                break;
            }
            found.add(entry.getValue());
        }
        return found;
    }

    void add(KnownEntry entry) {
        byPath.put(entry.path, entry);
        if (entry instanceof CheckpointedResult result && !result.promised) {
            forgettable.add(result);
            forgettableBytes += result.bytes;
        }
    }

    /** Adds a result that the holder was told of, by another coordinator. */
    void addPromised(CheckpointedResult result) {
        result.promised = true;
        promisedWeight += result.weight;
        byPath.put(result.path, result);
    }

    void remove(KnownEntry entry) {
        byPath.remove(entry.path);
        if (entry instanceof CheckpointedResult result && forgettable.remove(result)) {
            forgettableBytes -= result.bytes;
        }
    }

    /** Takes out the finest checkpointed results that are too many or too large together. */
    List<CheckpointedResult> forgetFinest(int most, long mostBytes) {
        List<CheckpointedResult> forgotten = new ArrayList<>();
        while (forgettable.size() > most || forgettableBytes > mostBytes) {
            CheckpointedResult finest = forgettable.first();
            remove(finest);
            forgotten.add(finest);
        }
        return forgotten;
    }

    /** Makes everything forgettable again that a checkpoint reported: there is no holder now. */
    void unpromise() {
        for (KnownEntry entry : byPath.values()) {
            if (entry.promised) {
                entry.promised = false;
                if (entry instanceof CheckpointedResult result) {
                    forgettable.add(result);
                    forgettableBytes += result.bytes;
                }
            }
        }
    }

    /** The weight of the checkpointed results that the holder was told of. */
    long promisedWeight() {
        return promisedWeight;
    }

    /** Everything, in order of path, as a new holder is told; from now on it relies on it. */
    List<KnownChild> promiseAll() {
        forgettable.clear();
        forgettableBytes = 0;
        promisedWeight = 0;
        return describe(true);
    }

    /** What {@link #promiseAll} said, once more. */
    List<KnownChild> promised() {
        return describe(false);
    }

    private List<KnownChild> describe(boolean promise) {
        List<KnownChild> known = new ArrayList<>(byPath.size());
        for (KnownEntry entry : byPath.values()) {
            if (promise) {
                entry.promised = true;
                entry.deliveredAt = KnownEntry.NEVER;
                promisedWeight += entry instanceof CheckpointedResult ? entry.weight : 0;
            }
            if (entry.promised) {
                known.add(entry.toKnownChild());
            }
        }
        return known;
    }

    Collection<KnownEntry> all() {
        return byPath.values();
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    void clear() {
        byPath.clear();
        forgettable.clear();
        forgettableBytes = 0;
    }
}
