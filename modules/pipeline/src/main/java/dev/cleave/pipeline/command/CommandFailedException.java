package dev.cleave.pipeline.command;

import java.util.Optional;

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

    /**
     * Whether a failure's message, as jobs tell it, is that of such an exception; if so its {@link #code} and {@link #line}.
     *
     * @param message what {@link #toString} gave
     */
    public static Optional<CommandFailedException> told(String message) {
        String name = CommandFailedException.class.getName() + ": ";
        int at = message.indexOf(name);
        String rest = at < 0 ? "" : message.substring(at + name.length());
        int colon = rest.indexOf(": ");
        return colon < 0
                ? Optional.empty()
                : Optional.of(new CommandFailedException(rest.substring(0, colon), rest.substring(colon + 2)));
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
