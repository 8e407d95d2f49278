package dev.cleave.service.store.sql;

import static dev.cleave.service.store.sql.PendingChange.ANY_EPOCH;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes, and what it has still to write.
 *
 * <p>A commit waits for the disk, whether it carries one change or a hundred. So callers put what they want into a queue
 * and wait, and the thread takes all there is, makes one transaction of it, and answers each after the commit: alone, a
 * caller waits for no other; many at a time share the disk's wait (group commit; DeWitt et al., 1984).
 *
 * <p>One change must not spoil the others' transaction. What can be foreseen is found before anything of the change is
 * written, and thrown as a {@link StoreException}: that change is refused, the others stay. Anything else undoes the
 * transaction, and each of its changes is made again in one of its own, which shows whose fault it was. A commit of which
 * it is not known whether it was kept is not made again: all of its callers are told so.
 *
 * <p>Changes of a controller hold the row of its epoch for as long as the transaction lasts, so that when another has
 * taken the epoch, nothing of the earlier one is under way.
 */
final class WriteQueue implements AutoCloseable {

    private static final int LARGEST_BATCH = 256;

    private final Jdbi database;
    private final Dialect dialect;
    private final Space space;
    private final BlockingQueue<PendingChange<?>> queue = new LinkedBlockingQueue<>();
    private final PendingChange<Boolean> stop = new PendingChange<>(ANY_EPOCH, Change.Need.REPLACEMENT, handle -> true);
    private final Thread thread;
    private final Object door = new Object();
    private boolean closed;

    WriteQueue(Jdbi database, Dialect dialect, Space space, String name) {
        this.database = database;
        this.dialect = dialect;
        this.space = space;
        this.thread = new Thread(this::writeUntilStopped, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes a change that no controller makes, and answers when it is on the disk. */
    <T> T write(Change.Need need, Change<T> change) {
        return write(ANY_EPOCH, need, change);
    }

    /**
     * Makes a change if the epoch is still the latest, and answers when it is on the disk.
     *
     * @throws StoreException EPOCH_LOST, or the change's own refusal, or what the database says
     */
    <T> T write(long epoch, Change.Need need, Change<T> change) {
        PendingChange<T> pending = new PendingChange<>(epoch, need, change);
        synchronized (door) {
            if (closed) {
                throw new StoreException(StoreCode.STORE_CLOSED, "a write after the store was closed (expected: none)");
            }
            queue.add(pending);
        }
        return pending.await();
    }

    /** How many changes wait for the next transaction. */
    int waiting() {
        return queue.size();
    }

    /** Writes what was handed in, then stops. */
    @Override
    public void close() {
        synchronized (door) {
            if (!closed) {
                closed = true;
                queue.add(stop);
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilStopped() {
        List<PendingChange<?>> batch = new ArrayList<>();
        while (true) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue; // Nobody stops this thread but close().
            }
            queue.drainTo(batch, LARGEST_BATCH - 1);
            boolean last = batch.remove(stop);
            if (!batch.isEmpty()) {
                commit(batch);
                batch.clear();
            }
            if (last) {
                return;
            }
        }
    }

    /** Answers every change of the batch, whatever happens. */
    private void commit(List<PendingChange<?>> batch) {
        try {
            commitTogether(batch);
        } catch (FailedCommit e) {
            if (dialect.isUndone(e.why)) {
                commitApart(batch, e.why);
            } else {
                batch.forEach(change -> change.fail(e.why));
            }
        } catch (RuntimeException e) {
            commitApart(batch, dialect.translate(e));
        } catch (Error e) {
            StoreException why = new StoreException(StoreCode.STORE_FAILED, "the writing thread met " + e, e);
            batch.forEach(change -> change.fail(why));
        }
    }

    private void commitApart(List<PendingChange<?>> batch, StoreException why) {
        boolean roomWasMade = why.code() == StoreCode.STORE_FULL && makeRoom();
        if (why.code() == StoreCode.STORE_UNREACHABLE || batch.size() == 1 && !roomWasMade) {
            batch.forEach(change -> change.fail(why));
        } else {
            for (PendingChange<?> change : batch) {
                commit(List.of(change));
            }
        }
    }

    private boolean makeRoom() {
        try (Handle handle = database.open()) {
            return space.giveUpReserve(handle);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void commitTogether(List<PendingChange<?>> batch) {
        try (Handle handle = database.open()) {
            StoreException noRoom = batch.stream().anyMatch(PendingChange::grows) ? noRoom(handle) : null;
            handle.begin();
            try {
                long latest =
                        batch.stream().anyMatch(PendingChange::isFenced) ? EpochTable.hold(handle, dialect) : ANY_EPOCH;
                for (PendingChange<?> change : batch) {
                    change.make(handle, latest, noRoom);
                }
            } catch (RuntimeException | Error e) {
                undo(handle, e);
                throw e;
            }
            try {
                handle.commit();
            } catch (RuntimeException e) {
                undo(handle, e);
                throw new FailedCommit(dialect.translate(e));
            }
        }
        batch.forEach(PendingChange::answer);
    }

    private @Nullable StoreException noRoom(Handle handle) {
        return space.hasRoom(handle)
                ? null
                : new StoreException(
                        StoreCode.STORE_FULL,
                        "no room for anything new (expected: " + space.expectation()
                                + "; what is there can be read and changed meanwhile)");
    }

    private static void undo(Handle handle, Throwable because) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /** Thrown when it was the commit that failed, and not what came before it. */
    private static final class FailedCommit extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient StoreException why;

        FailedCommit(StoreException why) {
            super(why);
            this.why = why;
        }
    }
}
