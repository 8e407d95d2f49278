package dev.cleave.service.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** An entry's bytes, expanded as they are read; the end is reached only if they are what the headers say. */
final class EntryBody extends InputStream {
    private final ArchiveBytes file;
    private final CentralEntry entry;
    private final Expansion expansion;
    private final Inflater inflater;
    private final byte[] chunk = new byte[16 * 1024];
    private final CRC32 crc = new CRC32();
    private long at;
    private long left;
    private long expanded;
    private boolean ended;

    EntryBody(ArchiveBytes file, CentralEntry entry, long dataAt, Expansion expansion, Inflater inflater) {
        this.file = file;
        this.entry = entry;
        this.expansion = expansion;
        this.inflater = inflater;
        this.at = dataAt;
        this.left = entry.compressed();
        inflater.reset();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        try {
            int count =
                    entry.method() == CentralEntry.STORED ? stored(bytes, from, length) : inflated(bytes, from, length);
            if (count < 0) {
                ended = true;
                checkWhole();
                return -1;
            }
            crc.update(bytes, from, count);
            expanded += count;
            if (expanded > entry.size()) {
                throw new ArchiveRefused(
                        ArchiveFault.WRONG_SIZE, entry.name(), "more than " + entry.size() + " bytes", "as it says");
            }
            expansion.expanded(entry.name(), count);
            expansion.ratio(entry.name(), entry.compressed(), expanded);
            return count;
        } catch (ArchiveRefused refused) {
            throw new RefusedWhileReading(refused);
        }
    }

    private int stored(byte[] bytes, int from, int length) throws IOException, ArchiveRefused {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(left, length);
        file.fill(ByteBuffer.wrap(bytes, from, count), at, entry.name());
        at += count;
        left -= count;
        return count;
    }

    private int inflated(byte[] bytes, int from, int length) throws IOException, ArchiveRefused {
        try {
            while (true) {
                int count = inflater.inflate(bytes, from, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished()) {
                    return -1;
                }
                if (inflater.needsDictionary() || left == 0) {
                    throw new ArchiveRefused(
                            ArchiveFault.BAD_DATA,
                            entry.name(),
                            "data that does not end",
                            entry.compressed() + " bytes");
                }
                int more = (int) Math.min(left, chunk.length);
                file.fill(ByteBuffer.wrap(chunk, 0, more), at, entry.name());
                at += more;
                left -= more;
                inflater.setInput(chunk, 0, more);
            }
        } catch (DataFormatException e) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_DATA, entry.name(), String.valueOf(e.getMessage()), "deflated data");
        }
    }

    private void checkWhole() throws ArchiveRefused {
        if (left + inflater.getRemaining() > 0) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_DATA,
                    entry.name(),
                    (left + inflater.getRemaining()) + " bytes after the end of its data",
                    "none");
        }
        if (expanded != entry.size()) {
            throw new ArchiveRefused(
                    ArchiveFault.WRONG_SIZE, entry.name(), expanded + " bytes", entry.size() + ", as it says");
        }
        if (crc.getValue() != entry.crc()) {
            throw new ArchiveRefused(
                    ArchiveFault.WRONG_CRC,
                    entry.name(),
                    Long.toHexString(crc.getValue()),
                    Long.toHexString(entry.crc()) + ", as it says");
        }
    }

    /** A refusal on its way through those who read streams. */
    static final class RefusedWhileReading extends IOException {
        private static final long serialVersionUID = 1;
        final ArchiveRefused refused;

        RefusedWhileReading(ArchiveRefused refused) {
            super(refused);
            this.refused = refused;
        }
    }
}
