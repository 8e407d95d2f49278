package dev.cleave.runner.loading;

import dev.cleave.api.Arguments;
import dev.cleave.api.Incumbent;
import dev.cleave.api.JobContext;
import java.io.PrintStream;

/** What a program may know about its job, in one process: its log is a stream of lines. */
public final class CancellableContext implements JobContext {

    private final Arguments arguments;
    private final PrintStream log;
    private final Incumbent incumbent;
    private volatile boolean cancelled;

    /**
     * A context.
     *
     * @param arguments the job's arguments
     * @param log where lines go
     * @param incumbent the best solution known
     */
    public CancellableContext(Arguments arguments, PrintStream log, Incumbent incumbent) {
        this.arguments = arguments;
        this.log = log;
        this.incumbent = incumbent;
    }

    @Override
    public Arguments arguments() {
        return arguments;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Incumbent incumbent() {
        return incumbent;
    }

    /** Tells the program that its job is not wanted any more. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void log(String line) {
        log.println(line);
    }
}
