package dev.cleave.cluster;

import dev.cleave.api.Code;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.runner.launch.ClassArchives;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Nodes on this machine, as processes of their own: {@code node-1}, {@code node-2} and so on unless their names begin
 * otherwise, each with a folder of that name.
 *
 * <p>They end when this object is closed and when this process ends, however it ends, and their runners with them. Safe
 * for use by many threads.
 */
public final class LocalNodes implements AutoCloseable {

    /** What a node's JVM is started with: quick compilation and a small heap, since it runs no user code. */
    private static final List<String> JVM = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xms16m",
            "-Xmx96m",
            "-Xss512k");

    private static final long TIDY_UP_MILLIS = 500;
    private static final long RECORDING_MILLIS = 60_000;
    private static final long END_MILLIS = 1000;

    /**
     * What the nodes have in common.
     *
     * @param seed where they join, as {@code host:port}
     * @param transport where they listen, any free port each, and how they prove who they are: as the controller does
     * @param folder where each makes its folder
     * @param lanes how many lanes each node gives to a job
     * @param jvmOptions further options for their JVMs
     * @param name what their names begin with
     */
    public record Settings(
            String seed, TransportSettings transport, Path folder, int lanes, List<String> jvmOptions, String name) {
        public Settings {
            transport = new TransportSettings(transport.host(), 0, transport.tls(), transport.insecure());
            jvmOptions = List.copyOf(jvmOptions);
        }

        /** Nodes that are called {@code node-1} and so on. */
        public Settings(String seed, TransportSettings transport, Path folder, int lanes, List<String> jvmOptions) {
            this(seed, transport, folder, lanes, jvmOptions, "node");
        }

        /** Nodes that nobody beyond this machine can reach. */
        public Settings(String seed, Path folder, int lanes, List<String> jvmOptions) {
            this(seed, TransportSettings.loopback(0), folder, lanes, jvmOptions);
        }
    }

    private final Settings settings;
    private final Map<String, Process> nodes = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::end, "cleave-nodes");
    private final Set<ProcessHandle> runners = ConcurrentHashMap.newKeySet();
    private int started;

    private LocalNodes(Settings settings) {
        this.settings = settings;
    }

    /**
     * Starts some nodes; returns as soon as their processes are launched.
     *
     * @param count how many, at least 0
     * @throws ClusterStartException if a folder cannot be made or a process not be launched; then none is left
     */
    public static LocalNodes start(int count, Settings settings) throws ClusterStartException {
        LocalNodes nodes = new LocalNodes(settings);
        Runtime.getRuntime().addShutdownHook(nodes.hook);
        try {
            for (int i = 0; i < count; i++) {
                nodes.startAnother();
            }
        } catch (ClusterStartException e) {
            nodes.close();
            throw e;
        }
        return nodes;
    }

    /**
     * Starts one more node.
     *
     * @return its name
     */
    public synchronized String startAnother() throws ClusterStartException {
        String name = settings.name() + "-" + ++started;
        Path folder = settings.folder().resolve(name);
        try {
            Files.createDirectories(folder);
            nodes.put(name, launch(name, folder));
        } catch (IOException e) {
            throw new ClusterStartException(
                    Code.IO, "node " + name + " in " + folder + " cannot be started: " + e.getMessage());
        }
        return name;
    }

    /** The names of the nodes started so far, alive or not, in no order. */
    public List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** The process of a node. */
    public ProcessHandle process(String name) {
        Process process = nodes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("node " + name + " (expected: one of " + nodes.keySet() + ")");
        }
        return process.toHandle();
    }

    /** The folder of a node. */
    public Path folder(String name) {
        return settings.folder().resolve(name);
    }

    /** Ends all nodes and their runners, and waits until they are gone. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs, and finds nothing left to do.
        }
    }

    private Process launch(String name, Path folder) throws IOException {
        NodeSettings node = new NodeSettings(
                name,
                settings.transport(),
                List.of(settings.seed()),
                folder,
                settings.lanes(),
                true,
                Duration.ofMinutes(10));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(ClassArchives.optionsOfNode());
        command.addAll(settings.jvmOptions());
        String home = System.getProperty("cleave.home");
        if (home != null) {
            command.add("-Dcleave.home=" + home);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
        command.addAll(NodeArguments.of(node));
        File log = folder.resolve("agent.log").toFile();
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log));
        // A node that works has no business with the database of the controller, whose password may be there.
        process.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
        return process.start();
    }

    /** Tells all nodes to end, which takes them a moment; {@link #close()} waits for that, and sees to it. */
    public void letGo() {
        for (Process node : nodes.values()) {
            node.descendants().forEach(runners::add);
            try {
                node.getOutputStream().close();
            } catch (IOException gone) {
                // That was the aim.
            }
        }
    }

    /** Ends each node by ending its standard input, so that it can tidy up; kills what does not go, or cannot. */
    private void end() {
        letGo();
        long tidyUp = ClassArchives.isRecording() ? RECORDING_MILLIS : TIDY_UP_MILLIS;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(tidyUp);
        for (Process node : nodes.values()) {
            await(node, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
            node.destroyForcibly();
        }
        runners.forEach(ProcessHandle::destroyForcibly);
        for (Process node : nodes.values()) {
            await(node, END_MILLIS);
        }
    }

    private static void await(Process node, long millis) {
        try {
            node.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
