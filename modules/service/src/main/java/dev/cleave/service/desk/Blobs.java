package dev.cleave.service.desk;

import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import dev.cleave.service.keeper.CodeFiles;
import dev.cleave.service.keeper.ResultBlobs;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.proto.jobs.v1.Blob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The blobs on the controller's disk: jars that were uploaded, and large results. Where there are copies elsewhere, what is not
 * here is fetched when it is asked for. Safe for use by many threads.
 */
public final class Blobs implements CodeFiles, ResultBlobs {

    /** After how long it is written down again that a file is in use. */
    private static final long USED_AGAIN_MILLIS = 3_600_000;

    /** A file as it was when it was last copied. */
    private record Copied(long size, FileTime modified, long at, Payload.@Nullable Blob blob) {
        boolean isSame(Copied now) {
            return size == now.size && modified.equals(now.modified) && now.at - at < USED_AGAIN_MILLIS;
        }
    }

    private final Map<Path, Copied> copies = new ConcurrentHashMap<>();
    private final BlobFolder folder;
    private final BlobRoom room;
    private final BlobCopies elsewhere;
    private final Writer writer;
    private final InstantSource clock;

    /**
     * The blobs in a folder.
     *
     * @param folder where they are files
     * @param elsewhere where they are besides
     * @param store where it is written down which are there, and which jobs need them
     * @param writer what that is written with
     * @param mostBytes how much room they may take together
     */
    public Blobs(
            BlobFolder folder, BlobCopies elsewhere, Store store, Writer writer, long mostBytes, InstantSource clock) {
        this.folder = folder;
        this.elsewhere = elsewhere;
        this.room = new BlobRoom(folder, store.blobs(), store.jobs(), writer, mostBytes, clock);
        this.writer = writer;
        this.clock = clock;
    }

    static Blob shown(Payload.Blob blob) {
        return Blob.newBuilder().setSha256(blob.sha256()).setSize(blob.size()).build();
    }

    static Payload.Blob of(Blob blob) {
        return new Payload.Blob(blob.getSha256(), blob.getSize());
    }

    /** Whether a blob is here; if so it stays for some minutes, for a job that needs it to be submitted. */
    boolean has(Payload.Blob blob) throws IOException {
        return room.adding(() -> {
            boolean isHere = folder.has(blob) && room.isKept(blob) || elsewhere.fetch(blob, folder);
            if (isHere) {
                room.asked(blob);
            }
            return isHere;
        });
    }

    /** Forgets what nobody needs, as far as there is not room for all. */
    public void tidyUp() throws IOException {
        room.tidyUp();
    }

    Path file(Payload.Blob blob) {
        return folder.file(blob);
    }

    /**
     * Keeps a file whose bytes are known to be right, and takes it over.
     *
     * @throws Refusal BLOBS_FULL if there is no room for it
     */
    void keep(Payload.Blob blob, Path file) throws IOException {
        if (!has(blob) && !room.makeRoom(blob.size())) {
            throw Refusal.of(
                    RefusalCode.BLOBS_FULL,
                    "blob.size",
                    Long.toString(blob.size()),
                    "room for it: " + room.taken() + " of " + room.most()
                            + " bytes are taken, by what jobs and results need and what was used just now");
        }
        room.adding(() -> {
            take(blob, file);
            return blob;
        });
    }

    private void take(Payload.Blob blob, Path file) throws IOException {
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

    /** Keeps a copy of a file, and names it. One that has not changed since the last time is not read again. */
    Payload.Blob keepCopy(Path file) throws IOException {
        Copied now = new Copied(Files.size(file), Files.getLastModifiedTime(file), clock.millis(), null);
        Copied before = copies.get(file);
        if (before != null && before.isSame(now) && before.blob() != null && has(before.blob())) {
            return before.blob();
        }
        room.makeRoom(now.size());
        Payload.Blob blob = room.adding(() -> {
            Payload.Blob put = folder.putFile(file);
            used(put);
            return put;
        });
        copies.put(file, new Copied(now.size(), now.modified(), now.at(), blob));
        return blob;
    }

    /** Keeps some bytes, and names them. */
    Payload.Blob keepBytes(byte[] bytes) throws IOException {
        room.makeRoom(bytes.length);
        return room.adding(() -> {
            Payload.Blob blob = folder.put(bytes);
            used(blob);
            return blob;
        });
    }

    private void used(Payload.Blob blob) throws IOException {
        // What the store says is here must be so after a loss of power as well.
        try (FileChannel kept = FileChannel.open(folder.file(blob), StandardOpenOption.WRITE)) {
            kept.force(true);
        }
        elsewhere.put(blob, folder);
        writer.putBlob(new BlobRow(blob.sha256(), blob.size(), clock.millis()));
    }

    @Override
    public List<Path> jars(JobSpec spec) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Payload.Blob jar : spec.classPath()) {
            if (!has(jar)) {
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
        // What was worked for is kept, also where that is more than there should be.
        return keepBytes(result);
    }
}
