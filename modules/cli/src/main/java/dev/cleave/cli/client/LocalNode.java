package dev.cleave.cli.client;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a node leaves in its user's home folder, so that commands on the same machine find it: {@code .cleave/node.properties}.
 * It tells where things are, and no secret.
 *
 * @param address where its API listens, as {@code host:port}
 * @param tokenFile the file of its first token
 * @param authority whose word on its certificate counts; empty without TLS
 * @param pid its process
 */
public record LocalNode(String address, Path tokenFile, Optional<Path> authority, long pid) {

    private static Path file(Path home) {
        return home.resolve(".cleave").resolve("node.properties");
    }

    /** The node that was started last, if it has not ended as it should; it may have died. */
    static Optional<LocalNode> find(Path home) {
        try {
            Properties told = new Properties();
            try (Reader in = Files.newBufferedReader(file(home), StandardCharsets.UTF_8)) {
                told.load(in);
            }
            String address = told.getProperty("address", "");
            String tokenFile = told.getProperty("token-file", "");
            if (address.isEmpty() || tokenFile.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new LocalNode(
                    address,
                    Path.of(tokenFile),
                    Optional.ofNullable(told.getProperty("authority")).map(Path::of),
                    Long.parseLong(told.getProperty("pid", "0"))));
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Whether its process is there. */
    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * Tells where the node is; of several nodes of one user, the last to start is found.
     *
     * @throws IOException if the home folder cannot be written to
     */
    public void announce(Path home) throws IOException {
        Path file = file(home);
        Path folder = Files.createDirectories(home.resolve(".cleave"));
        Properties told = new Properties();
        told.setProperty("address", address);
        told.setProperty("token-file", tokenFile.toString());
        authority.ifPresent(certificates -> told.setProperty("authority", certificates.toString()));
        told.setProperty("pid", Long.toString(pid));
        Path fresh = Files.createTempFile(folder, "node", null);
        try {
            try (Writer out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                told.store(out, "The node of this machine, for commands without --cluster and CLEAVE_ADDRESS.");
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Takes back what was told, unless another node has told something since. */
    public void withdraw(Path home) {
        if (find(home).filter(this::equals).isPresent()) {
            try {
                Files.deleteIfExists(file(home));
            } catch (IOException stays) {
                // The process it names is dead, which commands notice.
            }
        }
    }
}
