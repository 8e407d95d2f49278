package dev.cleave.service.desk;

import dev.cleave.core.lease.Payload;
import dev.cleave.service.store.BlobParts;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.Blobs;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.util.Optional;

/** Blobs in the store that several nodes share: what one of them got, the next controller finds there. */
public final class StoredBlobs implements BlobCopies {

    private final Blobs blobs;
    private final Writer writer;

    /** The blobs of a store, to be written in one term. */
    public StoredBlobs(Blobs blobs, Writer writer) {
        this.blobs = blobs;
        this.writer = writer;
    }

    @Override
    public void put(Payload.Blob blob, BlobFolder from) throws IOException {
        if (isWhole(blob)) {
            return;
        }
        BlobParts.split(blob, from, (part, bytes) -> {
            writer.putBlobPart(blob.sha256(), part, bytes);
            return true;
        });
    }

    @Override
    public boolean fetch(Payload.Blob blob, BlobFolder into) throws IOException {
        return isWhole(blob) && BlobParts.join(blob, into, part -> blobs.part(blob.sha256(), part));
    }

    /** It is named once all of its parts are there. */
    private boolean isWhole(Payload.Blob blob) {
        Optional<BlobRow> row = blobs.find(blob.sha256());
        return row.isPresent() && row.get().size() == blob.size();
    }
}
