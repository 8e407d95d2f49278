package dev.cleave.cluster.peer;

import dev.cleave.cluster.blob.BlobPulls;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.core.job.JobId;
import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.cluster.ClusterMessage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has come over a link and is on its way to whom it concerns: held back until its blobs are here. */
final class Arrivals {

    private static final int MOST_EARLY = 10_000;

    private final LinkOwner owner;
    private final BlobShelf shelf;
    private final BlobPulls pulls;
    private final Map<JobId, JobInbox> inboxes = new HashMap<>();
    /** Messages of jobs whose start is known but whose inbox is not there yet. */
    private final Map<JobId, ArrayDeque<ClusterMessage>> early = new HashMap<>();
    /** Messages whose blobs are on their way; a repetition of one is dropped. */
    private final Set<ClusterMessage> waiting = new HashSet<>();
    /** The last word on the lanes of jobs whose start waits: to be said after it, not before. */
    private final Map<JobId, ClusterMessage.ShareLanes> shares = new HashMap<>();

    Arrivals(LinkOwner owner, BlobShelf shelf, BlobPulls pulls) {
        this.owner = owner;
        this.shelf = shelf;
        this.pulls = pulls;
    }

    void attach(JobId job, JobInbox inbox) {
        inboxes.put(job, inbox);
        ArrayDeque<ClusterMessage> held = early.remove(job);
        if (held != null) {
            held.forEach(inbox::arrived);
        }
    }

    void detach(JobId job) {
        inboxes.remove(job);
        early.remove(job);
        shares.remove(job);
    }

    void arrived(ClusterMessage message, long now) {
        JobId job = job(message);
        if (job == null) {
            if (message instanceof ClusterMessage.ShareLanes share && isStarting(share.job())) {
                shares.put(share.job(), share);
            } else {
                owner.arrived(message);
            }
            return;
        }
        if (message instanceof ClusterMessage.StartJob) {
            if (!inboxes.containsKey(job)) {
                early.computeIfAbsent(job, unknown -> new ArrayDeque<>());
            }
        } else if (!inboxes.containsKey(job) && !early.containsKey(job)) {
            return;
        }
        try {
            List<Payload.Blob> missing = missing(message, job);
            if (missing.isEmpty()) {
                handOn(message, job);
            } else if (waiting.add(message)) {
                fetch(message, job, missing, now);
            }
        } catch (IOException | IllegalArgumentException e) {
            owner.dropped(job, message, e.toString());
        }
    }

    private boolean isStarting(JobId job) {
        return waiting.stream()
                .anyMatch(message -> message instanceof ClusterMessage.StartJob && job.equals(job(message)));
    }

    private void fetch(ClusterMessage message, JobId job, List<Payload.Blob> missing, long now) throws IOException {
        BlobFolder into = folder(message, job);
        Set<Payload.Blob> outstanding = new HashSet<>(missing);
        for (Payload.Blob blob : missing) {
            pulls.pull(
                    blob,
                    into,
                    failure -> {
                        if (failure != null && waiting.remove(message)) {
                            shares.remove(job);
                            owner.dropped(job, message, failure);
                        } else if (outstanding.remove(blob) && outstanding.isEmpty() && waiting.remove(message)) {
                            handOn(message, job);
                        }
                    },
                    now);
        }
    }

    private void handOn(ClusterMessage message, JobId job) {
        JobInbox inbox = inboxes.get(job);
        ArrayDeque<ClusterMessage> held = early.get(job);
        if (message instanceof ClusterMessage.StartJob) {
            owner.arrived(message);
            ClusterMessage.ShareLanes share = shares.remove(job);
            if (share != null) {
                owner.arrived(share);
            }
        } else if (inbox != null) {
            inbox.arrived(message);
        } else if (held != null && held.size() < MOST_EARLY) {
            held.add(message);
        }
    }

    /** The blobs that are not in the folder where they should be; what is elsewhere on the shelf is put there. */
    private List<Payload.Blob> missing(ClusterMessage message, JobId job) throws IOException {
        List<Payload.Blob> needed = NeededBlobs.of(message);
        if (needed.isEmpty()) {
            return needed;
        }
        BlobFolder into = folder(message, job);
        List<Payload.Blob> missing = new ArrayList<>();
        for (Payload.Blob blob : needed) {
            if (into.has(blob)) {
                continue;
            }
            Optional<BlobFolder> holder = shelf.holding(blob);
            if (holder.isPresent()) {
                link(blob, holder.get(), into);
            } else {
                missing.add(blob);
            }
        }
        return missing;
    }

    private BlobFolder folder(ClusterMessage message, JobId job) throws IOException {
        return message instanceof ClusterMessage.StartJob ? shelf.jars() : shelf.ofJob(job);
    }

    private static void link(Payload.Blob blob, BlobFolder from, BlobFolder into) throws IOException {
        try {
            Files.createLink(into.file(blob), from.file(blob));
        } catch (FileAlreadyExistsException same) {
            // Named by content.
        } catch (UnsupportedOperationException noLinks) {
            into.putFile(from.file(blob));
        }
    }

    private static @Nullable JobId job(ClusterMessage message) {
        if (message instanceof ClusterMessage.ForNode forNode) {
            return forNode.job();
        } else if (message instanceof ClusterMessage.ForCoordinator forCoordinator) {
            return forCoordinator.job();
        } else if (message instanceof ClusterMessage.StartJob start) {
            return start.spec().id();
        }
        return null;
    }
}
