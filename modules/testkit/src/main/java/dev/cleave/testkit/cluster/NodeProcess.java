package dev.cleave.testkit.cluster;

import dev.cleave.cluster.NodeMain;
import dev.cleave.testkit.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A node of this machine as its processes: an agent, and what the agent starts. Not thread-safe. */
final class NodeProcess {

    private static final List<String> JVM_FLAGS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xms16m",
            "-Xmx96m",
            "-Xss512k");

    private static final String SCRATCH = "tmp";
    private static final int SIGNALLED = 128;

    private final Path folder;
    private final List<String> command;
    private Process agent;
    private boolean killedBefore;

    /**
     * A node that is not started yet.
     *
     * @param folder for all its files; made if it does not exist
     * @param jvmOptions what to add to the options of the agent's JVM
     * @param arguments of {@link NodeMain}, the folder excepted
     */
    NodeProcess(Path folder, List<String> jvmOptions, List<String> arguments) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve(SCRATCH));
        this.command = command(folder, jvmOptions, arguments);
        this.agent = launch();
    }

    private static List<String> command(Path folder, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.add("-Djava.io.tmpdir=" + folder.resolve(SCRATCH));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--dir", folder.toString(), "--attached"));
        return command;
    }

    /** Starts the node anew; its agent must be gone. */
    void startAgain() throws IOException {
        if (agent().isPresent()) {
            throw new IllegalStateException(folder.getFileName() + " runs already, process " + agent.pid());
        }
        killedBefore = endedByForce();
        agent = launch();
    }

    /** Whether an agent of the node was killed, and so could not tidy up. */
    boolean endedByForce() {
        return killedBefore || !agent.isAlive() && agent.exitValue() > SIGNALLED;
    }

    Path folder() {
        return folder;
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(folder.resolve("runner.pid"));
        // the standard input stays open: its end tells the agent that this process is gone
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("agent.log").toFile()))
                .start();
    }

    OptionalLong agent() {
        return Signals.isAlive(agent.pid()) && agent.isAlive() ? OptionalLong.of(agent.pid()) : OptionalLong.empty();
    }

    /** The runner last put to work, if it is alive. */
    OptionalLong runner() {
        try {
            long pid = Long.parseLong(
                    Files.readString(folder.resolve("runner.pid")).strip());
            return Signals.isAlive(pid) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /** Says that nobody wants the node any more: its standard input ends. */
    void letGo() {
        try {
            agent.getOutputStream().close();
        } catch (IOException gone) {
            // that was the aim
        }
    }
}
