package dev.cleave.cli.run;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Values;
import dev.cleave.core.job.JobSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code cleave run} was asked for, checked as far as that goes without the program.
 *
 * @param program a name, a source file or a class
 * @param jars where to find the program and what it needs
 * @param parameters text by parameter name
 * @param nodes how many nodes to start here
 * @param lanes lanes of each node, or of this process
 * @param inProcess whether to do without a cluster
 * @param timeout how long all may take, from the start of the command
 * @param out a file for the result
 * @param json whether to print a document instead of result and report
 * @param dir where to keep logs and pid files
 * @param verbose whether to say more
 * @param host where other nodes find the controller
 * @param port the port for that, 0 for any that is free
 * @param tls the folder with certificates
 * @param insecureNetwork whether a host off loopback is allowed without them
 * @param jvmOptions options for the JVM of each runner
 * @param maxDepth how deep the recursion may go
 * @param maxPayloadBytes how large an encoded problem or result may be
 * @param profile whether every step is measured
 */
record RunOptions(
        String program,
        List<Path> jars,
        Map<String, String> parameters,
        int nodes,
        int lanes,
        boolean inProcess,
        Optional<Duration> timeout,
        Optional<Path> out,
        boolean json,
        Optional<Path> dir,
        boolean verbose,
        String host,
        int port,
        Optional<Path> tls,
        boolean insecureNetwork,
        List<String> jvmOptions,
        int maxDepth,
        long maxPayloadBytes,
        boolean profile) {

    static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_NODES = 64;
    private static final int MAX_LANES = 1024;
    private static final List<String> CLUSTER_OPTIONS =
            List.of("--nodes", "--host", "--port", "--tls", "--insecure-network", "--jvm-option", "--max-payload");

    /**
     * Reads the options.
     *
     * @throws CommandException if one of them cannot be used
     */
    static RunOptions of(Given given) {
        boolean inProcess = given.has("--in-process");
        if (inProcess) {
            refuseClusterOptions(given);
        }
        int nodes = given.value(
                        "--nodes", text -> Values.integer("--nodes", text, 0, MAX_NODES, " nodes on this machine"))
                .orElse(2);
        return new RunOptions(
                program(given),
                given.all("--jar").stream().map(Path::of).toList(),
                Values.pairs("-p", "name=value", given.all("-p")),
                inProcess ? 1 : nodes,
                given.value("--lanes", text -> Values.integer("--lanes", text, 1, MAX_LANES, " threads"))
                        .orElseGet(() -> lanesByDefault(inProcess ? 1 : nodes)),
                inProcess,
                given.value("--timeout", text -> Values.duration("--timeout", text)),
                given.value("--out", RunOptions::writableFile),
                given.has("--json"),
                given.value("--dir", Path::of),
                given.has("--verbose"),
                given.text("--host").orElse(LOOPBACK),
                given.value("--port", text -> Values.port("--port", text)).orElse(0),
                given.value("--tls", text -> Values.folder("--tls", text)),
                given.has("--insecure-network"),
                given.all("--jvm-option"),
                given.value("--max-depth", text -> Values.integer("--max-depth", text, 1, Integer.MAX_VALUE, " levels"))
                        .orElse(JobSpec.DEFAULT_MAX_DEPTH),
                given.value("--max-payload", text -> Values.bytes("--max-payload", text, 1024, 1L << 40))
                        .orElse(JobSpec.DEFAULT_MAX_PAYLOAD_BYTES),
                given.has("--profile"));
    }

    /** Whether the user chose where nodes join, or wants only such nodes. */
    boolean expectsFurtherNodes() {
        return nodes == 0 || port != 0 || !host.equals(LOOPBACK);
    }

    private static void refuseClusterOptions(Given given) {
        for (String option : CLUSTER_OPTIONS) {
            if (given.has(option)) {
                throw CommandException.usage(option + ": has no meaning with --in-process, which starts no cluster");
            }
        }
    }

    private static String program(Given given) {
        return given.argument()
                .orElseThrow(
                        () -> CommandException.usage(
                                "nothing to run (expected: the name of a program, File.java, or"
                                        + " --jar my.jar my.Class)\n'cleave programs' lists the programs that come with Cleave"));
    }

    private static int lanesByDefault(int nodes) {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, nodes));
    }

    private static Path writableFile(String text) {
        Path file = Path.of(text);
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw Values.refused("--out", text, "a file, this is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw Values.refused("--out", text, "a file in an existing folder");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw Values.refused("--out", text, "a file that may be written");
        }
        return file;
    }
}
