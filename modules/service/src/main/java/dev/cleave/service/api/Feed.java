package dev.cleave.service.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Things in order, fetched by whoever reads them at their own pace: the feed keeps a place, not a queue.
 *
 * <p>Used by one reader at a time, on any thread.
 */
public interface Feed<T> extends AutoCloseable {
    /**
     * The next ones, as soon as there is one. Not asked for again before the last answer.
     *
     * @param most how many at most, at least 1
     * @return one or more; empty at the end, for ever after
     */
    CompletionStage<List<T>> next(int most);

    /** The reader has gone; an answer still owed may fail or never come. May be called twice. */
    @Override
    void close();
}
