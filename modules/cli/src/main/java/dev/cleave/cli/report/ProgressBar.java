package dev.cleave.cli.report;

import dev.cleave.cli.command.Output;
import dev.cleave.core.job.Progress;
import java.io.PrintStream;

/** One line that is drawn over and over: a bar, percent, the time left, busy lanes. For terminals. */
public final class ProgressBar implements ProgressDisplay {

    private static final int WIDTH = 24;
    private static final int SCREEN_WIDTH = 79;
    private static final String PARTS = "▏▎▍▌▋▊▉";

    private final PrintStream err;
    private final String title;
    private boolean drawn;

    /**
     * Nothing is drawn yet.
     *
     * @param err the terminal
     * @param title what runs, a word or two
     */
    public ProgressBar(PrintStream err, String title) {
        this.err = err;
        this.title = title;
    }

    @Override
    public void show(Progress progress, long elapsedNanos) {
        String whole = line(progress, elapsedNanos);
        String line = whole.length() <= SCREEN_WIDTH ? whole : whole.substring(0, SCREEN_WIDTH - 1) + "…";
        err.print(Output.ERASE_LINE + line);
        err.flush();
        drawn = true;
    }

    private String line(Progress progress, long elapsedNanos) {
        if (!progress.waitingFor().isEmpty()) {
            return title + "  waiting: " + progress.waitingFor();
        }
        return title + "  " + bar(progress.fraction()) + " " + percent(progress.fraction()) + "  "
                + TimeToGo.of(progress.fraction(), elapsedNanos) + "  " + progress.busyLanes() + "/" + progress.lanes()
                + " lanes busy" + (progress.incumbent().isEmpty() ? "" : "  best " + progress.incumbent());
    }

    /** As wide at the start as at the end, so that nothing jumps. */
    private static String percent(double fraction) {
        String text = Units.percent(fraction);
        return " ".repeat(Math.max(0, "99.9 %".length() - text.length())) + text;
    }

    static String bar(double fraction) {
        int eighths = (int) (Math.min(1, Math.max(0, fraction)) * WIDTH * 8);
        String bar = "█".repeat(eighths / 8);
        if (eighths % 8 != 0) {
            bar += PARTS.charAt(eighths % 8 - 1);
        }
        return bar + "░".repeat(WIDTH - bar.length());
    }

    @Override
    public void clear() {
        if (drawn) {
            err.print(Output.ERASE_LINE);
            err.flush();
            drawn = false;
        }
    }
}
