package dev.cleave.runner.loading;

import dev.cleave.wire.value.ValueCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The default codecs for the classes of one loader, made once for all jobs of that code: what they have found out about
 * its classes costs milliseconds to find out again. Safe for use by many threads.
 */
final class DefaultCodecs {

    private final ClassLoader loader;
    private final Map<Long, ValueCodec<?>> ofProblems = new ConcurrentHashMap<>();
    private final Map<Long, ValueCodec<?>> ofResults = new ConcurrentHashMap<>();

    DefaultCodecs(ClassLoader loader) {
        this.loader = loader;
    }

    /** The codec of problems of at most so many bytes each. */
    @SuppressWarnings("unchecked") // The default codecs take values of any type.
    <T> ValueCodec<T> ofProblems(long mostBytes) {
        return (ValueCodec<T>)
                ofProblems.computeIfAbsent(mostBytes, most -> ValueCodec.ofProblems(Optional.empty(), loader, most));
    }

    /** The codec of results of at most so many bytes each. */
    @SuppressWarnings("unchecked")
    <T> ValueCodec<T> ofResults(long mostBytes) {
        return (ValueCodec<T>)
                ofResults.computeIfAbsent(mostBytes, most -> ValueCodec.ofResults(Optional.empty(), loader, most));
    }
}
