package dev.cleave.service.node;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.service.api.JobDesk;
import dev.cleave.service.desk.BlobCopies;
import dev.cleave.service.desk.Blobs;
import dev.cleave.service.desk.LogFiles;
import dev.cleave.service.desk.PrintedLogs;
import dev.cleave.service.desk.StoreDesk;
import dev.cleave.service.desk.StorePipelineDesk;
import dev.cleave.service.desk.StoredBlobs;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.keeper.JobKeeper;
import dev.cleave.service.keeper.Workforce;
import dev.cleave.service.pipeline.PipelineKeeper;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process has while it is the controller: the cluster, the keeper of jobs and the desk. Each term writes under an epoch
 * of its own.
 *
 * <p>What was begun is ended in the opposite order, also when the beginning fails half-way.
 */
final class Term implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Term.class);

    /**
     * What outlives terms.
     *
     * @param printed where the lines go that jobs print
     * @param disk runs what waits for the disk
     */
    record Parts(ServiceSettings settings, Store store, PrintedLogs printed, Executor disk, InstantSource clock) {

        /** Where logs of jobs are kept. */
        static Path logs(ServiceSettings settings) {
            return settings.folder().resolve("logs");
        }

        /** Where nodes of this machine have their folders. */
        static Path nodes(ServiceSettings settings) {
            return settings.folder().resolve("nodes");
        }
    }

    /** How a process comes to its cluster. */
    @FunctionalInterface
    interface Beginning {
        /** Begins to be the controller. */
        Cluster begin(long epoch, NodeListener listener) throws ClusterStartException;
    }

    private final Deque<AutoCloseable> begun = new ArrayDeque<>();
    private final Cluster cluster;
    private final JobKeeper keeper;
    private final PipelineKeeper pipelineKeeper;
    private final StoreDesk desk;
    private final int restored;

    /**
     * Begins a term, and takes over what earlier ones left.
     *
     * @param watching told of nodes besides
     * @param lost told, on any thread, that another controller's term has begun
     */
    Term(Parts parts, Beginning beginning, NodeListener watching, Runnable lost)
            throws ClusterStartException, IOException {
        boolean complete = false;
        try {
            ServiceSettings settings = parts.settings();
            Store store = parts.store();
            Writer writer = store.takeEpoch(store.epoch());
            BlobCopies copies =
                    settings.shared().isPresent() ? new StoredBlobs(store.blobs(), writer) : BlobCopies.NONE;
            Blobs blobs = new Blobs(
                    BlobFolder.in(settings.folder().resolve("blobs")),
                    copies,
                    store,
                    writer,
                    settings.mostBlobBytes(),
                    parts.clock());
            Happenings happenings = new Happenings();
            LateWorkforce workforce = new LateWorkforce();
            keeper = new JobKeeper(
                    new JobKeeper.Parts(
                            store, writer, workforce, blobs, blobs, happenings, parts.clock(), settings.owners(), lost),
                    settings.queue());
            begun.push(keeper);
            cluster = beginning.begin(writer.epoch(), new Listening(keeper.nodeListener(), watching, parts.printed()));
            begun.push(cluster);
            workforce.cluster = Workforce.of(cluster);
            restored = keeper.begin().toCompletableFuture().join();
            begun.push(happenings::end);
            begun.push(keeper); // Ends before the cluster does, whose end is no failure of the jobs that run.
            StoreDesk.Parts deskParts = new StoreDesk.Parts(
                    store,
                    keeper,
                    happenings,
                    blobs,
                    settings.programs(),
                    new LogFiles(Parts.logs(settings), store.jobs(), parts.disk()),
                    new JobIds(parts.clock(), new SecureRandom()),
                    parts.clock(),
                    parts.disk(),
                    settings.name(),
                    settings.runnerMemory());
            StorePipelineDesk pipelines = new StorePipelineDesk(deskParts, writer.pipelines());
            pipelineKeeper = pipelines.keeper();
            begun.push(pipelineKeeper);
            desk = new StoreDesk(deskParts, pipelines);
            pipelineKeeper.begin().toCompletableFuture().join();
            Housekeeping housekeeping = new Housekeeping(
                    writer,
                    store.jobs(),
                    settings.retention(),
                    blobs,
                    List.of(Parts.nodes(settings), Parts.logs(settings)),
                    settings.mostLogBytes(),
                    parts.clock());
            begun.push(housekeeping);
            housekeeping.begin();
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Where nodes join, as {@code host:port}. */
    String clusterAddress() {
        return cluster.address();
    }

    /** Where requests are answered. */
    JobDesk desk() {
        return desk;
    }

    /** How many jobs of earlier terms were taken over. */
    int restored() {
        return restored;
    }

    /** Decides nothing any more; whatever ends from now on is no failure of a job. */
    void rest() {
        pipelineKeeper.close();
        keeper.close();
    }

    @Override
    public void close() {
        while (!begun.isEmpty()) {
            AutoCloseable part = begun.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not end well", part, e);
            }
        }
    }

    /** Hears of nodes, and of what jobs print on them. */
    private record Listening(NodeListener nodes, NodeListener watching, PrintedLogs logs) implements NodeListener {
        @Override
        public void joined(NodeView node) {
            watching.joined(node);
            nodes.joined(node);
        }

        @Override
        public void lost(NodeId node, String why) {
            watching.lost(node, why);
            nodes.lost(node, why);
        }

        @Override
        public void draining(NodeId node) {
            nodes.draining(node);
        }

        @Override
        public void drained(NodeId node) {
            nodes.drained(node);
        }

        @Override
        public void printed(NodeId node, JobId job, List<String> lines) {
            logs.add(node, job, lines);
        }
    }
}
