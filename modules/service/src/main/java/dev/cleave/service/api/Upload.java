package dev.cleave.service.api;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A blob on its way in: its bytes go to a file, counted and digested as they come. Blocks; used by one thread at a time. */
final class Upload implements AutoCloseable {
    private final String sha256;
    private final long most;
    private final Path file;
    private final FileChannel out;
    private final MessageDigest digest;
    private long size;

    private Upload(String sha256, long most, Path file, FileChannel out, MessageDigest digest) {
        this.sha256 = sha256;
        this.most = most;
        this.file = file;
        this.out = out;
        this.digest = digest;
    }

    /**
     * Begins with a file of its own in the folder.
     *
     * @param most how many bytes may come
     */
    static Upload into(Path folder, String sha256, long most) {
        try {
            Path file = Files.createTempFile(folder, "upload-", null);
            return new Upload(
                    sha256,
                    most,
                    file,
                    FileChannel.open(file, StandardOpenOption.WRITE),
                    MessageDigest.getInstance("SHA-256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(byte[] bytes) {
        size += bytes.length;
        if (size > most) {
            throw Refusal.of(
                    RefusalCode.TOO_LARGE, "blob", "more than " + most + " bytes", "at most " + most + " bytes");
        }
        digest.update(bytes);
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file with all of it, on disk; refuses bytes of another digest. */
    Path complete() {
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(sha256)) {
            throw Refusal.of(
                    RefusalCode.BLOB_MISMATCH,
                    "sha256",
                    sha256,
                    actual + ", the digest of the " + size + " bytes that came");
        }
        try {
            out.force(true);
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    Blob blob() {
        return Blob.newBuilder().setSha256(sha256).setSize(size).build();
    }

    /** Removes the file, if nobody has taken it over. */
    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
