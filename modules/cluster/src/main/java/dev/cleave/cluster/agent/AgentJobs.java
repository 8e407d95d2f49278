package dev.cleave.cluster.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.peer.Link;
import dev.cleave.cluster.process.JobLog;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.job.JobId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.wire.cluster.ClusterMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that a node works for, each an {@link AgentJob}. Not thread-safe. */
final class AgentJobs {

    private static final Logger LOG = LoggerFactory.getLogger(AgentJobs.class);

    private final AgentSettings settings;
    private final BiFunction<Behavior<AgentJob.Command>, String, ActorRef<AgentJob.Command>> spawner;
    private final Consumer<JobId> drained;
    private final Map<JobId, ActorRef<AgentJob.Command>> jobs = new LinkedHashMap<>();
    private final Map<JobId, Duration> kept = new HashMap<>();
    private int started;

    /**
     * No jobs.
     *
     * @param spawner makes an actor of some name
     * @param drained told, on any thread, when the node is leaving and nothing more of a job is on it
     */
    AgentJobs(
            AgentSettings settings,
            BiFunction<Behavior<AgentJob.Command>, String, ActorRef<AgentJob.Command>> spawner,
            Consumer<JobId> drained) {
        this.settings = settings;
        this.spawner = spawner;
        this.drained = drained;
    }

    List<JobId> ids() {
        return List.copyOf(jobs.keySet());
    }

    boolean has(JobId id) {
        return jobs.containsKey(id);
    }

    /** How long jobs are to be kept when there is no controller; zero if none is. */
    Duration kept() {
        return kept.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    void tellAll(AgentJob.Command command) {
        jobs.values().forEach(job -> job.tell(command));
    }

    /** Starts a job, or goes on with it if it runs already, over this link. */
    void start(ClusterMessage.StartJob start, ActorRef<Remote.ToLink> link) {
        JobId id = start.spec().id();
        ActorRef<AgentJob.Command> job = jobs.get(id);
        if (job != null) {
            job.tell(new AgentJob.Obey(start.epoch()));
            setLanes(id, start.lanes());
        } else {
            try {
                job = spawn(start, link);
                jobs.put(id, job);
            } catch (IOException e) {
                LOG.error("job {} cannot be started", id, e);
                cannotStart(start, e.toString(), link);
                return;
            }
        }
        kept.put(id, Duration.ofMillis(start.keepMillis()));
        ActorRef<AgentJob.Command> receiver = job;
        link.tell(new Link.Attach(id, message -> {
            if (message instanceof ClusterMessage.ForNode said) {
                receiver.tell(new AgentJob.FromCoordinator(said.epoch(), said.messages()));
            }
        }));
    }

    /** A job has so many lanes from now on; does nothing if it is not there. */
    void setLanes(JobId id, int lanes) {
        ActorRef<AgentJob.Command> job = jobs.get(id);
        if (job != null) {
            job.tell(new AgentJob.SetLanes(Math.min(lanes, settings.lanes())));
        }
    }

    /** Tells the coordinator that the job cannot run here. */
    void cannotStart(ClusterMessage.StartJob start, String why, ActorRef<Remote.ToLink> link) {
        JobFailure failure = JobFailure.of(Code.IO, "", "node " + settings.node() + " cannot start the job: " + why);
        link.tell(new Link.Send(new ClusterMessage.ForCoordinator(
                start.spec().id(),
                settings.node(),
                start.epoch(),
                1,
                0,
                List.of(new ToCoordinator.JobNotStarted(failure)))));
    }

    /** Stops a job and deletes its blobs; does nothing if it is not there. */
    void stop(JobId id, String why, ActorRef<Remote.ToLink> link) {
        link.tell(new Link.Detach(id));
        kept.remove(id);
        ActorRef<AgentJob.Command> job = jobs.remove(id);
        if (job != null) {
            job.tell(new AgentJob.Stop(why));
            settings.shelf().forget(id);
        }
    }

    /** Beside the stream of what must not get lost: nobody waits for logs, and nothing waits behind them. */
    private void printed(ActorRef<Remote.ToLink> controller, JobId job, List<String> lines) {
        controller.tell(new Link.SendBeside(new ClusterMessage.JobLog(job, settings.node(), lines)));
    }

    /** The link by which the controller is reached at present. */
    private static final class Way {
        private volatile ActorRef<Remote.ToLink> link;

        Way(ActorRef<Remote.ToLink> link) {
            this.link = link;
        }
    }

    private ActorRef<AgentJob.Command> spawn(ClusterMessage.StartJob start, ActorRef<Remote.ToLink> link)
            throws IOException {
        JobId id = start.spec().id();
        List<String> classPath = new ArrayList<>();
        for (Payload.Blob jar : start.spec().classPath()) {
            classPath.add(settings.shelf().jars().file(jar).toString());
        }
        Way controller = new Way(link);
        AgentJob.Setup setup = new AgentJob.Setup(
                settings.node(),
                start.spec(),
                start.epoch(),
                Math.max(1, Math.min(start.lanes(), settings.lanes())),
                classPath,
                settings.shelf().ofJob(id).path().toString(),
                settings.runners(),
                JobLog.readBy(
                        settings.folder().resolve("job-" + id + ".log"),
                        JobLog.DEFAULT_LIMIT_BYTES,
                        lines -> printed(controller.link, id, lines)),
                link,
                other -> controller.link = other,
                () -> drained.accept(id));
        return spawner.apply(AgentJob.create(setup), "job-" + id + "-" + ++started);
    }
}
