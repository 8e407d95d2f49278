package dev.cleave.service.archive;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Archives inside a jar: no class is loaded from them, but whoever unpacks them should not drown. What they expand to
 * counts, down to the deepest; bytes that only begin like an archive count as the data they are.
 */
final class NestedArchives {
    private static final byte[] BEGIN = {'P', 'K', 3, 4};

    private final Expansion expansion;

    NestedArchives(Expansion expansion) {
        this.expansion = expansion;
    }

    /** Reads it to its end, looking into it if it is an archive. */
    void walk(String name, InputStream entry, int depth) throws IOException, ArchiveRefused {
        BufferedInputStream body = new BufferedInputStream(entry);
        body.mark(BEGIN.length);
        byte[] begin = body.readNBytes(BEGIN.length);
        body.reset();
        if (java.util.Arrays.equals(begin, BEGIN)) {
            if (depth >= expansion.maxDepth()) {
                throw new ArchiveRefused(
                        ArchiveFault.NESTED_TOO_DEEP,
                        name,
                        "archive number " + (depth + 1) + " inside each other",
                        "at most " + expansion.maxDepth());
            }
            walkArchive(name, body, depth);
        }
        drain(body);
    }

    private void walkArchive(String name, InputStream body, int depth) throws IOException, ArchiveRefused {
        ZipInputStream zip = new ZipInputStream(new Unclosed(body));
        try {
            ZipEntry inner;
            while ((inner = zip.getNextEntry()) != null) {
                String innerName = name + "!/" + inner.getName();
                expansion.entry(innerName);
                walk(innerName, new Counted(innerName, zip), depth + 1);
            }
        } catch (ZipException | IllegalArgumentException | java.io.EOFException e) {
            // No archive after all, or a broken one: data.
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        while (in.read(chunk) >= 0) {
            // Counted where it is expanded.
        }
    }

    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    /** An inner entry, whose expanded bytes count. */
    private final class Counted extends FilterInputStream {
        private final String name;

        Counted(String name, InputStream in) {
            super(in);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            if (count > 0) {
                try {
                    expansion.expanded(name, count);
                } catch (ArchiveRefused refused) {
                    throw new EntryBody.RefusedWhileReading(refused);
                }
            }
            return count;
        }

        @Override
        public void close() {}
    }
}
