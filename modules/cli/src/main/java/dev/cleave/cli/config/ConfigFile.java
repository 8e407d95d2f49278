package dev.cleave.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file sets, line by line. The form is HOCON, of which JSON is a part: the files that it includes count, and what it
 * takes from the environment with <code>${?NAME}</code>.
 */
final class ConfigFile {

    private final Path file;
    private final Faults faults;
    private final List<Said> said = new ArrayList<>();

    private ConfigFile(Path file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** Everything that is set, in the order of the lines; nothing if the file cannot be read, which is a fault. */
    static List<Said> read(Path file, Faults faults) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            faults.add("--config: " + file + " (expected: a file that can be read)");
            return List.of();
        }
        ConfigFile read = new ConfigFile(file, faults);
        try {
            Config config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF))
                    .resolve();
            read.add(List.of(), config.root());
        } catch (ConfigException wrong) {
            faults.add(read.fault(wrong));
        }
        read.said.sort(Comparator.comparingInt(one -> lineOf(one.place())));
        return read.said;
    }

    private static int lineOf(Place place) {
        return Integer.parseInt(place.where().substring(place.where().lastIndexOf(':') + 1));
    }

    private void add(List<String> path, ConfigObject object) {
        object.forEach((name, value) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            if (value instanceof ConfigObject inner && !inner.isEmpty()) {
                add(longer, inner);
            } else if (value.valueType() == ConfigValueType.NULL) {
                faults.add(place(value.origin()).of(String.join(".", longer)) + ": null (expected: a value)");
            } else {
                said.add(new Said(longer, text(value), place(value.origin())));
            }
        });
    }

    private static String text(ConfigValue value) {
        if (value instanceof ConfigList list) {
            return list.stream().map(ConfigFile::text).collect(Collectors.joining(","));
        }
        return String.valueOf(value.unwrapped());
    }

    private Place place(ConfigOrigin origin) {
        String name = origin.filename();
        return Place.line(name == null ? file : Path.of(name), Math.max(1, origin.lineNumber()));
    }

    /** The library puts the place in front, and the file once more. */
    private String fault(ConfigException wrong) {
        ConfigOrigin origin = wrong.origin();
        String message = String.valueOf(wrong.getMessage());
        if (origin == null) {
            return file + ": " + message;
        }
        String prefix = origin.description() + ": ";
        return place(origin).where() + ": "
                + (message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
}
