package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects a coordinator's decisions into batches, and holds back what may be said only once they are on disk.
 *
 * <p>Until it is on disk that the controller has begun, everything waits, so that no two controllers count attempts from the same
 * number. After that only acknowledgements, what is said to be the best solution, and the job's end wait: after those, somebody
 * forgets something, or leaves something out. Grants, deliveries and all else go
 * out at once, as losing their record costs no more than doing something again that was not finished: the next controller takes
 * over a lease only if its grant is in the journal, and since the journal ends somewhere and has no gaps, everything that the grant
 * relied on is there as well. (Elnozahy, Alvisi, Wang and Johnson, A Survey of Rollback-Recovery Protocols, ACM Computing Surveys
 * 34 (3), 2002, call this the output commit.)
 *
 * <p>Not thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls.
 */
public final class JournalWriter implements DecisionLog {

    private record Said(NodeId node, ToNode message) {}

    private record Held(
            long after, @Nullable Said said, @Nullable Outcome outcome) {}

    /** Fewer than the attempts of a term: no lease is granted so often before a record of it is written. */
    private static final int MOST_UNWRITTEN = JobImage.ATTEMPTS_PER_TERM / 2;

    private final long epoch;
    private final int mostInBatch;
    private final long retryNanos;
    private final JournalPort port;
    private final long restNanos;
    private final Deque<JournalEntry> unwritten = new ArrayDeque<>();
    /** What is not said before it is on disk that the controller has begun; what is said again until then is said once. */
    private final Set<Said> early = new LinkedHashSet<>();

    private final Deque<Held> held = new ArrayDeque<>();
    private final long first;
    private long sequence;
    private long written;
    /** How many entries the batch has that is being written; 0 if none is. */
    private int writing;

    /** Before that time nothing is written, unless it is the first. */
    private long retryAt = Long.MIN_VALUE;

    /**
     * A writer that goes on behind what is written.
     *
     * @param epoch the controller's
     * @param lastSequence the place of the last entry that is on disk, 0 for a new journal
     * @param mostInBatch how many entries a batch has at most, at least 1
     * @param retryNanos how long after a failed write it is tried again
     */
    public JournalWriter(long epoch, long lastSequence, int mostInBatch, long retryNanos, JournalPort port) {
        this(epoch, lastSequence, mostInBatch, retryNanos, port, 0);
    }

    /**
     * The same, for decisions that nobody waits for.
     *
     * @param restNanos how long after a batch the next one begins at the earliest
     */
    public JournalWriter(
            long epoch, long lastSequence, int mostInBatch, long retryNanos, JournalPort port, long restNanos) {
        this.restNanos = restNanos;
        this.epoch = epoch;
        this.first = lastSequence;
        this.sequence = lastSequence;
        this.written = lastSequence;
        this.mostInBatch = mostInBatch;
        this.retryNanos = retryNanos;
        this.port = port;
    }

    @Override
    public void decided(JournalRecord record) {
        unwritten.add(new JournalEntry(++sequence, epoch, record));
    }

    /** A coordinator says something to a node. */
    public void send(NodeId node, ToNode message) {
        boolean confirms = message instanceof ToNode.Acknowledge || message instanceof ToNode.BestKnown;
        if (confirms && written < sequence) {
            held.add(new Held(sequence, new Said(node, message), null));
        } else if (!confirms && written == first) {
            early.add(new Said(node, message));
        } else {
            port.send(node, message);
        }
    }

    /** A coordinator's job has ended. */
    public void ended(Outcome outcome) {
        decided(new JournalRecord.Ended(outcome));
        held.add(new Held(sequence, null, outcome));
    }

    /**
     * Writes what there is, if nothing is being written. To be called after each event of the coordinator: while a batch is on its
     * way the next one gathers by itself.
     */
    public void flush(long now) {
        if (writing > 0 || unwritten.isEmpty() || now < retryAt) {
            return;
        }
        List<JournalEntry> batch = new ArrayList<>();
        for (JournalEntry entry : unwritten) {
            if (batch.size() == mostInBatch) {
                break;
            }
            batch.add(entry);
        }
        writing = batch.size();
        port.write(List.copyOf(batch));
    }

    /** The batch is on disk. */
    public void written(long now) {
        for (; writing > 0; writing--) {
            written = unwritten.remove().sequence();
        }
        early.forEach(said -> port.send(said.node(), said.message()));
        early.clear();
        retryAt = now + restNanos;
        while (!held.isEmpty() && held.element().after() <= written) {
            Held next = held.remove();
            if (next.outcome() != null) {
                port.ended(next.outcome());
            } else if (next.said() != null) {
                port.send(next.said().node(), next.said().message());
            }
        }
        flush(now);
    }

    /** The batch could not be written; it is tried again later. */
    public void notWritten(long now) {
        writing = 0;
        retryAt = now + retryNanos;
    }

    /** When {@link #flush} has something to do, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        return writing > 0 || unwritten.isEmpty() ? Long.MAX_VALUE : retryAt;
    }

    /** How many decisions are not on disk. */
    public int unwritten() {
        return unwritten.size();
    }

    /**
     * Whether so much is unwritten that the coordinator should take in nothing more. What nodes say they say again, so that
     * dropping it costs no more than time.
     */
    public boolean isFull() {
        return unwritten.size() >= MOST_UNWRITTEN;
    }
}
