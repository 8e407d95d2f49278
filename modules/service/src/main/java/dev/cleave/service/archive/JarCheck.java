package dev.cleave.service.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Inflater;

/**
 * Looks at a jar from its first byte to its last, and takes it only if every reader reads it the same way.
 *
 * <p>A zip file says most things twice, and readers differ in which they believe; what a check sees and what a class
 * loader sees can be made to differ. So entries must follow each other without gaps from the first byte to the central
 * directory, both descriptions of each must agree, and its data must expand to what they say. Expands in memory, a piece
 * at a time, and stops at the first limit passed.
 */
public final class JarCheck {
    private final ArchiveLimits limits;

    public JarCheck(ArchiveLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes a jar, or tells what is wrong with it.
     *
     * @return what it holds, in the order of its directory
     * @throws ArchiveRefused if it is not taken
     * @throws IOException if it cannot be read
     */
    public List<ArchiveEntry> check(Path jar) throws IOException, ArchiveRefused {
        try (FileChannel channel = FileChannel.open(jar)) {
            ArchiveBytes file = new ArchiveBytes(channel);
            if (file.size() > limits.maxBytes()) {
                throw new ArchiveRefused(
                        ArchiveFault.TOO_LARGE, "", file.size() + " bytes", "at most " + limits.maxBytes() + " bytes");
            }
            CentralDirectory directory = CentralDirectory.read(file, limits);
            checkDeclared(directory.entries());
            checkEntries(file, directory);
            return directory.entries().stream()
                    .map(entry -> new ArchiveEntry(entry.name(), entry.size(), entry.crc()))
                    .toList();
        } catch (EntryBody.RefusedWhileReading e) {
            throw e.refused;
        }
    }

    /** Before anything is expanded: an honest bomb needs no more. */
    private void checkDeclared(List<CentralEntry> entries) throws ArchiveRefused {
        long total = 0;
        Expansion declared = new Expansion(limits);
        for (CentralEntry entry : entries) {
            total += entry.size();
            if (total > limits.maxExpandedBytes()) {
                throw new ArchiveRefused(
                        ArchiveFault.TOO_LARGE_EXPANDED,
                        entry.name(),
                        "at least " + total + " bytes in all",
                        "at most " + limits.maxExpandedBytes() + " bytes");
            }
            declared.ratio(entry.name(), entry.compressed(), entry.size());
        }
    }

    private void checkEntries(ArchiveBytes file, CentralDirectory directory) throws IOException, ArchiveRefused {
        List<CentralEntry> byPlace = new ArrayList<>(directory.entries());
        byPlace.sort(Comparator.comparingLong(CentralEntry::offset));
        Expansion expansion = new Expansion(limits);
        NestedArchives nested = new NestedArchives(expansion);
        Inflater inflater = new Inflater(true);
        try {
            long next = 0;
            for (CentralEntry entry : byPlace) {
                checkPlace(entry.name(), entry.offset(), next);
                LocalRecord record = LocalRecord.read(file, entry);
                next = record.end();
                expansion.entry(entry.name());
                nested.walk(entry.name(), new EntryBody(file, entry, record.dataAt(), expansion, inflater), 1);
            }
            checkPlace("", directory.offset(), next);
        } finally {
            inflater.end();
        }
    }

    private static void checkPlace(String entry, long given, long expected) throws ArchiveRefused {
        if (given != expected) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_LAYOUT,
                    entry,
                    (entry.isEmpty() ? "the directory" : "an entry") + " at byte " + given,
                    "byte " + expected + ", where the one before ends");
        }
    }
}
