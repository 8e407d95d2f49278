package dev.cleave.wire.blob;

import dev.cleave.core.lease.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A blob that arrives in parts, in order. For use by one thread at a time. */
public final class IncomingBlob implements AutoCloseable {

    private final BlobFolder folder;
    private final Payload.Blob blob;
    private final Path part;
    private final OutputStream out;
    private final Sha256 digest = new Sha256();
    private long received;

    IncomingBlob(BlobFolder folder, Payload.Blob blob, Path part) throws IOException {
        this.folder = folder;
        this.blob = blob;
        this.part = part;
        this.out = Files.newOutputStream(part);
    }

    /** How many bytes are here: the offset of the next part. */
    public long received() {
        return received;
    }

    /**
     * Takes in the next part.
     *
     * @param offset where the part begins; a part that is here already, or comes too early, is ignored
     * @param bytes the part
     * @return whether the blob is now whole, checked and in its folder
     * @throws IOException if it cannot be written, gets too long, or its content does not have its name
     */
    public boolean add(long offset, byte[] bytes) throws IOException {
        if (offset != received) {
            return false;
        }
        if (bytes.length > blob.size() - received) {
            throw new IOException("blob " + blob.sha256() + ": more than " + blob.size() + " bytes");
        }
        out.write(bytes);
        digest.add(bytes, bytes.length);
        received += bytes.length;
        if (received < blob.size()) {
            return false;
        }
        out.close();
        String name = digest.hex();
        if (!name.equals(blob.sha256())) {
            throw new IOException("blob " + blob.sha256() + ": its content is " + name);
        }
        folder.publish(part, blob);
        return true;
    }

    /** Lets go; what is not whole is deleted. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(part);
    }
}
