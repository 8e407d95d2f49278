package dev.cleave.client.executor;

import org.jspecify.annotations.Nullable;

/**
 * What came of a chunk, as it travels.
 *
 * @param values results, null where there is none
 * @param thrown why there is none, null where there is one; null if all succeeded
 * @param nanos how long they ran
 */
record Done(@Nullable Object[] values, @Nullable Thrown @Nullable [] thrown, long nanos) {

    /** One failure for every task of a chunk. */
    static Done failed(int size, Throwable why) {
        Thrown[] thrown = new Thrown[size];
        java.util.Arrays.fill(thrown, Thrown.of(why));
        return new Done(new Object[size], thrown, 0);
    }
}
