package dev.cleave.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Signals to processes of this machine, by the system's {@code kill}.
 *
 * <p>Every method answers false, and does nothing, if the process has gone meanwhile. Thread-safe.
 */
public final class Signals {

    private static final long KILL_SECONDS = 10;

    private Signals() {}

    /** Ends a process at once, whatever it does; also a paused one. */
    public static boolean kill(long pid) {
        return send("-KILL", pid);
    }

    /** Asks a process to end. */
    public static boolean terminate(long pid) {
        return send("-TERM", pid);
    }

    /** Stops a process where it is, until {@link #resume}. */
    public static boolean pause(long pid) {
        return send("-STOP", pid);
    }

    /** Lets a paused process go on. */
    public static boolean resume(long pid) {
        return send("-CONT", pid);
    }

    /** Whether a process runs or is paused; one that has ended but was not collected by its parent does not count. */
    public static boolean isAlive(long pid) {
        char state = state(pid);
        return state != 'Z' && state != 'X' && (state != '?' || alive(pid));
    }

    /** Whether a process is paused. */
    public static boolean isPaused(long pid) {
        return state(pid) == 'T';
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The letter after the command's name in {@code /proc/pid/stat}; '?' if there is none, or no such folder. */
    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            int name = stat.lastIndexOf(')');
            return name < 0 || name + 2 >= stat.length() ? '?' : stat.charAt(name + 2);
        } catch (IOException gone) {
            return '?';
        }
    }

    private static boolean send(String signal, long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("process " + pid + " (expected: 2 or more)");
        }
        if (!isAlive(pid)) {
            return false;
        }
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                throw new IllegalStateException("kill " + signal + " " + pid + " did not end");
            }
            return kill.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException("kill " + signal + " " + pid + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("kill " + signal + " " + pid + " was interrupted", e);
        }
    }
}
