package dev.cleave.wire.blob;

import dev.cleave.core.lease.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A folder of blobs, each a file named by the SHA-256 of its content.
 *
 * <p>A blob appears whole or not at all, and never changes. Safe for use by many threads and processes at once.
 */
public final class BlobFolder {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;

    private BlobFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The blobs in a folder.
     *
     * @param folder the folder; made if it does not exist
     * @throws IOException if it cannot be made
     */
    public static BlobFolder in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new BlobFolder(folder);
    }

    /** Where the folder is. */
    public Path path() {
        return folder;
    }

    /** Keeps some bytes, unless they are kept already, and names them. */
    public Payload.Blob put(byte[] bytes) throws IOException {
        Payload.Blob blob = new Payload.Blob(Sha256.hex(bytes), bytes.length);
        if (!has(blob)) {
            Path part = part();
            try {
                Files.write(part, bytes);
                publish(part, blob);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return blob;
    }

    /** Keeps a copy of a file, unless it is kept already, and names it. */
    public Payload.Blob putFile(Path file) throws IOException {
        Path part = part();
        try {
            Sha256 digest = new Sha256();
            long size = 0;
            try (InputStream in = Files.newInputStream(file);
                    OutputStream out = Files.newOutputStream(part)) {
                byte[] buffer = new byte[64 << 10];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.add(buffer, n);
                    out.write(buffer, 0, n);
                    size += n;
                }
            }
            Payload.Blob blob = new Payload.Blob(digest.hex(), size);
            publish(part, blob);
            return blob;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Whether the whole blob is here. */
    public boolean has(Payload.Blob blob) throws IOException {
        Path file = file(blob);
        return Files.isRegularFile(file) && Files.size(file) == blob.size();
    }

    /**
     * The file of a blob, whether or not it is here.
     *
     * @throws IllegalArgumentException if the blob's name is not a SHA-256
     */
    public Path file(Payload.Blob blob) {
        if (!NAME.matcher(blob.sha256()).matches()) {
            throw new IllegalArgumentException(
                    "blob: " + blob.sha256() + " (expected: 64 lower-case hexadecimal digits)");
        }
        return folder.resolve(blob.sha256());
    }

    /**
     * A whole blob.
     *
     * @throws IOException if it is not here, or its size is not the one given
     */
    public byte[] read(Payload.Blob blob) throws IOException {
        byte[] bytes = Files.readAllBytes(file(blob));
        if (bytes.length != blob.size()) {
            throw new IOException(
                    "blob " + blob.sha256() + ": " + bytes.length + " bytes (expected: " + blob.size() + ")");
        }
        return bytes;
    }

    /**
     * A part of a blob.
     *
     * @param offset from where, in bytes
     * @param length how many bytes at most
     * @return the bytes; fewer at the blob's end, none beyond it
     * @throws NoSuchFileException if the blob is not here
     * @throws IOException if it cannot be read
     */
    public byte[] readPart(Payload.Blob blob, long offset, int length) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file(blob))) {
            long there = Math.max(0, Math.min(length, channel.size() - offset));
            ByteBuffer part = ByteBuffer.allocate((int) there);
            channel.position(offset);
            while (part.hasRemaining() && channel.read(part) >= 0) {
                // Until the part is full or the file ends.
            }
            return part.hasRemaining() ? Arrays.copyOf(part.array(), part.position()) : part.array();
        }
    }

    /** Begins to take in a blob that arrives in parts. Close what is returned, whether or not it got whole. */
    public IncomingBlob receive(Payload.Blob blob) throws IOException {
        file(blob);
        return new IncomingBlob(this, blob, part());
    }

    /** Forgets a blob. */
    public void delete(Payload.Blob blob) throws IOException {
        Files.deleteIfExists(file(blob));
    }

    void publish(Path part, Payload.Blob blob) throws IOException {
        Files.move(part, file(blob), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path part() throws IOException {
        return Files.createTempFile(folder, "part-", "");
    }
}
