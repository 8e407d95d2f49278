package dev.cleave.service.desk;

import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;

/** Where else blobs are than in the folder of one machine, so that others find them. Safe for use by many threads. */
public interface BlobCopies {

    /** Nowhere. */
    BlobCopies NONE = new BlobCopies() {
        @Override
        public void put(Payload.Blob blob, BlobFolder from) {
            // The folder is all there is.
        }

        @Override
        public boolean fetch(Payload.Blob blob, BlobFolder into) {
            return false;
        }
    };

    /**
     * Keeps a copy, unless there is one.
     *
     * @param from a folder that has the blob
     * @throws IOException if it cannot be read
     */
    void put(Payload.Blob blob, BlobFolder from) throws IOException;

    /**
     * Puts a blob into a folder, if there is a copy of it.
     *
     * @return whether there is
     * @throws IOException if it cannot be written, or the copy is damaged
     */
    boolean fetch(Payload.Blob blob, BlobFolder into) throws IOException;
}
