package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A change that somebody waits for. */
final class PendingChange<T> {

    /** For changes that no controller makes. */
    static final long ANY_EPOCH = -1;

    private final long epoch;
    private final Change.Need need;
    private final Change<T> change;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T made;
    private @Nullable StoreException refusal;

    PendingChange(long epoch, Change.Need need, Change<T> change) {
        this.epoch = epoch;
        this.need = need;
        this.change = change;
    }

    boolean isFenced() {
        return epoch != ANY_EPOCH;
    }

    boolean grows() {
        return need == Change.Need.GROWTH;
    }

    /** Makes the change within a transaction, or notes why it is refused. */
    void make(Handle handle, long latestEpoch, @Nullable StoreException noRoom) {
        made = null;
        refusal = null;
        try {
            if (isFenced() && epoch != latestEpoch) {
                throw EpochTable.lost(epoch, latestEpoch);
            }
            if (grows() && noRoom != null) {
                throw noRoom;
            }
            made = change.make(handle);
        } catch (StoreException e) {
            refusal = e;
        }
    }

    /** Tells the one who waits what came of it; the transaction is on the disk. */
    void answer() {
        if (refusal != null) {
            answer.completeExceptionally(refusal);
        } else {
            answer.complete(made);
        }
    }

    void fail(StoreException why) {
        answer.completeExceptionally(why);
    }

    /** Waits, also if interrupted: the change is made anyway. */
    T await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException refused) {
                // Thrown on another thread: this one's trace says who asked.
                throw new StoreException(refused.code(), refused.detail(), refused);
            }
            throw e;
        }
    }
}
