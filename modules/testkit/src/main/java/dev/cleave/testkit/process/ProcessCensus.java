package dev.cleave.testkit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Every process that a run has ever had, so that none can be left behind unnoticed.
 *
 * <p>A process belongs to the run if a {@link #look} found it below a given process, or if its command line names the
 * run's folder: a runner whose agent was killed hangs below nobody any more. Not thread-safe.
 */
public final class ProcessCensus {

    private static final Duration STEP = Duration.ofMillis(20);

    private final Path folder;
    private final Set<ProcessHandle> strangers;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private ProcessCensus(Path folder, Set<ProcessHandle> strangers) {
        this.folder = folder;
        this.strangers = strangers;
    }

    /**
     * A census of what starts from now on below this process.
     *
     * @param folder the run's folder, as it stands on the command lines of its processes
     */
    public static ProcessCensus from(Path folder) {
        Set<ProcessHandle> present = new LinkedHashSet<>();
        ProcessHandle.current().descendants().forEach(present::add);
        return new ProcessCensus(folder, present);
    }

    /** Notes who is there now. */
    public void look() {
        look(ProcessHandle.current());
        seen.addAll(naming(folder.toString()));
    }

    private void look(ProcessHandle above) {
        above.descendants()
                .filter(process -> !strangers.contains(process))
                .filter(process -> !isSignal(process))
                .forEach(seen::add);
    }

    /** Those that were ever seen and are still alive; looks first. */
    public List<ProcessHandle> alive() {
        look();
        List.copyOf(seen).forEach(this::look);
        return seen.stream().filter(process -> alive(process)).toList();
    }

    /** How many were ever seen. */
    public int size() {
        return seen.size();
    }

    /**
     * Waits until none is alive.
     *
     * @return those that still are when the time is over
     */
    public List<ProcessHandle> awaitNone(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<ProcessHandle> alive = alive();
        while (!alive.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP.toNanos());
            alive = alive();
        }
        return alive;
    }

    /** Kills those that are still alive; for the end of a test that has failed already. */
    public void killAll() {
        alive().forEach(process -> Signals.kill(process.pid()));
    }

    /** What a process is called by people: its number and the end of its command line. */
    public static String describe(ProcessHandle process) {
        String line = commandLine(process.pid());
        return process.pid() + " " + (line.length() > 160 ? "…" + line.substring(line.length() - 160) : line);
    }

    private static boolean alive(ProcessHandle process) {
        // isAlive of the handle tells a process from a later one with the same number
        return process.isAlive() && Signals.isAlive(process.pid());
    }

    private static boolean isSignal(ProcessHandle process) {
        return process.info().command().map(command -> command.endsWith("kill")).orElse(false);
    }

    private static Set<ProcessHandle> naming(String text) {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && commandLine(pid).contains(text)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException noProc) {
            // then descendants must do
        }
        return found;
    }

    private static String commandLine(long pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException gone) {
            return "";
        }
    }
}
