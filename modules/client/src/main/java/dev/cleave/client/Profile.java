package dev.cleave.client;

import dev.cleave.api.NearestName;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * One cluster of a file of several.
 *
 * @param addresses where its nodes listen
 * @param token what is shown to them
 * @param authority whose word on their certificates counts
 */
record Profile(List<Address> addresses, Optional<String> token, Optional<Path> authority) {

    private static final Set<String> KEYS = new LinkedHashSet<>(List.of("address", "token", "token-file", "authority"));
    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /**
     * A cluster of a file, which is as {@link CleaveClient} describes it.
     *
     * @param name which; empty for the one that the file names as its default
     * @throws CleaveException {@code INVALID_ARGUMENT} if there is no such file or cluster, or it is not as described
     */
    static Profile read(Path file, String name) {
        Properties all = load(file);
        String default_ = all.getProperty("default", "").strip();
        String wanted = name.isEmpty() ? default_ : name;
        Set<String> clusters = new TreeSet<>();
        for (String key : all.stringPropertyNames()) {
            if (!key.equals("default")) {
                clusters.add(cluster(file, key));
            }
        }
        if (wanted.isEmpty()) {
            throw CleaveException.invalid("default", file + ": none", "the name of one of " + clusters);
        }
        if (!clusters.contains(wanted)) {
            throw CleaveException.of(
                    CleaveException.INVALID_ARGUMENT,
                    file + ": " + NearestName.unknown("cluster", wanted, clusters),
                    false,
                    null);
        }
        String address = all.getProperty(wanted + ".address", "");
        List<Address> addresses = Address.parseAll(address);
        if (addresses.isEmpty()) {
            throw CleaveException.invalid(
                    wanted + ".address", "'" + address + "' in " + file, "host:port, or several separated by commas");
        }
        return new Profile(addresses, token(file, all, wanted), path(file, all, wanted + ".authority"));
    }

    private static Properties load(Path file) {
        Properties all = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw CleaveException.invalid("clusters", file + " (" + e + ")", "a file as CleaveClient describes it");
        }
        return all;
    }

    private static String cluster(Path file, String key) {
        int dot = key.lastIndexOf('.');
        String last = key.substring(dot + 1);
        if (dot < 1 || !KEYS.contains(last)) {
            throw CleaveException.of(
                    CleaveException.INVALID_ARGUMENT,
                    file + ": " + key + ": " + NearestName.unknown("key", last, KEYS),
                    false,
                    null);
        }
        return key.substring(0, dot);
    }

    private static Optional<String> token(Path file, Properties all, String cluster) {
        Optional<String> inside = Optional.ofNullable(all.getProperty(cluster + ".token"));
        if (inside.isPresent()) {
            refuseIfOthersRead(file);
            return inside.map(String::strip);
        }
        return path(file, all, cluster + ".token-file").map(Profile::secret);
    }

    /** A token from a file of its own. */
    static String secret(Path file) {
        refuseIfOthersRead(file);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CleaveException.invalid("token-file", file + " (" + e + ")", "a file with a token");
        }
    }

    private static Optional<Path> path(Path file, Properties all, String key) {
        return Optional.ofNullable(all.getProperty(key)).map(String::strip).map(text -> {
            if (text.startsWith("~/")) {
                return Path.of(System.getProperty("user.home"), text.substring(2));
            }
            return file.toAbsolutePath().resolveSibling(text);
        });
    }

    private static void refuseIfOthersRead(Path file) {
        try {
            Set<PosixFilePermission> mode = new TreeSet<>(Files.getPosixFilePermissions(file));
            mode.retainAll(OTHERS_READ);
            if (!mode.isEmpty()) {
                throw CleaveException.invalid(
                        "mode of " + file, mode.toString(), "a file that only its owner can read, as it has a token");
            }
        } catch (UnsupportedOperationException noSuchThing) {
            // This file system knows no modes.
        } catch (IOException | UncheckedIOException e) {
            throw CleaveException.invalid("token", file + " (" + e + ")", "a file that can be read");
        }
    }
}
