package dev.cleave.core.coordination;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The chunks of a session: leases right under a root that nobody runs. They come from a client, their results go there, and are
 * kept until the client has them.
 *
 * <p>A number is known, or it is not; what is known is a lease like any other. What was forgotten too early (since the journal
 * ends before it, or a message came late) the client still holds, and sends again.
 */
final class SessionBook {

    /** How many chunks a client may have outstanding. */
    static final int WINDOW = 512;
    /** How long a session goes on without a client. */
    static final long MOST_SILENCE_NANOS = 60_000_000_000L;

    private final boolean isOn;
    private final CoordinationPort port;
    private final LeaseTree tree;
    private final LeaseBook book;
    private long heardAt;
    private boolean closed;
    /** The highest number that was known under this coordinator. */
    private int highest = -1;

    SessionBook(boolean isOn, CoordinationPort port, LeaseTree tree, LeaseBook book) {
        this.isOn = isOn;
        this.port = port;
        this.tree = tree;
        this.book = book;
    }

    /** Whether the job is a session at all. */
    boolean isOn() {
        return isOn;
    }

    /** From now on a client is waited for. */
    void begin(long now) {
        heardAt = now;
    }

    /** A chunk is known from the journal. */
    void restored(LeaseRecord lease) {
        if (isChunk(lease)) {
            highest = Math.max(highest, numberOf(lease));
        }
    }

    /** Whether the client has closed the session. */
    boolean isClosed() {
        return closed;
    }

    /** Whether nothing was heard of a client for too long. */
    boolean isAbandoned(long now) {
        return now >= abandonedAt();
    }

    long abandonedAt() {
        return isOn ? heardAt + MOST_SILENCE_NANOS : Long.MAX_VALUE;
    }

    boolean isChunk(LeaseRecord lease) {
        return isOn && lease.parent == tree.root();
    }

    void opened(long now) {
        heardAt = now;
        port.toClient(new FromSession.Opened(WINDOW));
    }

    void receive(ToSession message, long now) {
        heardAt = now;
        if (message instanceof ToSession.Chunk chunk) {
            arrived(chunk);
        } else if (message instanceof ToSession.Unwanted unwanted) {
            for (int number : unwanted.numbers()) {
                LeaseRecord lease = tree.lease(keyOf(number));
                if (lease != null) {
                    book.discard(lease);
                }
            }
        } else if (message instanceof ToSession.Holding holding) {
            compare(holding);
        } else if (message instanceof ToSession.Close) {
            closed = true;
        }
    }

    private PathKey keyOf(int number) {
        return tree.root().key.child(number);
    }

    private static int numberOf(LeaseRecord chunk) {
        return chunk.path.index(0);
    }

    /** Makes a pending lease of a chunk, unless it is one, or the client does not keep to its window. */
    private void arrived(ToSession.Chunk chunk) {
        PathKey key = keyOf(chunk.number());
        if (tree.entry(key) == null && tree.size() <= 2 * WINDOW) {
            LeaseRecord root = tree.root();
            LeaseRecord lease = book.add(
                    root,
                    new ShedChild(root.id(), Path.of(chunk.number()), 1, chunk.problem(), 0, chunk.beside()),
                    key);
            if (chunk.number() <= highest) {
                book.grantAboveDropped(lease);
            }
            highest = Math.max(highest, chunk.number());
        }
    }

    /** Drops what the client does not wait for, says again what it waits for, and asks for what is not known. */
    private void compare(ToSession.Holding holding) {
        Set<Integer> waitedFor = new HashSet<>(holding.numbers());
        for (KnownEntry entry : List.copyOf(tree.root().known.all())) {
            if (entry instanceof LeaseRecord chunk && numberOf(chunk) <= holding.highest()) {
                if (!waitedFor.remove(numberOf(chunk))) {
                    book.discard(chunk);
                } else if (chunk.is(LeaseState.DONE)) {
                    finished(chunk);
                }
            }
        }
        if (!waitedFor.isEmpty()) {
            List<Integer> missing = new ArrayList<>(waitedFor);
            missing.sort(null);
            port.toClient(new FromSession.Missing(missing));
        }
    }

    /** A lane has begun with a lease. */
    void started(LeaseRecord lease) {
        if (isChunk(lease)) {
            port.toClient(new FromSession.Begun(numberOf(lease)));
        }
    }

    /** A lease is done. */
    void finished(LeaseRecord lease) {
        if (isChunk(lease) && lease.result != null) {
            port.toClient(new FromSession.Ended(numberOf(lease), lease.result));
        }
    }

    /** A lease cannot be solved: returns whether that ends no more than the chunk that it belongs to. */
    boolean failed(LeaseRecord lease, JobFailure failure) {
        if (!isOn || lease == tree.root()) {
            return false;
        }
        LeaseRecord chunk = lease;
        while (chunk.parent != null && chunk.parent != tree.root()) {
            chunk = chunk.parent;
        }
        port.toClient(new FromSession.Failed(numberOf(chunk), failure));
        book.discard(chunk);
        return true;
    }
}
