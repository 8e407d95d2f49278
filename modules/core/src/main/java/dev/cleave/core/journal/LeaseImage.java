package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the journal says of a lease. */
public final class LeaseImage extends KeptImage {

    final @Nullable Payload problem;
    /** Whether it runs beside the lanes. */
    boolean beside;
    /** No path leads to another; see the order of {@link Path}. */
    final TreeMap<Path, KeptImage> under = new TreeMap<>();

    int attempt;
    int deaths;

    @Nullable
    NodeId holder;

    LeaseImage(
            PathKey key,
            @Nullable LeaseImage parent,
            Path path,
            long weight,
            long problemDigest,
            @Nullable Payload problem) {
        super(key, parent, path, weight, problemDigest);
        this.problem = problem;
    }

    /** The subproblem's value; null for the root. */
    public @Nullable Payload problem() {
        return problem;
    }

    /** Whether it waits more than it computes, and runs beside the lanes. */
    public boolean beside() {
        return beside;
    }

    /** The latest attempt that was granted, 0 if none was. */
    public int attempt() {
        return attempt;
    }

    /** How many runners died of it, without progress in between. */
    public int deaths() {
        return deaths;
    }

    /** The node that holds the latest attempt, as far as was written; null if none does. */
    public @Nullable NodeId holder() {
        return holder;
    }

    /** What is known or leased under it, in order of path. */
    public Collection<KeptImage> under() {
        return Collections.unmodifiableCollection(under.values());
    }

    LeaseId id() {
        return new LeaseId(key, attempt);
    }

    @Nullable
    KeptImage atOrAbove(Path at) {
        Map.Entry<Path, KeptImage> nearest = under.floorEntry(at);
        return nearest != null && nearest.getKey().leadsTo(at) ? nearest.getValue() : null;
    }

    List<KeptImage> atOrUnder(Path at) {
        List<KeptImage> found = new ArrayList<>();
        for (Map.Entry<Path, KeptImage> entry : under.tailMap(at, true).entrySet()) {
            if (!at.leadsTo(entry.getKey())) {
                break;
            }
            found.add(entry.getValue());
        }
        return found;
    }
}
