package dev.cleave.cluster.process;

import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;

/** Who is told of what a runner does. Called by the runner's thread; must return at once. */
public interface RunnerEvents {

    /** The runner is connected and can start a job. Called at most once, first. */
    void up();

    /** The runner says something. */
    void said(FromRunner message);

    /**
     * The runner is gone. Called once, last.
     *
     * @param cause for people: exit status, signal, out of memory, or why it could not be launched
     * @param traced where a traced lease was; empty otherwise
     */
    void ended(String cause, Path traced);
}
