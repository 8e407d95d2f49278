package dev.cleave.core.queue;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The owners that have jobs, terms of their own, or usage that still counts; the others are forgotten. */
final class OwnerTable {

    private static final int FEW = 100;

    private final long halfLifeNanos;
    private final Map<String, OwnerRecord> byName = new HashMap<>();
    private int sweepAt = FEW;

    OwnerTable(long halfLifeNanos) {
        this.halfLifeNanos = halfLifeNanos;
    }

    @Nullable
    OwnerRecord find(String name) {
        return byName.get(name);
    }

    OwnerRecord findOrAdd(String name) {
        return byName.computeIfAbsent(name, same -> new OwnerRecord(same, halfLifeNanos));
    }

    int size() {
        return byName.size();
    }

    /** Forgets who is of no account, whenever there are twice as many as were left the last time. */
    void sweep(long now) {
        if (byName.size() >= sweepAt) {
            byName.values().removeIf(owner -> owner.isForgettable(now));
            sweepAt = Math.max(FEW, 2 * byName.size());
        }
    }
}
