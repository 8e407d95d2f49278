package dev.cleave.cluster.blob;

import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.blob.IncomingBlob;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blobs that are being fetched from one peer: a few at a time, each with a few parts on their way, asked for again
 * when they do not come.
 *
 * <p>Not thread-safe; time comes in as nanoseconds from any fixed origin.
 */
public final class BlobPulls {

    /** How many bytes one part has at most: well below what one message may have. */
    public static final int PART_BYTES = 128 << 10;

    private static final int PARTS_ON_THE_WAY = 4;
    private static final int AT_ONCE = 2;
    private static final long PATIENCE_NANOS = 500_000_000L;

    /** Where requests for parts go. */
    @FunctionalInterface
    public interface Asker {
        /** Asks the peer for a part; the request or the answer may get lost. */
        void ask(Payload.Blob blob, long offset, int length);
    }

    /** Who waits for a blob. */
    @FunctionalInterface
    public interface Waiter {
        /**
         * The blob is here, or will not come.
         *
         * @param failure why it will not come; null if it is here
         */
        void done(@Nullable String failure);
    }

    private static final class Pull {
        private final Payload.Blob blob;
        private final BlobFolder into;
        private final List<Waiter> waiters = new ArrayList<>();
        private @Nullable IncomingBlob incoming;
        private long asked;
        private long progressAt;

        Pull(Payload.Blob blob, BlobFolder into) {
            this.blob = blob;
            this.into = into;
        }
    }

    private final Asker asker;
    private final Map<Payload.Blob, Pull> active = new LinkedHashMap<>();
    private final Map<Payload.Blob, Pull> pending = new LinkedHashMap<>();

    /** No blobs yet. */
    public BlobPulls(Asker asker) {
        this.asker = asker;
    }

    /** Fetches a blob into a folder, unless that is under way, and tells the waiter. */
    public void pull(Payload.Blob blob, BlobFolder into, Waiter waiter, long now) {
        Pull known = active.containsKey(blob) ? active.get(blob) : pending.get(blob);
        if (known == null) {
            known = new Pull(blob, into);
            pending.put(blob, known);
        }
        known.waiters.add(waiter);
        startMore(now);
    }

    /** A part has arrived. */
    public void part(Payload.Blob blob, long offset, byte[] bytes, long now) {
        Pull pull = active.get(blob);
        if (pull == null || pull.incoming == null) {
            return;
        }
        try {
            long before = pull.incoming.received();
            boolean whole = pull.incoming.add(offset, bytes);
            if (whole) {
                finish(pull, null, now);
            } else if (pull.incoming.received() > before) {
                pull.progressAt = now;
                askMore(pull);
            }
        } catch (IOException e) {
            finish(pull, e.getMessage() == null ? e.toString() : e.getMessage(), now);
        }
    }

    /** The peer does not have the blob. */
    public void missing(Payload.Blob blob, long now) {
        Pull pull = active.get(blob);
        if (pull != null) {
            finish(pull, "blob " + blob.sha256() + " is not there any more", now);
        }
    }

    /** Asks again for parts that have not come. */
    public void tick(long now) {
        for (Pull pull : active.values()) {
            if (pull.incoming != null && now - pull.progressAt >= PATIENCE_NANOS) {
                pull.progressAt = now;
                pull.asked = pull.incoming.received();
                askMore(pull);
            }
        }
    }

    /** Whether nothing is being fetched. */
    public boolean isIdle() {
        return active.isEmpty();
    }

    /** Lets go of everything unfinished; nobody is told. */
    public void close() {
        active.values().forEach(BlobPulls::release);
        active.clear();
        pending.clear();
    }

    private void startMore(long now) {
        while (active.size() < AT_ONCE && !pending.isEmpty()) {
            Pull next = pending.values().iterator().next();
            pending.remove(next.blob);
            active.put(next.blob, next);
            next.progressAt = now;
            try {
                next.incoming = next.into.receive(next.blob);
                askMore(next);
            } catch (IOException | IllegalArgumentException e) {
                finish(next, String.valueOf(e.getMessage()), now);
            }
        }
    }

    private void askMore(Pull pull) {
        long here = pull.incoming == null ? 0 : pull.incoming.received();
        long until = Math.min(pull.blob.size(), here + (long) PARTS_ON_THE_WAY * PART_BYTES);
        while (pull.asked < until) {
            int length = (int) Math.min(PART_BYTES, pull.blob.size() - pull.asked);
            asker.ask(pull.blob, pull.asked, length);
            pull.asked += length;
        }
    }

    private void finish(Pull pull, @Nullable String failure, long now) {
        active.remove(pull.blob);
        release(pull);
        for (Waiter waiter : new ArrayDeque<>(pull.waiters)) {
            waiter.done(failure);
        }
        startMore(now);
    }

    private static void release(Pull pull) {
        try {
            if (pull.incoming != null) {
                pull.incoming.close();
            }
        } catch (IOException e) {
            // The part file goes with its folder.
        }
    }
}
