package dev.cleave.client;

import dev.cleave.api.Job;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import org.jspecify.annotations.Nullable;

/** What becomes of a result that arrived. */
@FunctionalInterface
interface Decoding<R> {

    /** The largest result that is decoded, in bytes; the cluster's own limit is usually lower. */
    long MOST_BYTES = 1L << 30;

    /** The text, as the program prints it. */
    Decoding<String> TEXT = (text, encoded) -> text;

    /**
     * The value.
     *
     * @param text as the program prints it
     * @param encoded as its codec encodes it
     * @throws ValueRefusedException if these are not the bytes of such a value
     */
    @Nullable
    R decode(String text, byte[] encoded) throws ValueRefusedException;

    /** The value, by the job's own codec or the default, with classes that a result of this job may have only. */
    static <R> Decoding<R> of(Job<?, R> job) {
        ValueCodec<R> codec =
                ValueCodec.ofResults(job.resultCodec(), job.getClass().getClassLoader(), MOST_BYTES);
        return (text, encoded) -> codec.decode(encoded);
    }
}
