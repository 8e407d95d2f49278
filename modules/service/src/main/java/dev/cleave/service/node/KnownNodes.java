package dev.cleave.service.node;

import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.core.job.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where nodes were last, in a file: a controller that was killed finds them there when it comes back, and their cluster with
 * them. Safe for use by many threads.
 */
final class KnownNodes implements NodeListener {

    private static final Logger LOG = LoggerFactory.getLogger(KnownNodes.class);
    private static final int MOST = 32;

    private final Path file;
    private final List<String> before;
    private final Map<String, String> addresses = new LinkedHashMap<>();

    /**
     * What the file says.
     *
     * @param file made when the first node joins; its folder exists
     * @throws IOException if it cannot be read
     */
    KnownNodes(Path file) throws IOException {
        this.file = file;
        this.before = Files.exists(file) ? List.copyOf(Files.readAllLines(file)) : List.of();
    }

    /** The addresses that an earlier controller knew, each as {@code host:port}. */
    List<String> before() {
        return before;
    }

    @Override
    public synchronized void joined(NodeView node) {
        addresses.put(node.id().value(), node.address());
        write();
    }

    @Override
    public synchronized void lost(NodeId node, String why) {
        addresses.remove(node.value());
        write();
    }

    private void write() {
        List<String> lines = new ArrayList<>(addresses.values());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written; nodes will have to find a new controller by themselves: {}",
                    file,
                    e.toString());
        }
    }
}
