package dev.cleave.cluster.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What user code of one job printed on one node: a file that stops growing at its limit, with a line that says so.
 *
 * <p>A log that cannot be written is no reason to end a job; what does not fit on the disk is dropped. Safe for use by
 * many threads.
 */
public final class JobLog implements AutoCloseable {

    /** How large a log may become if nothing else is said: 8 MiB. */
    public static final long DEFAULT_LIMIT_BYTES = 8L << 20;

    private final Path file;
    private final long limit;
    private final @Nullable PrintedLines printed;
    private @Nullable OutputStream out;
    private long written;
    private boolean over;

    /**
     * A log that makes its file with the first byte, and adds to it if it is there.
     *
     * @param limit how many bytes it takes, the closing line not counted
     */
    public JobLog(Path file, long limit) {
        this(file, limit, null);
    }

    private JobLog(Path file, long limit, @Nullable PrintedLines printed) {
        this.file = file;
        this.limit = limit;
        this.printed = printed;
    }

    /**
     * The same, passing on what it takes to somebody who cannot read the file.
     *
     * @param reader takes whole lines, a few times a second, on any thread; must return at once
     */
    public static JobLog readBy(Path file, long limit, Consumer<List<String>> reader) {
        return new JobLog(file, limit, new PrintedLines(reader));
    }

    /** Where the log is. */
    public Path file() {
        return file;
    }

    /** Adds bytes, as far as there is room. */
    public synchronized void add(byte[] bytes, int length) {
        if (over || length == 0) {
            return;
        }
        try {
            if (out == null) {
                out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                written = Files.size(file);
            }
            int fits = (int) Math.max(0, Math.min(length, limit - written));
            write(bytes, fits);
            written += fits;
            if (fits < length) {
                over = true;
                byte[] last = ("\n[cleave] the log has reached its limit of " + limit
                                + " bytes; the rest is left out\n")
                        .getBytes(StandardCharsets.UTF_8);
                write(last, last.length);
                close();
            }
        } catch (IOException full) {
            over = true;
            close();
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        if (out != null) {
            out.write(bytes, 0, length);
        }
        if (printed != null) {
            printed.add(bytes, length);
        }
    }

    /** Adds a line of Cleave's own. */
    public void note(String line) {
        byte[] bytes = ("[cleave] " + line + "\n").getBytes(StandardCharsets.UTF_8);
        add(bytes, bytes.length);
    }

    @Override
    public synchronized void close() {
        if (printed != null) {
            printed.flush();
        }
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // As much as there was room for.
            }
            out = null;
        }
    }
}
