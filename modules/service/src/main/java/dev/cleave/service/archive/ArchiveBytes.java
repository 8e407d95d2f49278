package dev.cleave.service.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** The file, read at any place; reading beyond its end refuses it as truncated. */
final class ArchiveBytes {
    private final FileChannel file;
    private final long size;

    ArchiveBytes(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    long size() {
        return size;
    }

    /** So many bytes from there, to be read as a zip's numbers. */
    ByteBuffer read(long from, int count, String entry) throws IOException, ArchiveRefused {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(bytes, from, entry);
        return bytes;
    }

    /** Fills the buffer from there, and flips it. */
    void fill(ByteBuffer bytes, long from, String entry) throws IOException, ArchiveRefused {
        if (from < 0 || from + bytes.remaining() > size) {
            throw new ArchiveRefused(
                    ArchiveFault.TRUNCATED,
                    entry,
                    size + " bytes",
                    "at least " + (from + bytes.remaining()) + " bytes");
        }
        long at = from;
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, at);
            if (read < 0) {
                throw new IOException("the file shrank while it was read");
            }
            at += read;
        }
        bytes.flip();
    }

    static int u16(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
    }

    static long u32(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xffff_ffffL;
    }
}
