package dev.cleave.cli.command;

/** Ends the command with an exit code and a line or two for the user. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    private CommandException(ExitCode exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /**
     * The user gave something that cannot be used.
     *
     * @param message what was given and what was expected
     */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    /**
     * There is nothing to run the job on.
     *
     * @param message what is in the way
     */
    public static CommandException noCluster(String message) {
        return new CommandException(ExitCode.NO_CLUSTER, message);
    }

    /** A signal came before the job ran. */
    public static CommandException interrupted() {
        return new CommandException(ExitCode.INTERRUPTED, "interrupted");
    }

    /**
     * The time was up before the job ran.
     *
     * @param message how long was waited, and for what
     */
    public static CommandException timeout(String message) {
        return new CommandException(ExitCode.TIMEOUT, message);
    }

    /** The exit code that the command ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** The message, never null. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
