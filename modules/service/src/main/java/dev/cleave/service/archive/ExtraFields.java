package dev.cleave.service.archive;

import static dev.cleave.service.archive.ArchiveBytes.u16;

import java.nio.ByteBuffer;

/** The extra fields of a header: well-formed, and none that gives an entry another name or another size. */
final class ExtraFields {
    private static final int HEADER = 4;
    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_NAME = 0x7075;

    private ExtraFields() {}

    static void check(ByteBuffer bytes, int from, int length, String entry) throws ArchiveRefused {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (end - at < HEADER || at + HEADER + u16(bytes, at + 2) > end) {
                throw new ArchiveRefused(
                        ArchiveFault.BAD_EXTRA_FIELD,
                        entry,
                        (end - at) + " bytes that are no field",
                        "fields with their size");
            }
            int id = u16(bytes, at);
            if (id == ZIP64) {
                throw new ArchiveRefused(ArchiveFault.ZIP64, entry, "sizes in an extra field", "sizes in their place");
            }
            if (id == UNICODE_NAME) {
                throw new ArchiveRefused(ArchiveFault.BAD_NAME, entry, "a second name in an extra field", "one name");
            }
            at += HEADER + u16(bytes, at + 2);
        }
    }
}
