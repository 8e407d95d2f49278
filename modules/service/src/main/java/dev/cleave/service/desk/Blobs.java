package dev.cleave.service.desk;

import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import dev.cleave.service.keeper.CodeFiles;
import dev.cleave.service.keeper.ResultBlobs;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.proto.jobs.v1.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The blobs on the controller's disk: jars that were uploaded, and large results. Safe for use by many threads. */
public final class Blobs implements CodeFiles, ResultBlobs {

    private final BlobFolder folder;
    private final Writer writer;
    private final InstantSource clock;

    /**
     * The blobs in a folder.
     *
     * @param folder where they are files
     * @param writer where it is written down that they are there
     */
    public Blobs(BlobFolder folder, Writer writer, InstantSource clock) {
        this.folder = folder;
        this.writer = writer;
        this.clock = clock;
    }

    static Blob shown(Payload.Blob blob) {
        return Blob.newBuilder().setSha256(blob.sha256()).setSize(blob.size()).build();
    }

    static Payload.Blob of(Blob blob) {
        return new Payload.Blob(blob.getSha256(), blob.getSize());
    }

    boolean has(Payload.Blob blob) throws IOException {
        return folder.has(blob);
    }

    Path file(Payload.Blob blob) {
        return folder.file(blob);
    }

    /** Keeps a file whose bytes are known to be right, and takes it over. */
    void keep(Payload.Blob blob, Path file) throws IOException {
        if (folder.has(blob)) {
            Files.deleteIfExists(file);
        } else {
            try {
                Files.move(file, folder.file(blob), StandardCopyOption.ATOMIC_MOVE);
            } catch (java.nio.file.AtomicMoveNotSupportedException otherDisk) {
                folder.putFile(file);
                Files.deleteIfExists(file);
            }
        }
        used(blob);
    }

    /** Keeps a copy of a file, and names it. */
    Payload.Blob keepCopy(Path file) throws IOException {
        Payload.Blob blob = folder.putFile(file);
        used(blob);
        return blob;
    }

    private void used(Payload.Blob blob) {
        writer.putBlob(new BlobRow(blob.sha256(), blob.size(), clock.millis()));
    }

    @Override
    public List<Path> jars(JobSpec spec) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Payload.Blob jar : spec.classPath()) {
            if (!folder.has(jar)) {
                throw new NoSuchFileException("blob " + jar.sha256() + " is not here");
            }
            jars.add(folder.file(jar));
        }
        return jars;
    }

    @Override
    public Payload payload(byte[] result, long inlineBytes) throws IOException {
        if (result.length <= inlineBytes) {
            return new Payload.Inline(result);
        }
        Payload.Blob blob = folder.put(result);
        used(blob);
        return blob;
    }
}
