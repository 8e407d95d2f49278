package dev.cleave.cluster.process;

import dev.cleave.cluster.clock.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Passes on what a job prints: whole lines, in batches, a few times a second. Whoever prints never waits; what comes faster
 * than that is left out, with a line that says how much. Safe for use by many threads.
 */
final class PrintedLines {

    /** How many bytes wait at most, and go into one batch. */
    static final int MOST_BYTES = 32 << 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Consumer<List<String>> reader;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long leftOut;
    private boolean due;

    /**
     * Nothing printed yet.
     *
     * @param reader takes the lines, on any thread, and returns at once
     */
    PrintedLines(Consumer<List<String>> reader) {
        this.reader = reader;
    }

    /** Adds what was printed. */
    synchronized void add(byte[] bytes, int length) {
        int fits = Math.min(length, MOST_BYTES - waiting.size());
        waiting.write(bytes, 0, fits);
        leftOut += length - fits;
        if (!due) {
            due = true;
            Ticker.after(PAUSE_NANOS, () -> pass(false));
        }
    }

    /** Passes on what is there, the beginning of a line included. */
    void flush() {
        pass(true);
    }

    private void pass(boolean all) {
        List<String> lines;
        synchronized (this) {
            due = due && all;
            lines = take(all || leftOut > 0);
        }
        if (!lines.isEmpty()) {
            reader.accept(lines);
        }
    }

    private List<String> take(boolean all) {
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        if (from < bytes.length) {
            if (all || bytes.length - from == MOST_BYTES) {
                lines.add(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
            } else {
                waiting.write(bytes, from, bytes.length - from);
            }
        }
        if (leftOut > 0) {
            lines.add("[cleave] " + leftOut + " bytes came too fast and are left out here");
            leftOut = 0;
        }
        return lines;
    }
}
