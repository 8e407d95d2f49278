package dev.cleave.cli.run;

import dev.cleave.api.Arguments;
import dev.cleave.api.Incumbent;
import dev.cleave.api.JobContext;
import dev.cleave.cli.command.Output;

/** What a program may know about a job that runs in the process of the command. */
public final class ProcessContext implements JobContext {

    private final Arguments arguments;
    private final Output output;
    private final Incumbent incumbent;
    private volatile boolean cancelled;

    /**
     * What is known of a job.
     *
     * @param arguments its arguments
     * @param output where its log goes
     * @param incumbent the value of the best solution known
     */
    public ProcessContext(Arguments arguments, Output output, Incumbent incumbent) {
        this.arguments = arguments;
        this.output = output;
        this.incumbent = incumbent;
    }

    /** The job is not wanted any more. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public Incumbent incumbent() {
        return incumbent;
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
    public void log(String line) {
        output.err().println(line);
    }
}
