package dev.cleave.service.keeper;

import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.queue.Explanation;
import dev.cleave.core.queue.JobQueue;
import dev.cleave.core.queue.JobRequest;
import dev.cleave.core.queue.OwnerTerms;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the jobs of one controller's term: the shell of {@link JobQueue} and of the shares of lanes.
 *
 * <p>All decisions are made on one thread, in the order in which things happen. What is decided is written to the store
 * first and done then: a job is begun when the store has its beginning, and is over when the store has its end. So
 * whatever moment the process dies at, the next controller finds each accepted job, and none twice. A write that the store
 * cannot take is owed to it until it can ({@link OwedWrites}). One that it refuses for its term ({@code EPOCH_LOST}) ends
 * the term: from then on nothing is written any more.
 *
 * <p>Safe for use by many threads.
 */
public final class JobKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobKeeper.class);

    /**
     * What the keeper works with.
     *
     * @param owners what owners may do, by name, whatever the store says of them
     */
    public record Parts(
            Store store,
            Writer writer,
            Workforce workforce,
            CodeFiles code,
            ResultBlobs results,
            Happenings happenings,
            InstantSource clock,
            Map<String, OwnerTerms> owners,
            Runnable termLost) {}

    private final Parts parts;
    private final KeeperThread thread;
    private final OwedWrites writes;
    private final NodeBook nodes;
    private final Runs runs;
    private final JobQueue queue;
    private volatile boolean lost;

    /** A keeper that has not begun. */
    public JobKeeper(Parts parts, QueueSettings settings) {
        this.parts = parts;
        this.thread = new KeeperThread(this::failed, this::dueAt, this::tick);
        this.writes = new OwedWrites(thread, this::failed);
        this.nodes = new NodeBook(parts.workforce());
        this.runs = new Runs(parts, settings, thread, writes, nodes);
        this.queue = runs.queue();
    }

    /** Takes over what the store has from earlier terms: jobs that waited wait, jobs that ran go on where their journals end. */
    public CompletionStage<Integer> begin() {
        return thread.call(() -> {
            for (OwnerRow owner : parts.store().owners()) {
                queue.ownerTerms(owner.name(), Requests.terms(owner), now());
            }
            parts.owners().forEach((owner, terms) -> queue.ownerTerms(owner, terms, now()));
            parts.store().drained().forEach(node -> parts.workforce().drain(new NodeId(node)));
            List<JobRow> unfinished = parts.store().jobs().unfinished();
            for (JobRow row : unfinished) {
                JobRequest request = Requests.of(row.submission(), millis(), now());
                if (row.state() == JobState.RUNNING) {
                    parts.writer().event(row.id(), millis(), "note", "goes on under another controller");
                    runs.resume(request, row.attempt());
                } else {
                    long backOff = TimeUnit.MILLISECONDS.toNanos(Math.max(0, row.notBefore() - millis()));
                    queue.restoreWaiting(request, row.attempt(), now() + backOff, now());
                }
            }
            runs.allResumed();
            return unfinished.size();
        });
    }

    /**
     * Accepts a job: it has a place in the queue, and then it is in the store.
     *
     * @param elsewhere runs what may block
     * @return the job; fails with {@link Refused}, a {@link StoreException}, or a {@link RejectedExecutionException} if
     *     {@code elsewhere} has too much to do
     */
    public CompletionStage<Accepted> submit(Submission submission, Executor elsewhere) {
        JobId id = submission.id();
        return thread.call(() -> {
                    runs.reserve(Requests.of(submission, millis(), now()));
                    return id;
                })
                .thenCompose(reserved -> {
                    try {
                        return CompletableFuture.supplyAsync(() -> store(submission), elsewhere);
                    } catch (RejectedExecutionException busy) {
                        thread.act(() -> queue.withdraw(id, now()));
                        throw busy;
                    }
                });
    }

    private Accepted store(Submission submission) {
        JobId id = submission.id();
        try {
            Accepted accepted = parts.writer().submit(submission);
            thread.act(() -> settle(id, accepted.isNew()));
            return accepted;
        } catch (StoreException refused) {
            switch (refused.code()) {
                case STORE_FULL, IDEMPOTENCY_CONFLICT, ID_TAKEN, INVALID_VALUE, STORE_CLOSED ->
                    thread.act(() -> settle(id, false));
                case EPOCH_LOST ->
                    thread.act(() -> {
                        failed(refused);
                        settle(id, false);
                    });
                default -> thread.act(() -> settleAsStored(id));
            }
            throw refused;
        } catch (RuntimeException | Error unknown) {
            thread.act(() -> settleAsStored(id));
            throw unknown;
        }
    }

    /** Whether a job was stored is not known, and whoever submitted it was told so: the store says, once it answers. */
    private void settleAsStored(JobId id) {
        writes.write(id, () -> settle(id, parts.store().jobs().find(id).isPresent()));
    }

    private void settle(JobId id, boolean stored) {
        if (stored) {
            queue.stored(id, now());
            parts.happenings().stored(id);
        } else {
            queue.withdraw(id, now());
        }
    }

    /** Asks for the end of a job; answered when that was decided, not when it is over. */
    public CompletionStage<JobId> cancel(JobId id) {
        return thread.call(() -> {
            queue.cancel(id, now());
            return id;
        });
    }

    /**
     * Has a client open the session that a job is.
     *
     * @return whether the job runs; if not, nothing is said to the client
     */
    public CompletionStage<Boolean> openSession(JobId id, SessionClient client) {
        return thread.call(() -> runs.openSession(id, client));
    }

    /** Why a job does not run, or not faster; empty if it has ended. */
    public CompletionStage<Optional<Explanation>> why(JobId id) {
        return thread.call(() -> queue.why(id, now()));
    }

    /** The nodes that there are. */
    public CompletionStage<List<KeptNode>> nodes() {
        return thread.call(nodes::all);
    }

    /** A node takes no more work, under later controllers either; empty if there is none of that name. */
    public CompletionStage<Optional<KeptNode>> drain(String name) {
        return thread.call(() -> {
            Optional<NodeId> found = nodes.find(name);
            found.ifPresent(node -> {
                // The next controller must know as well.
                parts.writer().putDrained(node.value(), millis());
                parts.workforce().drain(node);
                draining(node);
            });
            return found.flatMap(node -> nodes.all().stream()
                    .filter(kept -> kept.view().id().equals(node))
                    .findFirst());
        });
    }

    /** Hears which nodes there are. */
    public NodeListener nodeListener() {
        return new NodeListener() {
            @Override
            public void joined(NodeView node) {
                thread.act(() -> {
                    nodes.joined(node, millis());
                    queue.nodeJoined(node.id(), node.lanes(), now());
                    runs.divide();
                });
            }

            @Override
            public void draining(NodeId node) {
                thread.act(() -> JobKeeper.this.draining(node));
            }

            @Override
            public void drained(NodeId node) {
                thread.act(() -> nodes.drained(node));
            }

            @Override
            public void lost(NodeId node, String why) {
                thread.act(() -> {
                    nodes.lost(node);
                    queue.nodeLeft(node, now());
                    runs.divide();
                });
            }
        };
    }

    private void draining(NodeId node) {
        if (nodes.drains(node)) {
            queue.nodeDraining(node, now());
            runs.divide();
        }
    }

    /** Whether the term has ended, for whatever reason. */
    public boolean isLost() {
        return lost;
    }

    /** How many jobs have a place in the queue or run, and for how many something is owed to the store. */
    CompletionStage<Integer> known() {
        return thread.call(() -> queue.waiting() + queue.running() + writes.size());
    }

    /** Decides nothing any more. Jobs stay in the store as they are. */
    @Override
    public void close() {
        thread.close();
        runs.close();
    }

    private long dueAt() {
        return runs.dueAt();
    }

    private void tick() {
        runs.tick();
    }

    /** Something could not be done. */
    private void failed(Throwable failure) {
        if (failure instanceof StoreException refused && refused.code() == StoreCode.EPOCH_LOST) {
            if (!lost) {
                lost = true;
                LOG.warn("another controller's term has begun: this one is over");
                parts.termLost().run();
            }
            return;
        }
        LOG.error("a decision could not be carried out", failure);
    }

    private static long now() {
        return System.nanoTime();
    }

    private long millis() {
        return parts.clock().millis();
    }
}
