package dev.cleave.api.check;

import java.io.PrintWriter;
import java.io.StringWriter;

/** An exception of the program, for people. */
final class Thrown {

    private Thrown() {}

    static String describe(String method, Object problem, Throwable thrown) {
        rethrowIfFatal(thrown);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return method + " threw for " + Fingerprint.describe(problem) + ": "
                + trace.toString().strip();
    }

    private static void rethrowIfFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
