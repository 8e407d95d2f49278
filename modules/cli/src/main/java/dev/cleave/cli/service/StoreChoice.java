package dev.cleave.cli.service;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.service.node.ServiceSettings.SharedStore;
import dev.cleave.service.store.sql.PostgresSettings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which store a node keeps everything in: one of its own, or a PostgreSQL database that it shares with other nodes.
 *
 * <p>The password may be in {@code ~/.pgpass} or the file of {@code PGPASSFILE}, in the variable {@code PGPASSWORD}, or in
 * the URL, where other users of the machine can see it. It is never shown.
 */
final class StoreChoice {

    static final String OPTION = "--store";

    private static final int READERS = 8;
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/?@\\s]+/[^/?@\\s]+(\\?\\S*)?");

    private StoreChoice() {}

    /**
     * Reads the option; empty for a store of the node's own.
     *
     * @throws CommandException if it is no such URL
     */
    static Optional<SharedStore> of(Given given, Surroundings surroundings) {
        return given.text(OPTION).map(url -> {
            if (!URL.matcher(url).matches()) {
                throw CommandException.usage(OPTION + ": " + shown(url)
                        + " (expected: jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, the password not in it but in"
                        + " ~/.pgpass or PGPASSWORD)");
            }
            return new SharedStore(
                    new PostgresSettings(
                            url,
                            hasParameter(url, "user")
                                    ? ""
                                    : surroundings.variable("PGUSER").orElse(""),
                            hasParameter(url, "password")
                                    ? ""
                                    : surroundings.variable("PGPASSWORD").orElse(""),
                            READERS),
                    SharedStore.DEFAULT_LEASE);
        });
    }

    private static boolean hasParameter(String url, String name) {
        return url.matches("[^?]*\\?(.*&)?" + name + "=.*");
    }

    /** As much as cannot be a password. */
    private static String shown(String url) {
        int parameters = url.indexOf('?');
        String place = parameters < 0 ? url : url.substring(0, parameters);
        return place.replaceAll("//[^@/]*@", "//...@");
    }
}
