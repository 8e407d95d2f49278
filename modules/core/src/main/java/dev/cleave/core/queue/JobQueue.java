package dev.cleave.core.queue;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The jobs of a cluster that wait or run: which starts when, and with how much of the cluster.
 *
 * <p>Several jobs run at once, up to a bound, and divide the lanes by their {@link Allowance}s. Whose turn it is follows, in this
 * order, from priority, from what the owner has used compared with the owner's weight, and from the time of submission; a
 * priority of an owner that nothing was started from for long counts higher, so that nobody starves. A job whose needs the
 * present nodes cannot meet is passed, as is one whose owner is at a limit.
 *
 * <p>A job has a place from {@link #reserve} on; it cannot start before {@link #stored}, so that what is accepted is on disk.
 * How many wait is bounded, and so is memory; what is too much is refused with a time to come back.
 *
 * <p>Not thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls.
 */
public final class JobQueue {

    private static final Allowance NOTHING = new Allowance(0, 0, 1, 0);

    private final QueueSettings settings;
    private final QueuePort port;
    private final UsableNodes nodes = new UsableNodes();
    private final WaitingJobs waiting;
    private final Explainer explainer;
    private final Map<JobId, QueuedJob> jobs = new HashMap<>();
    private final Map<JobId, QueuedJob> running = new LinkedHashMap<>();
    private final OwnerTable owners;
    private final TreeSet<QueuedJob> alarms = new TreeSet<>(
            Comparator.<QueuedJob>comparingLong(job -> job.alarmAt).thenComparingLong(job -> job.sequence));
    private final Admission admission;
    private long sequences;

    /**
     * An empty queue without nodes.
     *
     * @param settings times and bounds
     * @param port where decisions go
     */
    public JobQueue(QueueSettings settings, QueuePort port) {
        this.settings = settings;
        this.port = port;
        this.admission = new Admission(settings);
        this.owners = new OwnerTable(settings.halfLifeNanos());
        this.waiting = new WaitingJobs(settings, nodes);
        this.explainer = new Explainer(settings, nodes, waiting);
    }

    /** Gives a job a place and queues it at once, for where nothing is stored. */
    public boolean submit(JobRequest request, long now) {
        boolean accepted = reserve(request, now);
        if (accepted) {
            stored(request.id(), now);
        }
        return accepted;
    }

    /**
     * Gives a job a place, or refuses it.
     *
     * @return whether it has a place now; {@link #stored} or {@link #withdraw} must follow
     */
    public boolean reserve(JobRequest request, long now) {
        Refusal refusal = jobs.containsKey(request.id())
                ? Admission.exists(request.id())
                : admission.refusal(request, owners.find(request.owner()), waiting(), now);
        if (refusal != null) {
            port.refuse(request.id(), refusal);
            return false;
        }
        place(request);
        return true;
    }

    private QueuedJob place(JobRequest request) {
        QueuedJob job = new QueuedJob(request, owners.findOrAdd(request.owner()), sequences++);
        jobs.put(request.id(), job);
        job.owner.waiting++;
        return job;
    }

    /** The store has a job that has a place: it is queued. Does nothing if it was cancelled meanwhile. */
    public void stored(JobId id, long now) {
        QueuedJob job = jobs.get(id);
        if (job != null && job.state == QueueState.RESERVED) {
            job.move(QueueState.Event.STORED);
            enqueue(job, now);
            serve(now);
        }
    }

    /** The store could not take a job that has a place. Nobody is told. */
    public void withdraw(JobId id, long now) {
        QueuedJob job = jobs.get(id);
        if (job != null && job.state == QueueState.RESERVED) {
            job.move(QueueState.Event.WITHDRAW);
            forget(job, now);
        }
    }

    /**
     * A job that an earlier controller accepted, whatever the bounds: it waits. To be called in order of submission.
     *
     * @param attempt how often it has been started
     * @param retryAt when it may be started again, if it has failed; otherwise any time that is not to come
     */
    public void restoreWaiting(JobRequest request, int attempt, long retryAt, long now) {
        QueuedJob job = place(request);
        job.attempt = attempt;
        if (retryAt > now) {
            job.move(QueueState.Event.RESUME);
            job.move(QueueState.Event.FAIL);
            backOff(job, retryAt);
        } else {
            job.move(QueueState.Event.STORED);
            enqueue(job, now);
        }
        serve(now);
    }

    private void backOff(QueuedJob job, long retryAt) {
        job.retryAt = retryAt;
        alarm(job, Math.min(retryAt, job.request.deadline()));
    }

    /**
     * A job that an earlier controller started, and that goes on: it keeps its place among the running. Its allowance is
     * told through {@link QueuePort#allow}.
     *
     * @param attempt how often it has been started
     */
    public void restoreRunning(JobRequest request, int attempt, long now) {
        QueuedJob job = place(request);
        job.attempt = attempt;
        job.move(QueueState.Event.RESUME);
        seat(job);
        allow(job.owner);
    }

    /** Nobody wants a job any more: it ends if it waits, and is told to stop if it runs. */
    public void cancel(JobId id, long now) {
        QueuedJob job = jobs.get(id);
        if (job == null || job.state == QueueState.STOPPING) {
            return;
        }
        boolean runs = job.state == QueueState.RUNNING;
        job.move(QueueState.Event.CANCEL);
        if (runs) {
            alarm(job, Long.MAX_VALUE);
            port.stop(id, StopReason.CANCELLED);
        } else {
            end(job, new Outcome.Cancelled(), now);
            serve(now);
        }
    }

    /**
     * A running job has ended. If it failed in a way that another run may mend, and it has retries left and the time for
     * one, it waits for another run; else it has ended for good.
     */
    public void jobEnded(JobId id, Outcome outcome, long now) {
        QueuedJob job = jobs.get(id);
        if (job == null || !job.state.hasSeat()) {
            return;
        }
        running.remove(id);
        job.owner.running.remove(job.sequence);
        job.owner.waiting++;
        job.allowance = null;
        job.observed = null;
        allow(job.owner);
        if (outcome instanceof Outcome.Failed failed && mayRetry(job, failed.failure(), now)) {
            job.move(QueueState.Event.FAIL);
            backOff(job, job.retryAt);
            port.retryLater(id, job.attempt, job.retryAt);
        } else {
            job.move(QueueState.Event.END);
            end(job, outcome, now);
        }
        serve(now);
    }

    private boolean mayRetry(QueuedJob job, JobFailure failure, long now) {
        if (job.state != QueueState.RUNNING || !failure.code().isRetryable() || job.attempt > job.request.retries()) {
            return false;
        }
        job.retryAt = now + BackOff.nanos(job.id(), job.attempt, settings.backOffNanos(), settings.mostBackOffNanos());
        return job.retryAt < job.request.deadline();
    }

    /** A job has used lanes for some time, which counts for its owner from now on. */
    public void used(JobId id, long laneNanos, long now) {
        QueuedJob job = jobs.get(id);
        if (job != null) {
            job.owner.usage.add(laneNanos, now);
        }
    }

    /** What an owner has used under an earlier controller, as {@link #usage} said it. */
    public void restoreUsage(String owner, double laneNanos, long now) {
        owners.findOrAdd(owner).usage.add(laneNanos, now);
    }

    /** What an owner has used, in lane-nanoseconds, the past counting less. */
    public double usage(String owner, long now) {
        OwnerRecord record = owners.find(owner);
        return record == null ? 0 : record.usage.value(now);
    }

    /**
     * How a job runs, for {@link #why}.
     *
     * @param lanes how many lanes it has
     * @param usefulLanes how many it could use now
     */
    public void observed(JobId id, int lanes, int usefulLanes) {
        QueuedJob job = running.get(id);
        if (job != null) {
            job.observed = new QueuedJob.Observed(lanes, usefulLanes);
        }
    }

    /** An owner's weight and limits are others. Running jobs go on, with new allowances. */
    public void ownerTerms(String owner, OwnerTerms terms, long now) {
        OwnerRecord record = owners.findOrAdd(owner);
        record.terms = terms;
        allow(record);
        serve(now);
    }

    /** A node has joined, or has another number of lanes. */
    public void nodeJoined(NodeId node, int lanes, long now) {
        nodes.join(node, lanes);
        nodesChanged(now);
    }

    /** A node has left or is lost. */
    public void nodeLeft(NodeId node, long now) {
        nodes.leave(node);
        nodesChanged(now);
    }

    /** A node wants to leave: nothing new starts for its sake. */
    public void nodeDraining(NodeId node, long now) {
        nodes.drain(node);
        nodesChanged(now);
    }

    private void nodesChanged(long now) {
        waiting.nodesChanged(now);
        serve(now);
    }

    /** Does what is due: deadlines and retries. To be called at {@link #dueAt}. */
    public void tick(long now) {
        serve(now);
    }

    private void serve(long now) {
        ring(now);
        start(now);
    }

    private void ring(long now) {
        while (!alarms.isEmpty() && alarms.first().alarmAt <= now) {
            QueuedJob job = alarms.first();
            if (job.request.deadline() <= now) {
                expire(job, now);
            } else {
                job.move(QueueState.Event.RETRY);
                enqueue(job, now);
            }
        }
    }

    private void expire(QueuedJob job, long now) {
        boolean runs = job.state == QueueState.RUNNING;
        job.move(QueueState.Event.EXPIRE);
        if (runs) {
            alarm(job, Long.MAX_VALUE);
            port.stop(job.id(), StopReason.DEADLINE_PASSED);
        } else {
            String message = "the deadline has passed while the job waited (started "
                    + (job.attempt == 1 ? "once" : job.attempt + " times") + ")";
            end(job, new Outcome.Failed(JobFailure.of(Code.TIMEOUT, "", message)), now);
        }
    }

    /** When {@link #tick} has something to do, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        return alarms.isEmpty() ? Long.MAX_VALUE : alarms.first().alarmAt;
    }

    /** Why a job waits, or why it does not run faster; empty if the queue does not know it. */
    public Optional<Explanation> why(JobId id, long now) {
        return Optional.ofNullable(jobs.get(id)).map(job -> explainer.explain(job, running.values(), now));
    }

    /** How many jobs wait, those being stored or waiting for a retry included. */
    public int waiting() {
        return jobs.size() - running.size();
    }

    /** How many jobs run. */
    public int running() {
        return running.size();
    }

    /** How many owners are remembered. */
    int owners() {
        return owners.size();
    }

    private void start(long now) {
        while (running.size() < settings.mostRunning()) {
            QueuedJob next = waiting.takeNext(now);
            if (next == null) {
                return;
            }
            next.move(QueueState.Event.START);
            next.attempt++;
            admission.started(now);
            seat(next);
            Allowance own = Allowances.of(next.owner).getOrDefault(next, NOTHING);
            next.allowance = own;
            allow(next.owner);
            port.start(next.id(), next.attempt, own);
        }
    }

    private void seat(QueuedJob job) {
        running.put(job.id(), job);
        job.owner.running.put(job.sequence, job);
        job.owner.waiting--;
        alarm(job, job.request.deadline());
    }

    private void allow(OwnerRecord owner) {
        Allowances.of(owner).forEach((job, allowance) -> {
            if (!allowance.equals(job.allowance)) {
                job.allowance = allowance;
                port.allow(job.id(), allowance);
            }
        });
    }

    private void enqueue(QueuedJob job, long now) {
        alarm(job, job.request.deadline());
        waiting.add(job, now);
    }

    private void alarm(QueuedJob job, long at) {
        alarms.remove(job);
        job.alarmAt = at;
        if (at != Long.MAX_VALUE) {
            alarms.add(job);
        }
    }

    private void end(QueuedJob job, Outcome outcome, long now) {
        forget(job, now);
        port.ended(job.id(), outcome);
    }

    private void forget(QueuedJob job, long now) {
        waiting.remove(job);
        alarm(job, Long.MAX_VALUE);
        jobs.remove(job.id());
        job.owner.waiting--;
        owners.sweep(now);
    }
}
