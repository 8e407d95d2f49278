package dev.cleave.cli.report;

import dev.cleave.core.job.Progress;
import java.io.PrintStream;

/** A line every few seconds, and one soon after the job begins or ceases to wait. For files and pipes. */
public final class ProgressLines implements ProgressDisplay {

    private static final long INTERVAL_NANOS = 5_000_000_000L;
    private static final long WORTH_SAYING_NANOS = 1_000_000_000L;

    private final PrintStream err;
    private final String title;
    private long nextNanos = INTERVAL_NANOS;
    private String waitingFor = "";
    private long waitingSinceNanos;
    private boolean saidSo;

    /**
     * Nothing is said yet.
     *
     * @param err where the lines go
     * @param title what runs, a word or two
     */
    public ProgressLines(PrintStream err, String title) {
        this.err = err;
        this.title = title;
    }

    @Override
    public void show(Progress progress, long elapsedNanos) {
        if (!progress.waitingFor().equals(waitingFor)) {
            waitingFor = progress.waitingFor();
            waitingSinceNanos = elapsedNanos;
        }
        boolean waits = !waitingFor.isEmpty() && elapsedNanos - waitingSinceNanos >= WORTH_SAYING_NANOS;
        if (waits == saidSo && elapsedNanos < nextNanos) {
            return;
        }
        saidSo = waits;
        nextNanos = elapsedNanos + INTERVAL_NANOS;
        err.println("cleave: " + title + " " + (waits ? "waits: " + waitingFor : running(progress, elapsedNanos)));
        err.flush();
    }

    private static String running(Progress progress, long elapsedNanos) {
        return Units.percent(progress.fraction()) + " after " + Units.time(elapsedNanos) + ", "
                + TimeToGo.of(progress.fraction(), elapsedNanos) + ", " + progress.busyLanes() + " of "
                + progress.lanes() + " lanes busy"
                + (progress.incumbent().isEmpty() ? "" : ", best so far " + progress.incumbent());
    }

    @Override
    public void clear() {}
}
