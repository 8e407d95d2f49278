package dev.cleave.service.api;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Moves a feed's content to a sink, no faster than the sink takes it: asks for more only when the last was taken.
 *
 * <p>Runs on one executor of a single thread; the feed may answer on any.
 */
final class FeedPump<T> {
    private static final int AT_ONCE = 100;

    /** Where it goes. Called on the pump's executor. */
    interface Sink<T> {
        /** Whether it takes more now; if not, it calls {@link FeedPump#wake()} later. */
        boolean isReady();

        void take(List<T> items);

        void end();

        void fail(Throwable failure);
    }

    private final Feed<T> feed;
    private final Sink<T> sink;
    private final Executor executor;
    private boolean asked;
    private boolean over;

    FeedPump(Feed<T> feed, Sink<T> sink, Executor executor) {
        this.feed = feed;
        this.sink = sink;
        this.executor = executor;
    }

    /** The sink may be ready; from any thread. */
    void wake() {
        executor.execute(this::step);
    }

    /** The sink has gone; from any thread. */
    void stop() {
        executor.execute(this::close);
    }

    private void step() {
        if (over || asked || !sink.isReady()) {
            return;
        }
        asked = true;
        try {
            feed.next(AT_ONCE).whenComplete((items, failure) -> executor.execute(() -> arrived(items, failure)));
        } catch (RuntimeException e) {
            arrived(null, e);
        }
    }

    private void arrived(@Nullable List<T> items, @Nullable Throwable failure) {
        asked = false;
        if (over) {
            return;
        }
        if (items == null) {
            close();
            sink.fail(failure == null ? new IllegalStateException("a feed without an answer") : failure);
        } else if (items.isEmpty()) {
            close();
            sink.end();
        } else {
            sink.take(items);
            step();
        }
    }

    private void close() {
        if (!over) {
            over = true;
            feed.close();
        }
    }
}
