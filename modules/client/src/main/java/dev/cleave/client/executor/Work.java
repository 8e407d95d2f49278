package dev.cleave.client.executor;

import org.jspecify.annotations.Nullable;

/**
 * A chunk of tasks as it travels.
 *
 * @param each what is done to the items; null if they are tasks themselves
 * @param items inputs, or {@link java.util.concurrent.Callable}s and {@link Runnable}s
 */
record Work(
        @Nullable Mapping<Object, Object> each, @Nullable Object[] items) {}
