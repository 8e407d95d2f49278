package dev.cleave.testkit.cluster;

import com.typesafe.config.ConfigFactory;
import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.testkit.network.Link;
import dev.cleave.testkit.network.Network;
import dev.cleave.testkit.process.ProcessCensus;
import dev.cleave.testkit.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of real processes on this machine: the controller in this process, each node as an agent and its runners.
 *
 * <p>Nodes are numbered from 1. Closing it kills what is left of them, paused ones too. To be used by one thread.
 */
public final class LocalCluster implements AutoCloseable {

    /**
     * What a cluster is like.
     *
     * @param nodes how many nodes it starts with; more can be started later
     * @param lanes how many lanes each has
     * @param links whether everything said between its processes goes through {@link Link}s; a little slower
     * @param upWithin how long the nodes may take to register
     */
    public record Settings(int nodes, int lanes, boolean links, Duration upWithin) {

        /** So many nodes of one lane, without links. */
        public static Settings ofNodes(int nodes) {
            return new Settings(nodes, 1, false, Duration.ofSeconds(60));
        }

        /** The same with so many lanes per node. */
        public Settings withLanes(int count) {
            return new Settings(nodes, count, links, upWithin);
        }

        /** The same with links between the processes. */
        public Settings withLinks() {
            return new Settings(nodes, lanes, true, upWithin);
        }
    }

    private static final Duration GO_WITHIN = Duration.ofSeconds(3);
    private static final AtomicLong JOBS = new AtomicLong();

    private final Settings settings;
    private final Path folder;
    private final @Nullable Network network;
    private final ProcessCensus census;
    private final Cluster controller;
    private final List<NodeProcess> nodes = new ArrayList<>();

    private LocalCluster(
            Settings settings, Path folder, @Nullable Network network, ProcessCensus census, Cluster controller) {
        this.settings = settings;
        this.folder = folder;
        this.network = network;
        this.census = census;
        this.controller = controller;
    }

    /**
     * Starts the controller and the nodes; does not wait for the nodes.
     *
     * @throws IOException if a process or a folder cannot be made
     * @throws ClusterStartException if the controller cannot be started
     */
    public static LocalCluster start(Settings settings) throws IOException, ClusterStartException {
        Path folder = Files.createTempDirectory("ct-"); // short, as paths of sockets must be
        ProcessCensus census = ProcessCensus.from(folder);
        Network network = settings.links() ? new Network() : null;
        Cluster controller = network == null
                ? Cluster.start(ClusterSettings.local(0, folder.resolve("controller")))
                : startBehind(network.hub(), folder.resolve("controller"));
        LocalCluster cluster = new LocalCluster(settings, folder, network, census, controller);
        try {
            for (int node = 1; node <= settings.nodes(); node++) {
                cluster.startNode();
            }
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static synchronized Cluster startBehind(Network.Place place, Path folder) throws ClusterStartException {
        try {
            place.akka().forEach(System::setProperty);
            ConfigFactory.invalidateCaches();
            return Cluster.start(ClusterSettings.local(place.advertisedPort(), folder));
        } finally {
            place.akka().keySet().forEach(System::clearProperty);
            ConfigFactory.invalidateCaches();
        }
    }

    /**
     * Waits until every node of the settings has registered.
     *
     * @throws IllegalStateException if that takes too long, with the end of their logs
     */
    public void awaitNodes() throws InterruptedException {
        if (!controller.awaitNodes(settings.nodes(), settings.upWithin())) {
            throw new IllegalStateException("not all of " + settings.nodes() + " nodes were up within "
                    + settings.upWithin() + ", see " + folder);
        }
    }

    /**
     * Starts one more node.
     *
     * @return its number
     */
    public int startNode() throws IOException {
        int number = nodes.size() + 1;
        List<String> jvmOptions = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(
                "--name", "node-" + number,
                "--seed", controller.address(),
                "--lanes", Integer.toString(settings.lanes())));
        if (network != null) {
            Network.Place place = network.place(number);
            place.akka().forEach((key, value) -> jvmOptions.add("-D" + key + "=" + value));
            arguments.addAll(List.of("--port", Integer.toString(place.advertisedPort())));
        }
        nodes.add(new NodeProcess(folder.resolve("node-" + number), jvmOptions, arguments));
        return number;
    }

    /**
     * Starts a node again whose agent has gone.
     *
     * @throws IllegalStateException if it has not
     */
    public void startNode(int node) throws IOException {
        node(node).startAgain();
    }

    /** How many nodes there are, dead ones included. */
    public int nodes() {
        return nodes.size();
    }

    /** The process of a node's agent, if it is alive. */
    public OptionalLong agent(int node) {
        return node(node).agent();
    }

    /** The process of the runner that works on a node, if there is one. */
    public OptionalLong runner(int node) {
        return node(node).runner();
    }

    /**
     * The link by which a node hangs on all others.
     *
     * @throws IllegalStateException if the cluster was started without links
     */
    public Link link(int node) {
        node(node);
        if (network == null) {
            throw new IllegalStateException("a cluster without links (expected: one started with links)");
        }
        return network.link(node);
    }

    /**
     * Submits a job.
     *
     * @param notes told what is worth telling people: nodes that come, or are lost
     */
    public RunningJob submit(KnownJob job, Consumer<String> notes) throws IOException {
        JobSpec spec = new JobSpec(
                new JobId("testkit-" + JOBS.incrementAndGet()),
                job.jobClass().getName(),
                List.of(),
                job.arguments(),
                job.jvmOptions(),
                JobSpec.DEFAULT_MAX_DEPTH,
                JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                false);
        JobListener listener = new JobListener() {
            @Override
            public void note(String line) {
                notes.accept(line);
            }
        };
        return new RunningJob(job, controller.submit(spec, List.of(JobJar.of(job.jobClass(), folder)), listener));
    }

    /** Submits a job that nobody needs to hear of until it ends. */
    public RunningJob submit(KnownJob job) throws IOException {
        return submit(job, note -> {});
    }

    /** Where logs and pid files are: {@code node-1/agent.log}, {@code node-1/runner.pid} … */
    public Path folder() {
        return folder;
    }

    /** Every process that belongs to the cluster. */
    public ProcessCensus census() {
        return census;
    }

    /** Where nodes reach the controller, as {@code host:port}. */
    public String address() {
        return controller.address();
    }

    /**
     * Ends the cluster as its owner would: the controller stops, each agent's standard input ends. What has not gone after
     * three seconds, or cannot since it is paused, is killed.
     */
    @Override
    public void close() {
        census.look();
        controller.close();
        nodes.forEach(NodeProcess::letGo);
        for (ProcessHandle process : census.alive()) {
            if (Signals.isPaused(process.pid())) {
                Signals.kill(process.pid());
            }
        }
        if (network != null) {
            network.close();
        }
        for (ProcessHandle late : census.awaitNone(GO_WITHIN)) {
            Signals.kill(late.pid());
        }
    }

    /**
     * What is left below the folder besides logs, pid files and the job's own jar: sockets, blobs. Nodes of which an agent
     * was killed are passed over, as the dead cannot tidy up.
     */
    public List<String> leftFiles() throws IOException {
        List<Path> passedOver = nodes.stream()
                .filter(NodeProcess::endedByForce)
                .map(NodeProcess::folder)
                .toList();
        List<String> left = new ArrayList<>();
        for (Path file : filesBelow(folder)) {
            if (passedOver.stream().anyMatch(file::startsWith)) {
                continue;
            }
            String name = file.getFileName().toString();
            if (!name.endsWith(".log") && !name.endsWith(".jar") && !name.endsWith(".pid")) {
                left.add("a file is left: " + folder.relativize(file));
            }
        }
        return left;
    }

    /** Removes the folder with everything in it. */
    public void deleteFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path)).toList();
        }
    }

    private NodeProcess node(int number) {
        if (number < 1 || number > nodes.size()) {
            throw new IllegalArgumentException("node " + number + " (expected: 1 to " + nodes.size() + ")");
        }
        return nodes.get(number - 1);
    }
}
