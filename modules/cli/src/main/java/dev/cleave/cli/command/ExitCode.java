package dev.cleave.cli.command;

/** What the command tells the shell. */
public enum ExitCode {
    /** All went well. */
    SUCCESS(0),
    /** The job failed; or a measured line fell short of its goal. */
    JOB_FAILED(1),
    /** The command was not understood, or a value is wrong; nothing was started. */
    USAGE(2),
    /** There is no cluster: no port, no room for logs, no node. */
    NO_CLUSTER(3),
    /** The time given with {@code --timeout} ran out. */
    TIMEOUT(124),
    /** A signal ended the command; the job is cancelled. */
    INTERRUPTED(130);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The exit status of the process. */
    public int status() {
        return status;
    }
}
