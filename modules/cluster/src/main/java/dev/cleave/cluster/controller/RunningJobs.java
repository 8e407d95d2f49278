package dev.cleave.cluster.controller;

import akka.actor.typed.ActorRef;
import dev.cleave.cluster.peer.Link;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.wire.cluster.ClusterMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that run, and how many lanes of which node each of them has.
 *
 * <p>A job has every lane of every node, or as many as it is given from time to time; a node hears of such a job when it gets
 * its first lane there. Not thread-safe.
 */
final class RunningJobs {

    /**
     * A job that is running.
     *
     * @param byShare whether it has only the lanes that it is given
     * @param isJournaled whether another controller can go on with it
     * @param lanes of the nodes that were told of the job
     */
    record Running(
            JobSpec spec,
            JobObserver observer,
            ActorRef<Coordinator.Command> coordinator,
            boolean byShare,
            boolean isJournaled,
            Map<NodeId, Integer> lanes) {

        Running(
                JobSpec spec,
                JobObserver observer,
                ActorRef<Coordinator.Command> coordinator,
                boolean byShare,
                boolean isJournaled) {
            this(spec, observer, coordinator, byShare, isJournaled, new HashMap<>());
        }
    }

    /** How long nodes keep what they hold of a job that another controller can go on with. */
    static final Duration KEPT_BY_NODES = Duration.ofSeconds(60);

    private final long epoch;
    private final Map<JobId, Running> jobs = new LinkedHashMap<>();

    /** None. */
    RunningJobs(long epoch) {
        this.epoch = epoch;
    }

    boolean contains(JobId id) {
        return jobs.containsKey(id);
    }

    @Nullable
    Running find(JobId id) {
        return jobs.get(id);
    }

    /** Adds a job; unless its lanes are given by share, every node works for it from now on. */
    void add(Running job, Collection<NodeRegistry.Node> nodes) {
        jobs.put(job.spec().id(), job);
        nodes.forEach(node -> offer(job, node));
    }

    /** The job is over; returns whether it was running. */
    boolean remove(JobId id, Collection<NodeRegistry.Node> nodes) {
        if (jobs.remove(id) == null) {
            return false;
        }
        for (NodeRegistry.Node node : nodes) {
            node.link().tell(new Link.Detach(id));
            stop(id, node);
        }
        return true;
    }

    /** A node works for a job that is over. */
    void stop(JobId id, NodeRegistry.Node node) {
        node.link().tell(new Link.Send(new ClusterMessage.StopJob(epoch, id, "the job is over")));
    }

    /** The node works for nobody from now on. */
    void stopAll(NodeRegistry.Node node) {
        jobs.keySet().forEach(id -> stop(id, node));
    }

    /** The node gives so many lanes to the job from now on. */
    void share(Running job, NodeRegistry.Node node, int lanes) {
        Integer before = job.lanes().get(node.id());
        if (before == null) {
            if (lanes > 0) {
                start(job, node, lanes);
            }
        } else if (before != lanes) {
            job.lanes().put(node.id(), lanes);
            node.link()
                    .tell(new Link.Send(
                            new ClusterMessage.ShareLanes(epoch, job.spec().id(), lanes)));
        }
    }

    /**
     * A node works for the job since an earlier controller told it to: it says what it has.
     *
     * @param lanes how many it has for that from now on; 0 if it is going to be told
     * @return whether this was new
     */
    boolean attach(Running job, NodeRegistry.Node node, int lanes) {
        boolean isNew = !job.lanes().containsKey(node.id());
        if (isNew) {
            start(job, node, lanes);
        }
        return isNew;
    }

    /** Says again how many lanes a node has for a job: what was said before may have got lost. */
    void shareAgain(Running job, NodeRegistry.Node node) {
        Integer lanes = job.lanes().get(node.id());
        if (job.byShare() && lanes != null) {
            node.link()
                    .tell(new Link.Send(
                            new ClusterMessage.ShareLanes(epoch, job.spec().id(), lanes)));
        }
    }

    void nodeJoined(NodeRegistry.Node node) {
        for (Running job : jobs.values()) {
            job.observer().note("node " + node.id() + " has joined with " + node.lanesInWords());
            Integer before = job.lanes().remove(node.id());
            if (before != null) {
                start(job, node, before); // it comes back, over another link
            } else {
                offer(job, node);
            }
        }
    }

    void nodeLost(NodeId node, String why) {
        for (Running job : jobs.values()) {
            job.observer().note("node " + node + " is lost: " + why);
            job.coordinator().tell(new Coordinator.NodeLost(node));
            job.lanes().remove(node);
        }
    }

    void nodeDraining(NodeId node, String note) {
        for (Running job : jobs.values()) {
            job.observer().note(note);
            job.coordinator().tell(new Coordinator.NodeDraining(node));
        }
    }

    private void offer(Running job, NodeRegistry.Node node) {
        if (!job.byShare()) {
            start(job, node, node.lanes());
        }
    }

    private void start(Running job, NodeRegistry.Node node, int lanes) {
        ActorRef<Coordinator.Command> coordinator = job.coordinator();
        JobId id = job.spec().id();
        NodeId from = node.id();
        job.lanes().put(from, lanes);
        node.link().tell(new Link.Attach(id, message -> {
            if (message instanceof ClusterMessage.ForCoordinator said) {
                coordinator.tell(new Coordinator.FromNode(from, said.messages()));
            }
        }));
        node.link()
                .tell(new Link.Send(new ClusterMessage.StartJob(
                        epoch,
                        job.spec(),
                        lanes,
                        coordinator.path().name(),
                        job.isJournaled() ? KEPT_BY_NODES.toMillis() : 0)));
        coordinator.tell(new Coordinator.NodeJoined(node.id(), lanes, node.link()));
    }
}
