package dev.cleave.runner.remains;

/** Why a runner's process ended, as far as it had a say in it. */
public final class ExitStatus {

    /** Its node told it to. */
    public static final int STOPPED = 0;

    /** It could not be started: wrong arguments, nobody at the socket. */
    public static final int NOT_STARTED = 2;

    /** The heap is exhausted; what the JVM's option ExitOnOutOfMemoryError uses. */
    public static final int OUT_OF_MEMORY = 3;

    /** Its node is gone. */
    public static final int NODE_GONE = 70;

    /** Its node said something that is no message, or the runner has a fault. */
    public static final int BROKEN = 71;

    /** User code called for the end, and then would not let it come. */
    public static final int EXIT_HUNG = 72;

    private ExitStatus() {}

    /**
     * An exit status in words.
     *
     * @param status what the system says: above 128, it was killed by the signal status - 128
     * @return for example {@code out of memory (exit status 3)} or {@code killed (signal 9)}
     */
    public static String describe(int status) {
        if (status > 128 && status < 128 + 65) {
            return "killed (signal " + (status - 128) + ")";
        }
        String words = switch (status) {
            case OUT_OF_MEMORY -> "out of memory";
            case NODE_GONE -> "its node was gone";
            case BROKEN -> "a fault of the runner";
            default -> "the process ended";
        };
        return words + " (exit status " + status + ")";
    }
}
