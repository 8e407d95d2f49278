package dev.cleave.cli.report;

import dev.cleave.cli.command.Output;
import dev.cleave.core.job.Progress;

/** Shows how far a job is while it runs. Used by one thread. */
public interface ProgressDisplay {

    /**
     * Shows the state of the job.
     *
     * @param progress how far it is
     * @param elapsedNanos since the job started
     */
    void show(Progress progress, long elapsedNanos);

    /** Leaves the screen ready for other lines; may be called again and again. */
    void clear();

    /**
     * What suits the stream: a bar on a terminal, lines elsewhere.
     *
     * @param title what runs, a word or two
     */
    static ProgressDisplay on(Output output, String title) {
        return output.errIsTerminal() ? new ProgressBar(output.err(), title) : new ProgressLines(output.err(), title);
    }

    /** Shows nothing. */
    ProgressDisplay NONE = new ProgressDisplay() {
        @Override
        public void show(Progress progress, long elapsedNanos) {}

        @Override
        public void clear() {}
    };
}
