package dev.cleave.simulator.runner;

import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;

/** Who hears what a simulated runner says and does. */
public interface RunnerEvents {

    /** It says something; the socket's delay is still to come. */
    void says(FromRunner message);

    /** A step has killed it. */
    void died(String cause, Path tracedPath);

    /** Something happened that must never happen. */
    void violation(String what);
}
