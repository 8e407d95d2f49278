package dev.cleave.service.node;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.service.access.FirstToken;
import dev.cleave.service.api.ApiServer;
import dev.cleave.service.desk.PrintedLogs;
import dev.cleave.service.desk.StoredAudit;
import dev.cleave.service.desk.StoredTokens;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.sql.PostgresCandidates;
import dev.cleave.service.store.sql.PostgresSettings;
import dev.cleave.service.store.sql.PostgresStore;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job service in this process, with its nodes on this machine as processes of their own; further nodes can join. Where it
 * shares its store with others, each of them may be the controller, and one of them is.
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
    private final String clusterAddress;
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
            Optional<PostgresSettings> shared = settings.shared().map(ServiceSettings.SharedStore::database);
            Store store = begun(
                    shared.isPresent()
                            ? PostgresStore.open(shared.get())
                            : SqliteStore.open(SqliteSettings.in(folder.resolve("store")), clock));
            ThreadPoolExecutor disk = disk();
            StoredTokens tokens = new StoredTokens(store.tokens(), disk);
            hasNewToken = FirstToken.ensure(tokens, settings.tokenFile(), new SecureRandom(), clock.instant())
                    .isPresent();
            Term.Parts parts =
                    new Term.Parts(settings, store, begun(new PrintedLogs(Term.Parts.logs(settings))), disk, clock);
            StoredAudit audit = begun(new StoredAudit(store.audit()));
            if (shared.isPresent()) {
                TermDesk desk = new TermDesk(settings.name());
                api = begun(ApiServer.start(settings.api(), desk, tokens, audit, clock));
                Candidature candidature =
                        begun(new Candidature(parts, PostgresCandidates.open(shared.get()), desk, text(api.address())));
                clusterAddress = candidature.address();
                restored = 0;
                startNodes(settings);
                begun((AutoCloseable) candidature::rest); // Before nodes end, whose end is no failure of jobs.
            } else {
                Term term = begun(alone(parts));
                clusterAddress = term.clusterAddress();
                restored = term.restored();
                startNodes(settings);
                begun((AutoCloseable) term::rest);
                api = begun(ApiServer.start(settings.api(), term.desk(), tokens, audit, clock));
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** The one term of a process whose store is its own. */
    private Term alone(Term.Parts parts) throws ClusterStartException, IOException {
        ServiceSettings settings = parts.settings();
        KnownNodes known = new KnownNodes(settings.folder().resolve("nodes.txt"));
        ClusterSettings cluster =
                new ClusterSettings(settings.transport(), settings.folder().resolve("controller"));
        List<String> seeds = settings.transport().port() == 0 ? List.of() : known.before();
        return new Term(
                parts, (epoch, nodes) -> Cluster.takeOver(cluster, epoch, nodes, seeds), known, over::countDown);
    }

    private void startNodes(ServiceSettings settings) throws ClusterStartException {
        if (settings.lanes() > 0) {
            begun(LocalNodes.start(
                    1,
                    new LocalNodes.Settings(
                            clusterAddress,
                            settings.transport(),
                            Term.Parts.nodes(settings),
                            settings.lanes(),
                            List.of(),
                            settings.shared().isPresent() ? shortened(settings.name()) : "node")));
        }
    }

    /** Nodes have a number besides. */
    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), 56));
    }

    private static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
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
        return clusterAddress;
    }

    /** Whether this is the first start, so that a token was made and written to its file. */
    public boolean hasNewToken() {
        return hasNewToken;
    }

    /** How many jobs of earlier terms were taken over. */
    public int restored() {
        return restored;
    }

    /** Waits until another controller's term has begun, and this process is of no use: for ever where it may be its turn again. */
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
}
