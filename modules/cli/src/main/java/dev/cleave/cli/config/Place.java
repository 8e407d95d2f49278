package dev.cleave.cli.config;

import java.nio.file.Path;

/**
 * Where something was set.
 *
 * @param where for people: {@code cleave.conf:12}, a variable or an option
 * @param base the folder from which paths count that were set there
 * @param isFile whether it is a file, which sets more than one thing
 */
record Place(String where, Path base, boolean isFile) {

    private static final Path HERE = Path.of("");

    /** A line of a file. */
    static Place line(Path file, int line) {
        Path folder = file.toAbsolutePath().getParent();
        return new Place(file + ":" + line, folder == null ? HERE : folder, true);
    }

    static Place variable(String name) {
        return new Place(name, HERE, false);
    }

    static Place option(String name) {
        return new Place(name, HERE, false);
    }

    /** What was set there, for refusals. */
    String of(String key) {
        return isFile ? where + ": " + key : where;
    }
}
