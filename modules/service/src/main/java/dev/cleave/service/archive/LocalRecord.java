package dev.cleave.service.archive;

import static dev.cleave.service.archive.ArchiveBytes.u16;
import static dev.cleave.service.archive.ArchiveBytes.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An entry where it lies: header, data, and the descriptor after it if there is one. Says the same as the central
 * directory, or is refused.
 *
 * @param dataAt where its data begins
 * @param end where the next one begins
 */
record LocalRecord(long dataAt, long end) {
    static final int SIGNATURE = 0x04034b50;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int HEADER_BYTES = 30;

    static LocalRecord read(ArchiveBytes file, CentralEntry entry) throws IOException, ArchiveRefused {
        String name = entry.name();
        ByteBuffer header = file.read(entry.offset(), HEADER_BYTES, name);
        if (header.getInt(0) != SIGNATURE) {
            throw new ArchiveRefused(
                    ArchiveFault.HEADERS_DISAGREE, name, "no local header at " + entry.offset(), "one");
        }
        int nameLength = u16(header, 26);
        int extraLength = u16(header, 28);
        ByteBuffer rest = file.read(entry.offset() + HEADER_BYTES, nameLength + extraLength, name);
        if (!Arrays.equals(Arrays.copyOf(rest.array(), nameLength), entry.nameBytes())) {
            throw new ArchiveRefused(
                    ArchiveFault.HEADERS_DISAGREE, name, "another name in the local header", "the same");
        }
        ExtraFields.check(rest, nameLength, extraLength, name);
        same(name, "flags", u16(header, 6), entry.flags());
        same(name, "method", u16(header, 8), entry.method());
        long dataAt = entry.offset() + HEADER_BYTES + nameLength + extraLength;
        long dataEnd = dataAt + entry.compressed();
        if (entry.hasDescriptor()) {
            sameOrLater(name, "CRC", u32(header, 14), entry.crc());
            sameOrLater(name, "compressed size", u32(header, 18), entry.compressed());
            sameOrLater(name, "size", u32(header, 22), entry.size());
            return new LocalRecord(dataAt, dataEnd + descriptor(file, entry, dataEnd));
        }
        same(name, "CRC", u32(header, 14), entry.crc());
        same(name, "compressed size", u32(header, 18), entry.compressed());
        same(name, "size", u32(header, 22), entry.size());
        return new LocalRecord(dataAt, dataEnd);
    }

    /** Its length: with or without a signature, both are in use. */
    private static int descriptor(ArchiveBytes file, CentralEntry entry, long at) throws IOException, ArchiveRefused {
        int signature = file.read(at, 4, entry.name()).getInt(0) == DESCRIPTOR_SIGNATURE ? 4 : 0;
        ByteBuffer numbers = file.read(at + signature, 12, entry.name());
        same(entry.name(), "CRC after the data", u32(numbers, 0), entry.crc());
        same(entry.name(), "compressed size after the data", u32(numbers, 4), entry.compressed());
        same(entry.name(), "size after the data", u32(numbers, 8), entry.size());
        return signature + 12;
    }

    private static void sameOrLater(String name, String what, long local, long central) throws ArchiveRefused {
        if (local != 0) {
            same(name, what, local, central);
        }
    }

    private static void same(String name, String what, long local, long central) throws ArchiveRefused {
        if (local != central) {
            throw new ArchiveRefused(
                    ArchiveFault.HEADERS_DISAGREE,
                    name,
                    what + " " + local + " in the entry",
                    central + ", as in the central directory");
        }
    }
}
