package dev.cleave.service.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip file made byte by byte, so that anything in it can be wrong. */
final class ZipBytes {
    /** One entry: what each of its two headers says, and its data. */
    static final class Entry {
        byte[] name;
        byte[] localName;
        int flags = 1 << 11;
        int localFlags = flags;
        int method;
        byte[] data;
        long crc;
        long compressed;
        long size;
        long localCrc;
        long localCompressed;
        long localSize;
        int mode;
        byte[] extra = {};
        byte[] localExtra = {};
        byte[] before = {};
        byte[] after = {};
        long offset = -1;

        Entry(String name, byte[] content, boolean deflate) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.localName = this.name;
            this.method = deflate ? 8 : 0;
            this.data = deflate ? deflated(content) : content;
            CRC32 sum = new CRC32();
            sum.update(content);
            crc = localCrc = sum.getValue();
            compressed = localCompressed = data.length;
            size = localSize = content.length;
        }
    }

    final List<Entry> entries = new ArrayList<>();
    int count = -1;
    byte[] beforeDirectory = {};
    byte[] afterDirectory = {};
    byte[] comment = {};
    byte[] trailing = {};
    UnaryOperator<byte[]> last = bytes -> bytes;

    static ZipBytes of(String name, String content) {
        ZipBytes zip = new ZipBytes();
        zip.add(name, content.getBytes(StandardCharsets.UTF_8), true);
        return zip;
    }

    Entry add(String name, byte[] content, boolean deflate) {
        Entry entry = new Entry(name, content, deflate);
        entries.add(entry);
        return entry;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Long> offsets = new ArrayList<>();
        for (Entry entry : entries) {
            out.writeBytes(entry.before);
            offsets.add(entry.offset >= 0 ? entry.offset : out.size());
            out.writeBytes(le(30).putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) entry.localFlags)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt((int) entry.localCrc)
                    .putInt((int) entry.localCompressed)
                    .putInt((int) entry.localSize)
                    .putShort((short) entry.localName.length)
                    .putShort((short) entry.localExtra.length)
                    .array());
            out.writeBytes(entry.localName);
            out.writeBytes(entry.localExtra);
            out.writeBytes(entry.data);
            out.writeBytes(entry.after);
        }
        out.writeBytes(beforeDirectory);
        int directory = out.size();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            out.writeBytes(le(46).putInt(0x02014b50)
                    .putShort((short) (3 << 8 | 20))
                    .putShort((short) 20)
                    .putShort((short) entry.flags)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt((int) entry.crc)
                    .putInt((int) entry.compressed)
                    .putInt((int) entry.size)
                    .putShort((short) entry.name.length)
                    .putShort((short) entry.extra.length)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(entry.mode << 16)
                    .putInt(offsets.get(i).intValue())
                    .array());
            out.writeBytes(entry.name);
            out.writeBytes(entry.extra);
        }
        int end = out.size();
        int said = count >= 0 ? count : entries.size();
        out.writeBytes(afterDirectory);
        out.writeBytes(le(22).putInt(0x06054b50)
                .putInt(0)
                .putShort((short) said)
                .putShort((short) said)
                .putInt(end - directory)
                .putInt(directory)
                .putShort((short) comment.length)
                .array());
        out.writeBytes(comment);
        out.writeBytes(trailing);
        return last.apply(out.toByteArray());
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    static ByteBuffer le(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
