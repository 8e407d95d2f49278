package dev.cleave.service.archive;

/** What has been expanded so far of a jar and of the archives inside it, held against the limits. */
final class Expansion {
    private static final long ANY_RATIO_BELOW = 1 << 20;

    private final ArchiveLimits limits;
    private long bytes;
    private int entries;

    Expansion(ArchiveLimits limits) {
        this.limits = limits;
    }

    void entry(String name) throws ArchiveRefused {
        if (++entries > limits.maxEntries()) {
            throw new ArchiveRefused(
                    ArchiveFault.TOO_MANY_ENTRIES,
                    name,
                    "entry " + entries + ", with those of archives inside",
                    "at most " + limits.maxEntries() + " entries");
        }
    }

    void expanded(String name, int count) throws ArchiveRefused {
        bytes += count;
        if (bytes > limits.maxExpandedBytes()) {
            throw new ArchiveRefused(
                    ArchiveFault.TOO_LARGE_EXPANDED,
                    name,
                    "more than " + (bytes - 1) + " bytes in all",
                    "at most " + limits.maxExpandedBytes() + " bytes");
        }
    }

    void ratio(String name, long compressed, long expanded) throws ArchiveRefused {
        if (expanded > ANY_RATIO_BELOW && expanded / Math.max(1, compressed) >= limits.maxRatio()) {
            throw new ArchiveRefused(
                    ArchiveFault.TOO_HIGH_RATIO,
                    name,
                    expanded + " bytes from " + compressed,
                    "less than " + limits.maxRatio() + " times");
        }
    }

    int maxDepth() {
        return limits.maxDepth();
    }
}
