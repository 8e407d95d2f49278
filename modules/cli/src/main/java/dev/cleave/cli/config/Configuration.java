package dev.cleave.cli.config;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.core.queue.OwnerTerms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was set of a node: by the file of {@code --config}, before that by the environment, before all by options. */
public final class Configuration {

    private static final String FILE = "--config";

    private final Map<String, Said> said = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final OwnerKeys owners = new OwnerKeys();

    private Configuration() {}

    /**
     * Reads all of it.
     *
     * @throws CommandException with a line for each name that is unknown and each value that cannot be used
     */
    public static Configuration of(Given given, Surroundings surroundings) {
        Faults faults = new Faults();
        Configuration read = new Configuration();
        given.text(FILE)
                .ifPresent(file -> ConfigFile.read(Path.of(file), faults).forEach(one -> read.fromFile(one, faults)));
        read.fromEnvironment(surroundings.variables(), faults);
        read.fromOptions(given, faults);
        faults.check();
        return read;
    }

    private void fromFile(Said one, Faults faults) {
        if (one.path().get(0).equals(OwnerKeys.FIRST)) {
            owners.read(one, faults);
            return;
        }
        Optional<Key<?>> key = named(one.name());
        if (key.isPresent()) {
            put(key.get(), one, faults);
        } else {
            faults.add(one.place().where() + ": unknown key: " + one.name() + hint(one));
        }
    }

    private static String hint(Said one) {
        for (int parts = one.path().size() - 1; parts > 0; parts--) {
            Optional<Key<?>> outer = named(String.join(".", one.path().subList(0, parts)));
            if (outer.isPresent()) {
                return " (expected: " + outer.get().name() + " with a value: "
                        + outer.get().kind().range() + ")";
            }
        }
        return guess(one.name(), Keys.ALL.stream().map(Key::name).toList());
    }

    private static Optional<Key<?>> named(String name) {
        return Keys.ALL.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    private static String guess(String name, List<String> known) {
        return NearestName.of(name, known)
                .map(near -> " (did you mean " + near + "?)")
                .orElse(" (expected: a key of docs/configuration.md)");
    }

    private void fromEnvironment(Map<String, String> variables, Faults faults) {
        List<String> known = Keys.ALL.stream().map(Key::variable).toList();
        for (String variable : new TreeMap<>(variables).keySet()) {
            if (Key.isMeant(variable) && !known.contains(variable)) {
                faults.add("unknown variable: " + variable + guess(variable, known));
            }
        }
        for (Key<?> key : Keys.ALL) {
            String text = variables.get(key.variable());
            if (text != null) {
                put(key, new Said(List.of(key.name()), text, Place.variable(key.variable())), faults);
            }
        }
    }

    private void fromOptions(Given given, Faults faults) {
        for (Key<?> key : Keys.ALL) {
            String option = key.option().orElse("");
            if (!option.isEmpty() && given.has(option)) {
                // Of an option without a value it counts that it is there.
                String text = key.equals(Keys.VERBOSE) || key.equals(Keys.NODE_INSECURE)
                        ? "true"
                        : given.text(option).orElse("");
                put(key, new Said(List.of(key.name()), text, Place.option(option)), faults);
            }
        }
    }

    /** What is set later counts, but what was set before must be right as well. */
    private void put(Key<?> key, Said one, Faults faults) {
        Place place = one.place();
        faults.tried(() -> (Object) key.kind().reader().read(place.of(key.name()), one.text(), place.base()))
                .ifPresent(value -> {
                    said.put(key.name(), one);
                    values.put(key.name(), value);
                });
    }

    /** The value that was set, or the usual one if the key has one. */
    @SuppressWarnings("unchecked") // The key's own kind has read it.
    public <T> Optional<T> find(Key<T> key) {
        Object value = values.get(key.name());
        return value != null
                ? Optional.of((T) value)
                : key.usual().map(text -> key.kind().reader().read(key.name(), text, Path.of("")));
    }

    /** The value of a key that always has one. */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(key.name() + " has no usual value"));
    }

    /** How a refusal names the setting: as it was set, or else by its option. */
    public String what(Key<?> key) {
        Said one = said.get(key.name());
        return one == null ? key.option().orElse(key.name()) : one.place().of(key.name());
    }

    /** Whether it was set by an option. */
    public boolean isOption(Key<?> key) {
        Said one = said.get(key.name());
        return one != null && one.place().where().startsWith("--");
    }

    /** What owners may do, of whom something was said. */
    public Map<String, OwnerTerms> owners() {
        return owners.terms();
    }

    /**
     * All that counts, as a file that says the same, each line with where it is from. No secrets: those are in files of
     * their own.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            Said one = said.get(key.name());
            if (one != null) {
                lines.add(line(key.name(), shown(key), one.place().where()));
            } else if (key.usual().isPresent()) {
                lines.add(line(key.name(), shown(key), "default"));
            } else {
                lines.add("# " + key.name() + ": " + key.usually().replace("`", ""));
            }
        }
        for (Said one : owners.said()) {
            lines.add(line(
                    "owners.\"" + one.path().get(1) + "\"." + one.path().get(2),
                    one.text(),
                    one.place().where()));
        }
        return lines;
    }

    private String shown(Key<?> key) {
        Object value = get(key);
        if (value instanceof List<?> list) {
            return list.stream().map(each -> quoted(each.toString())).toList().toString();
        }
        Said one = said.get(key.name());
        if (key.equals(Keys.STORE_URL)) {
            return quoted(value.toString().replaceAll("(?i)(password=)[^&]*", "$1..."));
        }
        String text = value instanceof Path
                ? value.toString()
                : one == null ? key.usual().orElse("") : one.text();
        return text.matches("[A-Za-z0-9]+") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String line(String key, String value, String from) {
        return String.format("%-48s # %s", key + " = " + value, from);
    }
}
