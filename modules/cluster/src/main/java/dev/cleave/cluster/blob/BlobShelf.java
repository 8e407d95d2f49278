package dev.cleave.cluster.blob;

import dev.cleave.core.job.JobId;
import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The blobs of one process: a folder of jars, kept as long as the process lives, and a folder for each job, deleted with
 * the job. Safe for use by many threads.
 */
public final class BlobShelf implements AutoCloseable {

    private static final String JARS = "jars";
    private static final String JOB = "job-";

    private final Path root;
    private final BlobFolder jars;
    private final boolean isKept;
    private final Map<JobId, BlobFolder> jobs = new ConcurrentHashMap<>();

    /**
     * An empty shelf.
     *
     * @param root the folder to put it in; made if it does not exist, emptied of what an earlier process left
     * @throws IOException if it cannot be made
     */
    public BlobShelf(Path root) throws IOException {
        this(root, false);
    }

    private BlobShelf(Path root, boolean isKept) throws IOException {
        delete(isKept ? root.resolve(JARS) : root);
        this.root = root.toAbsolutePath();
        this.jars = BlobFolder.in(this.root.resolve(JARS));
        this.isKept = isKept;
    }

    /**
     * A shelf with the blobs of jobs that an earlier process left, which another will find again: the folder of a job goes
     * when the job is forgotten.
     *
     * @throws IOException if its folder cannot be made
     */
    public static BlobShelf kept(Path root) throws IOException {
        return new BlobShelf(root, true);
    }

    /** The folder of jars. */
    public BlobFolder jars() {
        return jars;
    }

    /** The folder of a job, made if need be. */
    public synchronized BlobFolder ofJob(JobId job) throws IOException {
        BlobFolder known = jobs.get(job);
        if (known != null) {
            return known;
        }
        BlobFolder made = BlobFolder.in(root.resolve(JOB + job));
        jobs.put(job, made);
        return made;
    }

    /** Deletes the folder of a job, as far as that goes. */
    public void forget(JobId job) {
        BlobFolder folder = jobs.remove(job);
        if (folder != null) {
            delete(folder.path());
        }
    }

    /** Deletes the folders of jobs that an earlier process left and nobody has asked for. */
    public synchronized void forgetOthers() {
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(folder -> folder.getFileName().toString().startsWith(JOB))
                    .filter(folder -> jobs.values().stream()
                            .noneMatch(known -> known.path().equals(folder)))
                    .toList()
                    .forEach(BlobShelf::delete);
        } catch (IOException left) {
            // They take room, and no more.
        }
    }

    /** A folder that has the whole blob. */
    public Optional<BlobFolder> holding(Payload.Blob blob) throws IOException {
        if (jars.has(blob)) {
            return Optional.of(jars);
        }
        for (BlobFolder folder : jobs.values()) {
            if (folder.has(blob)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** Deletes everything, as far as that goes, unless it is to be found again. */
    @Override
    public void close() {
        if (!isKept) {
            delete(root);
        }
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            // A file made meanwhile; the folder of the run goes as a whole sooner or later.
        }
    }
}
