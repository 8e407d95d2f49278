package dev.cleave.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds without being told.
 *
 * @param variables the environment
 * @param home the user's home folder
 */
public record Surroundings(Map<String, String> variables, Path home) {

    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** A variable that is there and not blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    /** Where a node keeps everything unless told otherwise. */
    public Path serviceFolder() {
        return home.resolve(".cleave").resolve("service");
    }
}
