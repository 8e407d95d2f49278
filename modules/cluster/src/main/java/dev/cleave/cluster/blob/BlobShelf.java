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

/**
 * The blobs of one process: a folder of jars, kept as long as the process lives, and a folder for each job, deleted with
 * the job. Safe for use by many threads.
 */
public final class BlobShelf implements AutoCloseable {

    private final Path root;
    private final BlobFolder jars;
    private final Map<JobId, BlobFolder> jobs = new ConcurrentHashMap<>();

    /**
     * An empty shelf.
     *
     * @param root the folder to put it in; made if it does not exist, emptied of what an earlier process left
     * @throws IOException if it cannot be made
     */
    public BlobShelf(Path root) throws IOException {
        delete(root);
        this.root = root.toAbsolutePath();
        this.jars = BlobFolder.in(this.root.resolve("jars"));
    }

    /** The folder of jars. */
    public BlobFolder jars() {
        return jars;
    }

    /** The folder of a job, made if need be. */
    public BlobFolder ofJob(JobId job) throws IOException {
        BlobFolder known = jobs.get(job);
        if (known != null) {
            return known;
        }
        BlobFolder made = BlobFolder.in(root.resolve("job-" + job));
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

    /** Deletes everything, as far as that goes. */
    @Override
    public void close() {
        delete(root);
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
