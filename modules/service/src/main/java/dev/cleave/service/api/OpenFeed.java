package dev.cleave.service.api;

import dev.cleave.service.refusal.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A feed that somebody reads, and that can be ended under them. Safe for use by many threads. */
final class OpenFeed<T> implements Feed<T> {

    private final Feed<T> feed;
    private final Runnable closed;
    private @Nullable Refusal ended;
    private @Nullable CompletableFuture<List<T>> owed;

    /**
     * A feed that goes on.
     *
     * @param closed run when it is closed; harmless if run again
     */
    OpenFeed(Feed<T> feed, Runnable closed) {
        this.feed = feed;
        this.closed = closed;
    }

    @Override
    public CompletionStage<List<T>> next(int count) {
        CompletableFuture<List<T>> answer = new CompletableFuture<>();
        synchronized (this) {
            if (ended != null) {
                return CompletableFuture.failedFuture(ended);
            }
            owed = answer;
        }
        feed.next(count).whenComplete((items, failure) -> {
            if (failure == null) {
                answer.complete(items);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** Ends it: whoever reads is told this instead of what comes next. */
    void end(Refusal why) {
        CompletableFuture<List<T>> answer;
        synchronized (this) {
            ended = why;
            answer = owed;
        }
        if (answer != null) {
            answer.completeExceptionally(why);
        }
        close();
    }

    @Override
    public void close() {
        try {
            feed.close();
        } finally {
            closed.run();
        }
    }
}
