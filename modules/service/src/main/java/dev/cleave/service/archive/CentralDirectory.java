package dev.cleave.service.archive;

import static dev.cleave.service.archive.ArchiveBytes.u16;
import static dev.cleave.service.archive.ArchiveBytes.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The list of entries at the end of a zip file, read in the one way in which it can be read.
 *
 * <p>Readers differ in how they look for the end record, in what they do with bytes before the first entry, and in whom
 * they believe when numbers are given twice. So only the plain form is taken: the end record closes the file, the
 * directory stands right before it, and nothing is left over. Zip64 is refused: no file within the limits needs it.
 */
final class CentralDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int ENCRYPTED_FLAGS = 1 | 1 << 6 | 1 << 13;
    private static final int FILE_TYPE = 0xf000;
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;
    private static final int LINK = 0xa000;
    /** Pipes, devices, sockets. What is no type at all stands in old jars, and means nothing. */
    private static final Set<Integer> SPECIAL = Set.of(0x1000, 0x2000, 0x6000, 0xc000);

    private final List<CentralEntry> entries = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private final ArchiveLimits limits;
    private long offset;

    private CentralDirectory(ArchiveLimits limits) {
        this.limits = limits;
    }

    static CentralDirectory read(ArchiveBytes file, ArchiveLimits limits) throws IOException, ArchiveRefused {
        CentralDirectory directory = new CentralDirectory(limits);
        directory.readFrom(file);
        return directory;
    }

    /** In its own order. */
    List<CentralEntry> entries() {
        return entries;
    }

    /** Where it begins, and the entries end. */
    long offset() {
        return offset;
    }

    private void readFrom(ArchiveBytes file) throws IOException, ArchiveRefused {
        long endAt = endRecord(file);
        ByteBuffer end = file.read(endAt, END_BYTES, "");
        int count = u16(end, 10);
        long size = u32(end, 12);
        offset = u32(end, 16);
        if (count == 0xffff || size == 0xffff_ffffL || offset == 0xffff_ffffL || hasZip64Locator(file, endAt)) {
            throw new ArchiveRefused(ArchiveFault.ZIP64, "", "a zip64 end record", "a plain one");
        }
        if (u16(end, 4) != 0 || u16(end, 6) != 0 || u16(end, 8) != count) {
            throw new ArchiveRefused(ArchiveFault.BAD_LAYOUT, "", "parts on several disks", "one file");
        }
        if (count > limits.maxEntries()) {
            throw new ArchiveRefused(
                    ArchiveFault.TOO_MANY_ENTRIES, "", count, "at most " + limits.maxEntries() + " entries");
        }
        if (offset + size != endAt) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_LAYOUT,
                    "",
                    "a directory from " + offset + " to " + (offset + size),
                    "one that ends where the end record begins, at " + endAt);
        }
        ByteBuffer bytes = file.read(offset, (int) size, "");
        int at = 0;
        while (at < size) {
            at += readEntry(bytes, at);
        }
        if (entries.size() != count) {
            throw new ArchiveRefused(
                    ArchiveFault.HEADERS_DISAGREE,
                    "",
                    count + " entries in the end record",
                    entries.size() + " entries");
        }
    }

    private static long endRecord(ArchiveBytes file) throws IOException, ArchiveRefused {
        if (file.size() < END_BYTES) {
            throw new ArchiveRefused(ArchiveFault.NOT_AN_ARCHIVE, "", file.size() + " bytes", "a jar");
        }
        int tail = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
        ByteBuffer bytes = file.read(file.size() - tail, tail, "");
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == END_SIGNATURE) {
                if (at + END_BYTES + u16(bytes, at + 20) != tail) {
                    throw new ArchiveRefused(
                            ArchiveFault.BAD_LAYOUT,
                            "",
                            (tail - at - END_BYTES) + " bytes after the end record",
                            u16(bytes, at + 20) + ", as it says");
                }
                return file.size() - tail + at;
            }
        }
        boolean begins = file.read(0, 4, "").getInt(0) == LocalRecord.SIGNATURE;
        throw begins
                ? new ArchiveRefused(ArchiveFault.TRUNCATED, "", "no end record", "one at the end of the file")
                : new ArchiveRefused(ArchiveFault.NOT_AN_ARCHIVE, "", "other bytes", "a jar");
    }

    private static boolean hasZip64Locator(ArchiveBytes file, long endAt) throws IOException, ArchiveRefused {
        return endAt >= ZIP64_LOCATOR_BYTES
                && file.read(endAt - ZIP64_LOCATOR_BYTES, 4, "").getInt(0) == ZIP64_LOCATOR_SIGNATURE;
    }

    private int readEntry(ByteBuffer bytes, int at) throws ArchiveRefused {
        int left = bytes.limit() - at;
        if (left < ENTRY_BYTES || bytes.getInt(at) != ENTRY_SIGNATURE) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_LAYOUT, "", "no entry at byte " + at + " of the directory", "one");
        }
        int nameLength = u16(bytes, at + 28);
        int extraLength = u16(bytes, at + 30);
        int length = ENTRY_BYTES + nameLength + extraLength + u16(bytes, at + 32);
        if (length > left) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_LAYOUT, "", "an entry of " + length + " bytes", "at most " + left);
        }
        byte[] nameBytes = new byte[nameLength];
        bytes.get(at + ENTRY_BYTES, nameBytes);
        String name = EntryNames.checked(nameBytes);
        ExtraFields.check(bytes, at + ENTRY_BYTES + nameLength, extraLength, name);
        CentralEntry entry = new CentralEntry(
                name,
                nameBytes,
                u16(bytes, at + 8),
                u16(bytes, at + 10),
                u32(bytes, at + 16),
                u32(bytes, at + 20),
                u32(bytes, at + 24),
                u32(bytes, at + 42));
        check(entry, u16(bytes, at + 34), bytes.getInt(at + 38) >>> 16);
        entries.add(entry);
        return length;
    }

    private void check(CentralEntry entry, int disk, int mode) throws ArchiveRefused {
        String name = entry.name();
        if (!paths.add(entry.isFolder() ? name.substring(0, name.length() - 1) : name)) {
            throw new ArchiveRefused(ArchiveFault.DUPLICATE_NAME, name, name, "each name once");
        }
        if ((entry.flags() & ENCRYPTED_FLAGS) != 0) {
            throw new ArchiveRefused(ArchiveFault.ENCRYPTED, name, "an encrypted entry", "a plain one");
        }
        if (entry.method() != CentralEntry.STORED && entry.method() != CentralEntry.DEFLATED) {
            throw new ArchiveRefused(
                    ArchiveFault.UNKNOWN_METHOD, name, "method " + entry.method(), "0 (stored) or 8 (deflated)");
        }
        if (entry.compressed() == 0xffff_ffffL || entry.size() == 0xffff_ffffL || entry.offset() == 0xffff_ffffL) {
            throw new ArchiveRefused(ArchiveFault.ZIP64, name, "sizes in an extra field", "sizes in their place");
        }
        if (disk != 0) {
            throw new ArchiveRefused(ArchiveFault.BAD_LAYOUT, name, "disk " + disk, "0");
        }
        int type = mode & FILE_TYPE;
        if (type == LINK) {
            throw new ArchiveRefused(ArchiveFault.SYMBOLIC_LINK, name, "a symbolic link", "a file or a folder");
        }
        if (SPECIAL.contains(type) || type == (entry.isFolder() ? REGULAR : FOLDER)) {
            throw new ArchiveRefused(
                    ArchiveFault.HEADERS_DISAGREE,
                    name,
                    "mode " + Integer.toOctalString(mode),
                    "a file or a folder, as its name");
        }
        if (entry.isFolder() && entry.size() != 0) {
            throw new ArchiveRefused(ArchiveFault.WRONG_SIZE, name, entry.size() + " bytes", "none in a folder");
        }
        if (entry.method() == CentralEntry.STORED && entry.size() != entry.compressed()) {
            throw new ArchiveRefused(
                    ArchiveFault.WRONG_SIZE, name, entry.size() + " bytes stored in " + entry.compressed(), "the same");
        }
    }
}
