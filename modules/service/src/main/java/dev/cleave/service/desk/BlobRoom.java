package dev.cleave.service.desk;

import dev.cleave.core.lease.Payload;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.Blobs;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.Jobs;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The room that blobs take on the controller's disk, and which of them it is left to.
 *
 * <p>A blob is needed while a job that has not ended has it on its class path, or a job that is remembered has it for its
 * result, or a run of a pipeline or a schedule names it. Whoever adds blobs does so within {@link #adding}, so that none is forgotten in the middle of it. Safe for use by
 * many threads.
 */
final class BlobRoom {

    private static final long GRACE_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long UNNAMED_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MOST_AT_ONCE = 100_000;

    private final BlobFolder folder;
    private final Blobs kept;
    private final Jobs jobs;
    private final Writer writer;
    private final BlobQuota quota;
    private final InstantSource clock;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** When somebody asked for a blob, in milliseconds UTC: it is about to be needed. */
    private final Map<String, Long> asked = new ConcurrentHashMap<>();

    BlobRoom(BlobFolder folder, Blobs kept, Jobs jobs, Writer writer, long mostBytes, InstantSource clock) {
        this.folder = folder;
        this.kept = kept;
        this.jobs = jobs;
        this.writer = writer;
        this.quota = new BlobQuota(mostBytes, GRACE_MILLIS);
        this.clock = clock;
    }

    /** Something that adds blobs. */
    interface Adding<T> {
        /** Adds them. */
        T add() throws IOException;
    }

    /** Adds blobs, while none is forgotten. */
    <T> T adding(Adding<T> adding) throws IOException {
        lock.readLock().lock();
        try {
            return adding.add();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Somebody asked for a blob, and had it promised that it is here. */
    void asked(Payload.Blob blob) {
        asked.put(blob.sha256(), clock.millis());
    }

    /** Whether it is written down that a blob is kept: a file alone may be left of what was forgotten elsewhere. */
    boolean isKept(Payload.Blob blob) {
        return kept.find(blob.sha256()).isPresent();
    }

    /** How many bytes are here. */
    long taken() {
        return kept.totalSize();
    }

    /** How many bytes may be here. */
    long most() {
        return quota.mostBytes();
    }

    /**
     * Forgets what it must for so many bytes to find room.
     *
     * @return whether there is room now
     */
    boolean makeRoom(long more) throws IOException {
        if (quota.fits(kept.totalSize(), more)) {
            return true;
        }
        lock.writeLock().lock();
        try {
            Set<String> needed = needed();
            long now = clock.millis();
            for (BlobRow blob : quota.giveWay(
                    kept.leastRecentlyUsed(MOST_AT_ONCE),
                    kept.totalSize(),
                    more,
                    blob -> needed.contains(blob.sha256()) || isAsked(blob, now),
                    now)) {
                forget(blob);
            }
            return quota.fits(kept.totalSize(), more);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets what no job that is remembered names and nobody has used for a day, and what there is no room for. */
    void tidyUp() throws IOException {
        long now = clock.millis();
        asked.values().removeIf(at -> at < now - GRACE_MILLIS);
        makeRoom(0);
        lock.writeLock().lock();
        try {
            List<BlobRow> old = kept.leastRecentlyUsed(MOST_AT_ONCE).stream()
                    .filter(blob -> BlobQuota.isOld(blob, UNNAMED_MILLIS, now))
                    .toList();
            if (!old.isEmpty()) {
                Set<String> named = jobs.namedBlobs();
                for (BlobRow blob : old) {
                    if (!named.contains(blob.sha256()) && !isAsked(blob, now)) {
                        forget(blob);
                    }
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Set<String> needed() {
        Set<String> needed = new HashSet<>(jobs.resultBlobs());
        needed.addAll(jobs.pipelineBlobs());
        for (JobRow job : jobs.unfinished()) {
            job.submission().spec().classPath().forEach(jar -> needed.add(jar.sha256()));
        }
        return needed;
    }

    private boolean isAsked(BlobRow blob, long now) {
        Long at = asked.get(blob.sha256());
        return at != null && at >= now - GRACE_MILLIS;
    }

    private void forget(BlobRow blob) throws IOException {
        if (writer.removeBlob(blob.sha256(), blob.lastUsedAt())) {
            folder.delete(new Payload.Blob(blob.sha256(), blob.size()));
        }
    }
}
