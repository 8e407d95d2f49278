package dev.cleave.runner;

import dev.cleave.api.Job;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The result of a job as people read it: what {@link Job#render} makes of it, which only a process with the job's classes
 * can know.
 *
 * <p>Reading comes second: a job whose result cannot be rendered has a result all the same, and its text says what was in the
 * way.
 */
record ResultText<R>(Job<?, R> job) {

    /** How many bytes of UTF-8 a text has at most: 64 KiB. */
    static final int MOST_BYTES = 64 << 10;

    /** A larger result is rendered by jobs only that say themselves how; else its text could be larger than the heap. */
    static final int MOST_ENCODED_BYTES = 4 << 20;

    private static final String LEFT_OUT = "… [cleave] the rest is left out";
    private static final int MOST_OF_LONG_ONES = MOST_BYTES - LEFT_OUT.getBytes(StandardCharsets.UTF_8).length;

    /**
     * The text of a result, shortened if it is long.
     *
     * @param encodedBytes how large it is encoded
     */
    @SuppressWarnings("NullAway") // A result may be null if the program's results may be.
    String of(@Nullable R result, long encodedBytes) {
        try {
            if (encodedBytes > MOST_ENCODED_BYTES && isRenderedByDefault()) {
                return "[cleave] " + encodedBytes + " bytes, encoded: too many to be shown as text";
            }
            return shortened(String.valueOf((Object) job.render(result)));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError thrown) {
            return "[cleave] render(…) of " + job.getClass().getName() + " threw "
                    + thrown.getClass().getName();
        }
    }

    private boolean isRenderedByDefault() {
        try {
            return job.getClass().getMethod("render", Object.class).getDeclaringClass() == Job.class;
        } catch (NoSuchMethodException hidden) {
            return true;
        }
    }

    private static String shortened(String text) {
        if (text.length() * 3L <= MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return text;
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer rest = CharBuffer.wrap(text);
        encoder.encode(rest, ByteBuffer.allocate(MOST_OF_LONG_ONES), true);
        return text.substring(0, rest.position()) + LEFT_OUT;
    }
}
