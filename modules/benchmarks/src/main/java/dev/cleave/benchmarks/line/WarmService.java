package dev.cleave.benchmarks.line;

import dev.cleave.client.CleaveClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job service of the distribution, as {@code cleave node} starts it, in processes and folders of its own. */
final class WarmService implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("serves at http://(\\S+) ");
    private static final String STARTED = "other nodes join with";
    private static final int PATIENCE_SECONDS = 60;

    final String address;
    final CleaveClient client;
    private final Process node;
    private final Path home;
    private final Thread reaper;

    private WarmService(Process node, Path home, String address) {
        this.node = node;
        this.home = home;
        this.address = address;
        this.client = clientOf(tokenFile());
        this.reaper = new Thread(node::destroy);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** A new folder for a service that may be filled before it is started. */
    static Path newHome() throws IOException {
        return Files.createTempDirectory("cleave-bench-");
    }

    /** Where the service of such a folder keeps everything. */
    static Path folder(Path home) {
        return home.resolve("service");
    }

    /** A service with so many lanes and nothing in its store. */
    static WarmService of(int lanes) throws IOException {
        return in(newHome(), lanes);
    }

    /** A service with so many lanes; its folder is removed when it is closed. */
    static WarmService in(Path home, int lanes) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        distribution().resolve("bin/cleave").toString(),
                        "node",
                        "--dir",
                        folder(home).toString(),
                        "--port",
                        "0",
                        "--api-port",
                        "0",
                        "--lanes",
                        String.valueOf(lanes))
                .redirectErrorStream(true);
        builder.environment().put("CLEAVE_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CLEAVE_JAVA_OPTS", "-Duser.home=" + home);
        Process node = builder.start();
        BufferedReader says = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        String address = "";
        StringBuilder said = new StringBuilder();
        for (@Nullable String line = says.readLine(); line != null; line = says.readLine()) {
            Matcher found = ADDRESS.matcher(line);
            address = found.find() ? found.group(1) : address;
            said.append(line).append(' ');
            if (line.contains(STARTED)) {
                return new WarmService(node, home, address);
            }
        }
        throw new IOException("the node has not started: " + said);
    }

    static Path distribution() {
        String home = System.getProperty("cleave.home");
        if (home == null) {
            throw new IllegalStateException("cleave.home is not set (expected: run by the cleave command)");
        }
        return Path.of(home);
    }

    private Path tokenFile() {
        return folder(home).resolve("secret").resolve("admin.token");
    }

    /** A connection of its own. */
    CleaveClient another() {
        return clientOf(tokenFile());
    }

    private CleaveClient clientOf(Path token) {
        return CleaveClient.connect(address)
                .tokenFile(token)
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    /** A connection of somebody else. */
    CleaveClient clientOf(String secret) {
        return CleaveClient.connect(address).token(secret).build();
    }

    /** The process of controller, store and API. */
    long pid() {
        return node.pid();
    }

    /** The node agents and runners. */
    List<ProcessHandle> descendants() {
        return node.descendants().toList();
    }

    /** The number of the process that a node has put to work last. */
    long runner() throws IOException {
        try (Stream<Path> files = Files.walk(folder(home).resolve("nodes"), 2)) {
            Path file = files.filter(each -> each.getFileName().toString().equals("runner.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no node has a runner"));
            return Long.parseLong(Files.readString(file).strip());
        }
    }

    private void letGo() {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException ending) {
            // This process ends, and has asked the node to.
        }
    }

    @Override
    public void close() {
        client.close();
        node.destroy();
        try {
            if (!node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letGo();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + home + " (" + e.getMessage() + ")");
        }
    }
}
