package dev.cleave.cli.service;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.config.Configuration;
import dev.cleave.cli.config.Key;
import dev.cleave.cli.config.Keys;
import dev.cleave.service.node.ServiceSettings.SharedStore;
import dev.cleave.service.store.sql.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which store a node keeps everything in: one of its own, or a PostgreSQL database that it shares with other nodes.
 *
 * <p>The password may be in the file of {@code store.password-file}, in {@code ~/.pgpass} or the file of {@code PGPASSFILE}, in the
 * variable {@code PGPASSWORD}, or in the URL, where other users of the machine can see it. It is never shown.
 */
final class StoreChoice {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private StoreChoice() {}

    /**
     * What was set of it; empty for a store of the node's own.
     *
     * @throws CommandException if the password's file cannot be read, or something is of no use
     */
    static Optional<SharedStore> of(Configuration set, Surroundings surroundings) {
        Optional<String> url = set.find(Keys.STORE_URL);
        if (url.isEmpty()) {
            for (Key<?> key : List.of(Keys.STORE_USER, Keys.STORE_PASSWORD_FILE)) {
                if (set.find(key).isPresent()) {
                    throw CommandException.usage(
                            set.what(key) + ": has no meaning without store.url, as the store is the node's own");
                }
            }
            return Optional.empty();
        }
        Duration lease = set.get(Keys.STORE_LEASE);
        if (lease.compareTo(SHORTEST_LEASE) <= 0) {
            throw Values.refused(set.what(Keys.STORE_LEASE), lease.toString(), "more than 1s");
        }
        return Optional.of(new SharedStore(
                new PostgresSettings(
                        url.get(), user(set, surroundings), password(set, surroundings), set.get(Keys.STORE_READERS)),
                lease));
    }

    private static String user(Configuration set, Surroundings surroundings) {
        String url = set.find(Keys.STORE_URL).orElse("");
        return set.find(Keys.STORE_USER)
                .orElseGet(() -> hasParameter(url, "user")
                        ? ""
                        : surroundings.variable("PGUSER").orElse(""));
    }

    private static String password(Configuration set, Surroundings surroundings) {
        Optional<Path> file = set.find(Keys.STORE_PASSWORD_FILE);
        if (file.isPresent()) {
            try {
                return Files.readString(file.get()).strip();
            } catch (IOException unreadable) {
                throw Values.refused(
                        set.what(Keys.STORE_PASSWORD_FILE), file.get().toString(), "a file with a password");
            }
        }
        return hasParameter(set.find(Keys.STORE_URL).orElse(""), "password")
                ? ""
                : surroundings.variable("PGPASSWORD").orElse("");
    }

    private static boolean hasParameter(String url, String name) {
        return url.matches("[^?]*\\?(.*&)?" + name + "=.*");
    }
}
