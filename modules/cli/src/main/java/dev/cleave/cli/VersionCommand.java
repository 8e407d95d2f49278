package dev.cleave.cli;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import java.util.Optional;

/** {@code cleave version}: which Cleave on which JDK. */
final class VersionCommand {

    private final Output output;

    VersionCommand(Output output) {
        this.output = output;
    }

    ExitCode run() {
        output.out().println("cleave " + version());
        output.out()
                .println("java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ", "
                        + System.getProperty("java.home") + ")");
        return ExitCode.SUCCESS;
    }

    /** The version that the jar was built as. */
    static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("from classes, without a version");
    }
}
