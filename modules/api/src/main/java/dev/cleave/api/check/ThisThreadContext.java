package dev.cleave.api.check;

import dev.cleave.api.Arguments;
import dev.cleave.api.JobContext;

/** A context outside any run: never cancelled, with the log on standard error. */
record ThisThreadContext(Arguments arguments) implements JobContext {

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void log(String line) {
        System.err.println(line);
    }
}
