package dev.cleave.pipeline.command;

/** Says that a command did not do what it was to do: its exit code with its last words, or a file that it did not leave. */
public final class CommandFailedException extends RuntimeException {

    /** The command ended with another exit code than 0, or could not be started. */
    public static final String EXIT_CODE = "EXIT_CODE";

    /** A file is not there, or what it printed was too long. */
    public static final String OUTPUT = "OUTPUT";

    private static final long serialVersionUID = 1L;

    private final String code;

    CommandFailedException(String code, String message) {
        super(code + ": " + message, null, false, false);
        this.code = code;
    }

    /** The kind of failure. */
    public String code() {
        return code;
    }

    /** What was given and what was expected, after the code. */
    public String line() {
        return String.valueOf(getMessage()).substring(code.length() + 2);
    }
}
