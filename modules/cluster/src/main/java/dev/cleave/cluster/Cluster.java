package dev.cleave.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Join;
import dev.cleave.api.Code;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.controller.Controller;
import dev.cleave.cluster.controller.Door;
import dev.cleave.cluster.controller.JobJournal;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.cluster.lifeline.LifelineServer;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.ControllerProxy;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cluster whose controller is this process: nodes join it, jobs are submitted to it.
 *
 * <p>Safe for use by many threads.
 */
public final class Cluster implements AutoCloseable {

    private static final long TERMINATE_SECONDS = 5;

    /** Which nodes are registered, for those who wait for them. */
    private static final class Registered implements NodeListener {
        private final NodeListener next;
        private final Set<NodeId> nodes = new HashSet<>();

        Registered(NodeListener next) {
            this.next = next;
        }

        @Override
        public void joined(NodeView node) {
            synchronized (this) {
                nodes.add(node.id());
                notifyAll();
            }
            next.joined(node);
        }

        @Override
        public void lost(NodeId node, String why) {
            synchronized (this) {
                nodes.remove(node);
            }
            next.lost(node, why);
        }

        @Override
        public void draining(NodeId node) {
            next.draining(node);
        }

        @Override
        public void drained(NodeId node) {
            next.drained(node);
        }

        @Override
        public void printed(NodeId node, JobId job, List<String> lines) {
            next.printed(node, job, lines);
        }

        synchronized boolean await(int count, Duration patience) throws InterruptedException {
            long until = System.nanoTime() + patience.toNanos();
            while (nodes.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }

    private final ActorSystem<Void> system;
    private final ActorRef<Remote.ToController> controller;
    private final @Nullable ActorRef<Remote.ToController> door;
    private final BlobShelf shelf;
    private final @Nullable LifelineServer lifelines;
    private final Registered registered;

    private Cluster(
            ActorSystem<Void> system,
            ActorRef<Remote.ToController> controller,
            @Nullable ActorRef<Remote.ToController> door,
            BlobShelf shelf,
            @Nullable LifelineServer lifelines,
            Registered registered) {
        this.system = system;
        this.controller = controller;
        this.door = door;
        this.shelf = shelf;
        this.lifelines = lifelines;
        this.registered = registered;
    }

    /**
     * Forms a cluster of this process alone; nodes can join from now on. Its term is told by the clock of this machine,
     * which goes up from one controller to the next.
     *
     * @throws ClusterStartException if the address is refused or taken, or the folder cannot be used
     */
    public static Cluster start(ClusterSettings settings) throws ClusterStartException {
        return start(settings, System.currentTimeMillis(), NodeListener.SILENT);
    }

    /**
     * Forms a cluster of this process alone, in which nothing runs yet; nodes can join from now on.
     *
     * @param epoch the controller's term, higher than that of every controller before it
     * @param listener told which nodes there are
     * @throws ClusterStartException if the address is refused or taken, or the folder cannot be used
     */
    public static Cluster start(ClusterSettings settings, long epoch, NodeListener listener)
            throws ClusterStartException {
        try {
            BlobShelf shelf = new BlobShelf(settings.folder().resolve("blobs"));
            return start(settings, epoch, listener, List.of(), shelf, true);
        } catch (IOException e) {
            throw new ClusterStartException(Code.IO, "folder " + settings.folder() + " cannot be used: " + e);
        }
    }

    /**
     * Takes over a cluster from an earlier controller, or forms a new one of this process alone. What the earlier one kept in
     * the folder is kept. Once every job is submitted that it left, {@link #settled} is to be called.
     *
     * @param epoch the controller's term, higher than that of every controller before it
     * @param seeds nodes of the cluster that may be there, each as {@code host:port}; if none answers soon, a new cluster is
     *     formed. Where there are any, the port must be given, and be that of the earlier controller if it ran here
     * @throws ClusterStartException if the address is refused or taken, or the folder cannot be used
     */
    public static Cluster takeOver(ClusterSettings settings, long epoch, NodeListener listener, List<String> seeds)
            throws ClusterStartException {
        try {
            BlobShelf shelf = BlobShelf.kept(settings.folder().resolve("blobs"));
            return start(settings, epoch, listener, seeds, shelf, false);
        } catch (IOException e) {
            throw new ClusterStartException(Code.IO, "folder " + settings.folder() + " cannot be used: " + e);
        }
    }

    private static Cluster start(
            ClusterSettings settings,
            long epoch,
            NodeListener listener,
            List<String> seeds,
            BlobShelf shelf,
            boolean settled)
            throws ClusterStartException {
        ActorSystem<Void> system;
        try {
            settings.transport().check();
            system = ActorSystems.start(
                    Behaviors.empty(), ActorSystems.CONTROLLER, settings.transport(), selfFirst(settings, seeds));
        } catch (ClusterStartException e) {
            shelf.close();
            throw e;
        }
        akka.cluster.typed.Cluster member = akka.cluster.typed.Cluster.get(system);
        if (seeds.isEmpty()) {
            member.manager().tell(Join.create(member.selfMember().address()));
        }
        LifelineServer lifelines = lifelines(settings, system);
        Registered registered = new Registered(listener);
        ActorRef<Remote.ToController> controller =
                ControllerProxy.hosting(system, Controller.create(epoch, shelf, lifelines, registered, settled));
        return new Cluster(system, controller, null, shelf, lifelines, registered);
    }

    /** A term of a {@link Candidate}. */
    static Cluster lead(
            ActorSystem<Void> system,
            ActorRef<Remote.ToController> door,
            ClusterSettings settings,
            long epoch,
            NodeListener listener)
            throws ClusterStartException {
        BlobShelf shelf;
        try {
            shelf = BlobShelf.kept(settings.folder().resolve("blobs"));
        } catch (IOException e) {
            throw new ClusterStartException(Code.IO, "folder " + settings.folder() + " cannot be used: " + e);
        }
        LifelineServer lifelines = lifelines(settings, system);
        Registered registered = new Registered(listener);
        ActorRef<Remote.ToController> controller = system.systemActorOf(
                Controller.create(epoch, shelf, lifelines, registered, false), "controller-" + epoch, Props.empty());
        door.tell(new Door.Open(controller));
        return new Cluster(system, controller, door, shelf, lifelines, registered);
    }

    /** Who is first forms a cluster if none of the others answers. */
    private static List<String> selfFirst(ClusterSettings settings, List<String> seeds) {
        List<String> all = new ArrayList<>(seeds);
        if (!seeds.isEmpty()) {
            all.add(0, settings.transport().host() + ":" + settings.transport().port());
        }
        return all;
    }

    /** Where nodes join, as {@code host:port}. */
    public String address() {
        return ActorSystems.address(system);
    }

    /**
     * Starts a job.
     *
     * @param spec the job; its class path is replaced by {@code jars} if there are any, or names them in the same order
     * @param jars the jars of its class path, in order
     * @param listener who watches it
     * @throws IOException if a jar cannot be read or kept
     */
    public JobHandle submit(JobSpec spec, List<Path> jars, JobListener listener) throws IOException {
        return submit(spec, jars, listener, false, null);
    }

    /**
     * Starts a job that has only the lanes that it is given, by {@link #share}; none at first.
     *
     * @param spec the job; its class path is replaced by {@code jars} if there are any, or names them in the same order
     * @param jars the jars of its class path, in order
     * @param listener who watches it
     * @throws IOException if a jar cannot be read or kept
     */
    public JobHandle submitByShare(JobSpec spec, List<Path> jars, JobListener listener) throws IOException {
        return submit(spec, jars, listener, true, null);
    }

    /**
     * Starts a job that has only the lanes that it is given, or goes on with it where its journal ends, and keeps a journal.
     *
     * @param spec the job; its class path is replaced by {@code jars} if there are any, or names them in the same order
     * @param jars the jars of its class path, in order
     * @param listener who watches it
     * @throws IOException if a jar cannot be read or kept
     */
    public JobHandle submitByShare(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal)
            throws IOException {
        return submit(spec, jars, listener, true, journal);
    }

    /** Every job is submitted that an earlier controller left. */
    public void settled() {
        controller.tell(new Controller.Settled());
    }

    /** A job has so many lanes of a node from now on; of no effect where one of them is not there (any more). */
    public void share(JobId job, NodeId node, int lanes) {
        controller.tell(new Controller.Share(job, node, lanes));
    }

    /** A node gives back its work, takes no more, and stays. The listener hears when it has nothing left to do. */
    public void drain(NodeId node) {
        controller.tell(new Controller.Drain(node));
    }

    private JobHandle submit(
            JobSpec spec, List<Path> jars, JobListener listener, boolean byShare, @Nullable JobJournal journal)
            throws IOException {
        List<Payload.Blob> classPath = new ArrayList<>(jars.isEmpty() ? spec.classPath() : List.of());
        for (int i = 0; i < jars.size(); i++) {
            classPath.add(kept(spec, i, jars));
        }
        JobSpec kept = new JobSpec(
                spec.id(),
                spec.jobClass(),
                List.copyOf(classPath),
                spec.arguments(),
                spec.jvmOptions(),
                spec.maxDepth(),
                spec.maxPayloadBytes(),
                spec.profile());
        BlobFolder blobs = shelf.ofJob(spec.id());
        if (journal != null) {
            journal.begin(blobs);
        }
        SubmittedJob job = new SubmittedJob(spec.id(), listener, controller);
        controller.tell(new Controller.Submit(kept, job, byShare, journal));
        return job;
    }

    /** A jar that the job's description names already, and that is here, is not read again. */
    private Payload.Blob kept(JobSpec spec, int i, List<Path> jars) throws IOException {
        if (spec.classPath().size() == jars.size()) {
            Payload.Blob named = spec.classPath().get(i);
            if (shelf.jars().has(named)) {
                return named;
            }
        }
        return shelf.jars().putFile(jars.get(i));
    }

    /**
     * Waits until so many nodes are registered.
     *
     * @return false if that took longer than {@code patience}
     */
    public boolean awaitNodes(int count, Duration patience) throws InterruptedException {
        return registered.await(count, patience);
    }

    /**
     * Ends the controller, its jobs (as failed, unless they have a journal) and its membership, at once; nodes notice by
     * themselves. The membership of a {@link Candidate} goes on.
     */
    @Override
    public void close() {
        if (door != null) {
            door.tell(new Door.Shut(controller));
            controller.tell(new Controller.End());
            letGo();
            return;
        }
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(TERMINATE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            system.log().warn("the actor system did not end in {} s", TERMINATE_SECONDS);
        }
        letGo();
    }

    /**
     * Lets go of all nodes, which notice at once, and of what is kept on disk. Enough for a process that is about to end: its
     * actor system ends with it, and would only take time from nodes that end as well. Nothing can be done with the cluster
     * afterwards but to {@link #close()} it.
     */
    public void letGo() {
        if (lifelines != null) {
            lifelines.close();
        }
        shelf.close();
    }

    private static @Nullable LifelineServer lifelines(ClusterSettings settings, ActorSystem<Void> system) {
        try {
            return new LifelineServer(settings.transport().host());
        } catch (IOException e) {
            system.log().warn("no port for lifelines, so that dead nodes are noticed by their silence only: {}", e);
            return null;
        }
    }
}
