package dev.cleave.client.executor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The results of a {@code map} in the order of its inputs: so many chunks are under way that no worker waits for the
 * next one, and no more. For one thread.
 */
final class MappedInputs<R> implements Iterator<R> {

    /** Chunks under way for each one that can run: one that runs, and two to follow. */
    private static final int CHUNKS_PER_WORKER = 3;

    private final Iterator<?> inputs;
    private final Mapping<Object, Object> each;
    private final Chunks chunks;
    private final Kind kind;
    private final Dispatch dispatch;
    private final Tally tally;
    private final @Nullable Copies copies;
    private final Deque<Part> underWay = new ArrayDeque<>();
    private final int mostUnderWay;
    private @Nullable Part current;
    private int position;
    private int sizeBefore;
    private volatile double nanosEach;
    private boolean closed;

    @SuppressWarnings("unchecked") // Inputs are given to the mapping only, results taken from it only.
    MappedInputs(
            Iterator<?> inputs,
            Mapping<?, ?> each,
            Chunks chunks,
            Kind kind,
            Dispatch dispatch,
            Tally tally,
            @Nullable Copies copies) {
        this.inputs = inputs;
        this.each = (Mapping<Object, Object>) each;
        this.chunks = chunks;
        this.kind = kind;
        this.dispatch = dispatch;
        this.tally = tally;
        this.copies = copies;
        this.mostUnderWay = CHUNKS_PER_WORKER * dispatch.workers().parallelism(kind);
    }

    /** What came of a chunk. */
    private record Results(
            @Nullable Object[] values, @Nullable Throwable @Nullable [] thrown) {}

    /** A chunk that is under way. */
    private final class Part implements Chunk.Receiver {

        private final CompletableFuture<Results> results = new CompletableFuture<>();
        /** Counted before anybody sees the results, who may ask for the counts next. */
        private final AtomicBoolean isOver = new AtomicBoolean();

        private final int size;
        private @Nullable Chunk chunk;

        private Part(int size) {
            this.size = size;
        }

        @Override
        public void begun() {
            // Nobody asks.
        }

        @Override
        public void ended(@Nullable Object[] values, @Nullable Throwable @Nullable [] thrown, long nanos) {
            double now = (double) nanos / size;
            double before = nanosEach;
            nanosEach = before <= 0 ? now : 0.7 * before + 0.3 * now;
            int bad = 0;
            for (int i = 0; thrown != null && i < thrown.length; i++) {
                bad += thrown[i] == null ? 0 : 1;
            }
            if (isOver.compareAndSet(false, true)) {
                tally.ended(size - bad, bad, 0);
                results.complete(new Results(values, thrown));
            }
        }

        @Override
        public void stopped(@Nullable Throwable why) {
            if (isOver.compareAndSet(false, true)) {
                tally.ended(0, why == null ? 0 : size, why == null ? size : 0);
                results.completeExceptionally(
                        why != null ? why : new CancellationException("the executor was stopped"));
            }
        }
    }

    @Override
    public boolean hasNext() {
        while (true) {
            Part part = current;
            if (part != null && position < part.size) {
                return true;
            }
            fill();
            current = underWay.poll();
            position = 0;
            if (current == null) {
                return false;
            }
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Results may be null.
    public R next() {
        if (!hasNext() || current == null) {
            throw new NoSuchElementException();
        }
        Results results = results(current);
        Throwable thrown = results.thrown() == null ? null : results.thrown()[position];
        if (thrown != null) {
            close();
            throw new CompletionException(thrown);
        }
        Object value = results.values()[position];
        position++;
        return (R) value;
    }

    private Results results(Part part) {
        try {
            return part.results.get();
        } catch (InterruptedException e) {
            close();
            throw Waiting.interrupted(e);
        } catch (ExecutionException failed) {
            close();
            Throwable cause = failed.getCause();
            throw new CompletionException(cause != null ? cause : failed);
        } catch (CancellationException stopped) {
            close();
            throw stopped;
        }
    }

    private void fill() {
        while (!closed && underWay.size() < mostUnderWay && inputs.hasNext()) {
            int wanted = chunks.next(sizeBefore, nanosEach, dispatch.workers().chunkNanos());
            List<@Nullable Object> items = new ArrayList<>(wanted);
            while (items.size() < wanted && inputs.hasNext()) {
                items.add(inputs.next());
            }
            sizeBefore = wanted;
            Work work = new Work(each, items.toArray());
            Part part = new Part(items.size());
            underWay.add(part);
            try {
                part.chunk = dispatch.start(kind, part.size, copies == null ? work : encoded(copies, work), part);
            } catch (RuntimeException refused) {
                underWay.remove(part);
                close();
                throw refused;
            }
        }
    }

    private static byte[] encoded(Copies copies, Work work) {
        return copies.encode("input", work);
    }

    /** Cancels what is under way. */
    void close() {
        closed = true;
        for (Part part : underWay) {
            part.stopped(null);
            if (part.chunk != null) {
                dispatch.cancel(part.chunk, true);
            }
        }
        underWay.clear();
    }
}
