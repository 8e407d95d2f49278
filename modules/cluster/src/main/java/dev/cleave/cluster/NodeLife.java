package dev.cleave.cluster;

import akka.actor.typed.ActorSystem;
import dev.cleave.api.Code;
import dev.cleave.cluster.agent.AgentEnd;
import dev.cleave.cluster.agent.AgentSettings;
import dev.cleave.cluster.agent.NodeAgent;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.process.RunnerPool;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.core.job.NodeId;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's process over several memberships: when a cluster is gone or has given the node up (it was paused for a
 * minute, say), the actor system ends, and the node starts anew and joins whatever is there then.
 */
final class NodeLife {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);

    private static final int NO_CLUSTER = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final NodeSettings settings;
    private final RunnerPool runners;
    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable ActorSystem<NodeAgent.Command> system;
    private volatile @Nullable BlobShelf shelf;

    private volatile @Nullable BlobShelf blobs;

    NodeLife(NodeSettings settings, RunnerPool runners) {
        this.settings = settings;
        this.runners = runners;
    }

    /** Ends the process, at once and without ceremony, when whoever started it is gone. */
    void endWithStandardInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is said there; only the end counts.
                        }
                    } catch (IOException gone) {
                        // The same as an end.
                    }
                    runners.close();
                    BlobShelf left = shelf;
                    if (left != null) {
                        left.close();
                    }
                    Runtime.getRuntime().halt(0);
                },
                "cleave-attached");
        thread.setDaemon(true);
        thread.start();
    }

    /** Joins, works, joins again, until there is nothing to come back to; returns the exit status. */
    int live() throws ClusterStartException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "cleave-leave"));
        try {
            return joinAndJoinAgain();
        } finally {
            runners.close();
            over.countDown();
        }
    }

    private int joinAndJoinAgain() throws ClusterStartException {
        long aloneSince = System.nanoTime();
        long pauseMillis = SHORTEST_PAUSE_MILLIS;
        for (int lives = 1; ; lives++) {
            AgentEnd end;
            try {
                end = member();
            } catch (ClusterStartException e) {
                if (lives == 1) {
                    throw e;
                }
                end = new AgentEnd(AgentEnd.Kind.LOST, String.valueOf(e.getMessage()), false);
            }
            if (end.kind() == AgentEnd.Kind.LEFT || asked.getCount() == 0) {
                return 0;
            }
            if (end.kind() == AgentEnd.Kind.REFUSED) {
                LOG.error("refused by the controller: {}", end.why());
                return NO_CLUSTER;
            }
            if (end.wasRegistered()) {
                aloneSince = System.nanoTime();
                pauseMillis = SHORTEST_PAUSE_MILLIS;
            }
            long alone = System.nanoTime() - aloneSince;
            if (!settings.giveUpAfter().isZero()
                    && alone >= settings.giveUpAfter().toNanos()) {
                LOG.error(
                        "gives up: no controller at {} for {} s",
                        settings.seeds(),
                        TimeUnit.NANOSECONDS.toSeconds(alone));
                return NO_CLUSTER;
            }
            LOG.warn("starts anew in {} ms: {}", pauseMillis, end.why());
            pause(pauseMillis);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        }
    }

    /** One membership, from its start to its end. */
    private AgentEnd member() throws ClusterStartException {
        CompletableFuture<AgentEnd> end = new CompletableFuture<>();
        try (BlobShelf opened = new BlobShelf(settings.folder().resolve("blobs"))) {
            shelf = opened;
            NodeId id = new NodeId(
                    settings.name() + "-" + Integer.toString(36 * 36 * 36 + random.nextInt(36 * 36 * 36 * 35), 36));
            AgentSettings agent = new AgentSettings(
                    id, settings.lanes(), settings.folder(), opened, runners, settings.giveUpAfter(), PATIENCE, GRACE);
            ActorSystem<NodeAgent.Command> started = ActorSystems.start(
                    NodeAgent.create(agent, end::complete),
                    ActorSystems.WORKER,
                    settings.transport(),
                    settings.seeds());
            system = started;
            if (asked.getCount() == 0) {
                started.tell(new NodeAgent.Leave());
            }
            LOG.info("node {} listens at {} and joins {}", id, ActorSystems.address(started), settings.seeds());
            started.getWhenTerminated().toCompletableFuture().get();
        } catch (IOException e) {
            throw new ClusterStartException(Code.IO, "folder " + settings.folder() + " cannot be used: " + e);
        } catch (InterruptedException | ExecutionException e) {
            return new AgentEnd(AgentEnd.Kind.LEFT, String.valueOf(e.getMessage()), false);
        }
        return end.getNow(new AgentEnd(AgentEnd.Kind.LOST, "the cluster has given this node up", true));
    }

    /** Called when the process is asked to end: gives back what the node holds, and waits for that, within bounds. */
    private void leave() {
        asked.countDown();
        ActorSystem<NodeAgent.Command> running = system;
        if (running != null) {
            running.tell(new NodeAgent.Leave());
        }
        try {
            over.await(GRACE.toSeconds() + 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runners.close();
    }

    private void pause(long millis) {
        try {
            asked.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
