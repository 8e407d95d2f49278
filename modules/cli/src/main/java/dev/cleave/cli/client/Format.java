package dev.cleave.cli.client;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.report.JsonWriter;
import dev.cleave.cli.report.YamlWriter;
import java.util.List;

/** How an answer is shown. */
enum Format {
    /** Columns for people. */
    TABLE,
    /** More columns. */
    WIDE,
    /** One JSON document. */
    JSON,
    /** One YAML document. */
    YAML;

    private static final List<String> NAMES = List.of("table", "wide", "json", "yaml");

    /**
     * What {@code -o} says.
     *
     * @throws CommandException if it says something else
     */
    static Format of(Given given) {
        String name = given.text("--output").orElse("table");
        if (!NAMES.contains(name)) {
            throw CommandException.usage("-o: " + NearestName.unknown("format", name, NAMES));
        }
        return values()[NAMES.indexOf(name)];
    }

    boolean isForPeople() {
        return this == TABLE || this == WIDE;
    }

    /** A document of maps, lists, numbers, truth values and text, without a line end. */
    String write(Object document) {
        return this == YAML ? YamlWriter.write(document) : JsonWriter.write(document);
    }
}
