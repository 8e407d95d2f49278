package dev.cleave.service.node;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.controller.JobJournal;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.service.access.FirstToken;
import dev.cleave.service.api.ApiServer;
import dev.cleave.service.desk.Blobs;
import dev.cleave.service.desk.LogFiles;
import dev.cleave.service.desk.PrintedLogs;
import dev.cleave.service.desk.StoreDesk;
import dev.cleave.service.desk.StoredAudit;
import dev.cleave.service.desk.StoredTokens;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.keeper.JobKeeper;
import dev.cleave.service.keeper.Workforce;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job service in this process, with its nodes on this machine as processes of their own; further nodes can join.
 *
 * <p>What was started is ended in the opposite order, also when the start fails half-way.
 */
public final class ServiceNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceNode.class);
    private static final int DISK_THREADS = 16;
    private static final int MOST_WAITING = 10_000;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ApiServer api;
    private final Cluster cluster;
    private final boolean hasNewToken;
    private final int restored;

    /**
     * Starts all of it.
     *
     * @throws ClusterStartException if an address is taken or refused, or a folder cannot be used
     * @throws IOException if the API cannot listen, or a file cannot be written
     * @throws dev.cleave.service.store.StoreException if the store cannot be opened
     */
    public static ServiceNode start(ServiceSettings settings) throws ClusterStartException, IOException {
        return new ServiceNode(settings);
    }

    private ServiceNode(ServiceSettings settings) throws ClusterStartException, IOException {
        boolean complete = false;
        try {
            InstantSource clock = InstantSource.system();
            Path folder = settings.folder();
            Store store = begun(SqliteStore.open(SqliteSettings.in(folder.resolve("store")), clock));
            Writer writer = store.takeEpoch(store.epoch());
            ThreadPoolExecutor disk = disk();
            StoredTokens tokens = new StoredTokens(store.tokens(), disk);
            hasNewToken = FirstToken.ensure(tokens, settings.tokenFile(), new SecureRandom(), clock.instant())
                    .isPresent();
            Blobs blobs =
                    new Blobs(BlobFolder.in(folder.resolve("blobs")), store, writer, settings.mostBlobBytes(), clock);
            Happenings happenings = new Happenings();
            Path logs = folder.resolve("logs");
            PrintedLogs printed = begun(new PrintedLogs(logs));
            LateWorkforce workforce = new LateWorkforce();
            JobKeeper keeper = begun(new JobKeeper(
                    new JobKeeper.Parts(
                            store,
                            writer,
                            workforce,
                            blobs,
                            blobs,
                            happenings,
                            clock,
                            settings.owners(),
                            over::countDown),
                    settings.queue()));
            KnownNodes known = new KnownNodes(folder.resolve("nodes.txt"));
            cluster = begun(Cluster.takeOver(
                    new ClusterSettings(settings.transport(), folder.resolve("controller")),
                    writer.epoch(),
                    new Printing(keeper.nodeListener(), printed, known),
                    settings.transport().port() == 0 ? List.of() : known.before()));
            workforce.cluster = Workforce.of(cluster);
            restored = keeper.begin().toCompletableFuture().join();
            Path nodes = folder.resolve("nodes");
            if (settings.lanes() > 0) {
                begun(LocalNodes.start(
                        1,
                        new LocalNodes.Settings(
                                cluster.address(), settings.transport(), nodes, settings.lanes(), List.of())));
            }
            begun(keeper); // Ends before nodes and cluster do, whose end is no failure of the jobs that run.
            StoredAudit audit = begun(new StoredAudit(store.audit()));
            StoreDesk desk = new StoreDesk(new StoreDesk.Parts(
                    store,
                    keeper,
                    happenings,
                    blobs,
                    settings.programs(),
                    new LogFiles(logs, store.jobs(), disk),
                    new JobIds(clock, new SecureRandom()),
                    clock,
                    disk,
                    settings.name(),
                    settings.runnerMemory()));
            Housekeeping housekeeping = begun(new Housekeeping(
                    writer,
                    store.jobs(),
                    settings.retention(),
                    blobs,
                    List.of(nodes, logs),
                    settings.mostLogBytes(),
                    clock));
            api = begun(ApiServer.start(settings.api(), desk, tokens, audit, clock));
            housekeeping.begin();
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private <T extends AutoCloseable> T begun(T part) {
        started.push(part);
        return part;
    }

    private ThreadPoolExecutor disk() {
        ThreadPoolExecutor disk = new ThreadPoolExecutor(
                DISK_THREADS, DISK_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "cleave-disk");
                    thread.setDaemon(true);
                    return thread;
                });
        disk.allowCoreThreadTimeOut(true);
        started.push(disk::shutdownNow);
        return disk;
    }

    /** Where the API listens. */
    public InetSocketAddress apiAddress() {
        return api.address();
    }

    /** Where further nodes join, as {@code host:port}. */
    public String clusterAddress() {
        return cluster.address();
    }

    /** Whether this is the first start, so that a token was made and written to its file. */
    public boolean hasNewToken() {
        return hasNewToken;
    }

    /** How many jobs of earlier terms were taken over. */
    public int restored() {
        return restored;
    }

    /** Waits until another controller's term has begun. */
    public void awaitLostTerm() throws InterruptedException {
        over.await();
    }

    /** Ends all of it; the next controller goes on with what runs. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not end well", part, e);
            }
        }
    }

    /** Hears of nodes, and of what jobs print on them. */
    private record Printing(NodeListener nodes, PrintedLogs logs, KnownNodes known) implements NodeListener {
        @Override
        public void joined(NodeView node) {
            known.joined(node.id().value(), node.address());
            nodes.joined(node);
        }

        @Override
        public void lost(NodeId node, String why) {
            known.lost(node.value());
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

    /** The cluster, which needs to know its listener before there is anything to listen to. */
    private static final class LateWorkforce implements Workforce {

        private volatile Workforce cluster = new Workforce() {
            @Override
            public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal)
                    throws IOException {
                throw new IOException("the cluster is starting");
            }

            @Override
            public void share(JobId job, NodeId node, int lanes) {
                // There are no nodes yet.
            }

            @Override
            public void drain(NodeId node) {
                // There are no nodes yet.
            }
        };

        @Override
        public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal)
                throws IOException {
            return cluster.begin(spec, jars, listener, journal);
        }

        @Override
        public void settled() {
            cluster.settled();
        }

        @Override
        public void share(JobId job, NodeId node, int lanes) {
            cluster.share(job, node, lanes);
        }

        @Override
        public void drain(NodeId node) {
            cluster.drain(node);
        }
    }
}
