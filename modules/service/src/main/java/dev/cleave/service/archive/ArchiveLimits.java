package dev.cleave.service.archive;

/**
 * How large a jar may be.
 *
 * @param maxBytes of the file
 * @param maxEntries with those of archives inside
 * @param maxExpandedBytes of all entries together, with those of archives inside
 * @param maxRatio expanded to compressed, of entries that expand to more than 1 MiB
 * @param maxDepth how many archives may be inside each other, the jar itself being the first
 */
public record ArchiveLimits(long maxBytes, int maxEntries, long maxExpandedBytes, int maxRatio, int maxDepth) {
    /** 256 MiB, 50,000 entries, 1 GiB expanded, 200 times, 3 deep. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(256L << 20, 50_000, 1L << 30, 200, 3);

    public ArchiveLimits {
        // Beyond, the file needs zip64, which is refused anyway.
        if (maxBytes < 22 || maxBytes >= 0xffff_ffffL || maxEntries < 1 || maxEntries > 0xfffe || maxRatio < 1) {
            throw new IllegalArgumentException("limits of archives: " + maxBytes + " bytes, " + maxEntries
                    + " entries, ratio " + maxRatio + " (expected: 22 to 4294967294, 1 to 65534, at least 1)");
        }
    }
}
