package dev.cleave.pipeline.read;

import dev.cleave.api.NearestName;
import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.Template;
import dev.cleave.graph.read.Times;
import dev.cleave.pipeline.yaml.Yaml;
import dev.cleave.pipeline.yaml.Yaml.Field;
import dev.cleave.pipeline.yaml.Yaml.Fields;
import dev.cleave.pipeline.yaml.Yaml.Items;
import dev.cleave.pipeline.yaml.Yaml.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes values of a document for what they are meant to be. What is none is noted as a fault and left out, so that one reading finds
 * everything that is wrong.
 */
final class Sheet {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)(i?b)?");
    private static final String SIZES = "a size, as 512MiB or 2GiB";

    private final GraphBuilder graph;
    private final List<Use> uses = new ArrayList<>();

    /** A reference and its place in the file. */
    record Use(Reference reference, Place place) {}

    Sheet(GraphBuilder graph) {
        this.graph = graph;
    }

    void refuse(Code code, Place place, String given, String expected) {
        graph.refuse(code, place, given, expected);
    }

    /** Notes that a value is none that can be used. */
    void wrong(Yaml value, String what, String expected) {
        refuse(Code.VALUE, value.place(), what + ": " + value.shown(), expected);
    }

    /** The references that were read since this was asked last. */
    List<Use> takeUses() {
        List<Use> taken = List.copyOf(uses);
        uses.clear();
        return taken;
    }

    /** A map with some keys, each at most once. */
    void fields(Yaml value, String what, List<String> keys, Consumer<Field> reader) {
        entries(value, what, field -> {
            if (keys.contains(field.name())) {
                reader.accept(field);
            } else {
                String given = what + ": " + NearestName.unknown("key", field.name(), keys);
                refuse(Code.VALUE, field.place(), given, "one of these");
            }
        });
    }

    /** A map with any keys, each at most once. */
    void entries(Yaml value, String what, Consumer<Field> reader) {
        if (!(value instanceof Fields map)) {
            wrong(value, what, "names, each with a value");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Field field : map.fields()) {
            if (seen.add(field.name())) {
                reader.accept(field);
            } else {
                refuse(Code.VALUE, field.place(), what + ": " + field.name() + ": given twice", "once");
            }
        }
    }

    /** A list; where one will do, that alone, too. */
    List<Yaml> items(Yaml value) {
        if (value.isNothing()) {
            return List.of();
        }
        return value instanceof Items list ? list.items() : List.of(value);
    }

    /** A text or number as it is written. */
    Optional<Scalar> scalar(Yaml value, String what, String expected) {
        if (value instanceof Scalar scalar && !scalar.isNothing()) {
            return Optional.of(scalar);
        }
        wrong(value, what, expected);
        return Optional.empty();
    }

    Optional<String> text(Yaml value, String what, String expected) {
        return scalar(value, what, expected).map(Scalar::text);
    }

    Optional<String> name(Yaml value, String what) {
        Optional<String> name = text(value, what, "a name");
        if (name.isPresent() && name.get().isBlank()) {
            wrong(value, what, "a name");
            return Optional.empty();
        }
        return name;
    }

    Optional<Integer> whole(Yaml value, String what, int least, int most) {
        String expected = "a whole number, " + least + " to " + most;
        Optional<Scalar> scalar = scalar(value, what, expected);
        if (scalar.isPresent() && scalar.get().text().matches("\\d{1,9}")) {
            int number = Integer.parseInt(scalar.get().text());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        scalar.ifPresent(given -> wrong(given, what, expected));
        return Optional.empty();
    }

    Optional<Boolean> flag(Yaml value, String what) {
        Optional<String> word = choice(value, what, List.of("true", "false"));
        return word.map(Boolean::valueOf);
    }

    Optional<String> choice(Yaml value, String what, List<String> words) {
        String expected = String.join(" or ", words);
        Optional<Scalar> scalar = scalar(value, what, expected);
        if (scalar.isPresent() && !words.contains(scalar.get().text())) {
            String guess = NearestName.of(scalar.get().text(), words)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            wrong(value, what, expected + guess);
            return Optional.empty();
        }
        return scalar.map(Scalar::text);
    }

    Optional<Duration> time(Yaml value, String what) {
        Optional<Scalar> scalar = scalar(value, what, Times.EXPECTED);
        OptionalLong nanos = scalar.map(given -> Times.nanos(given.text())).orElse(OptionalLong.empty());
        if (scalar.isPresent() && nanos.isEmpty()) {
            refuse(Code.TIME, value.place(), what + ": " + value.shown(), Times.EXPECTED);
        }
        return nanos.isPresent() ? Optional.of(Duration.ofNanos(nanos.getAsLong())) : Optional.empty();
    }

    Optional<Long> size(Yaml value, String what) {
        Optional<Scalar> scalar = scalar(value, what, SIZES);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(scalar.get().text().toLowerCase(Locale.ROOT));
        if (size.matches()) {
            BigDecimal bytes = new BigDecimal(size.group(1))
                    .multiply(BigDecimal.valueOf(
                            1L << (10 * (size.group(2).isEmpty() ? 0 : 1 + "kmgt".indexOf(size.group(2))))));
            if (bytes.signum() > 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                return Optional.of(bytes.longValueExact());
            }
        }
        wrong(value, what, SIZES);
        return Optional.empty();
    }

    /** A text with references; an empty text if it is none. */
    Template template(Yaml value, String what) {
        if (value.isNothing() && value instanceof Scalar) {
            return Template.of("");
        }
        Optional<Scalar> scalar = scalar(value, what, "a text");
        if (scalar.isEmpty()) {
            return Template.of("");
        }
        try {
            Templates read = Templates.read(scalar.get().text());
            note(scalar.get(), read.uses());
            return read.template();
        } catch (ExpressionException broken) {
            refuse(scalar.get(), what, broken);
            return Template.of("");
        }
    }

    Optional<Condition> condition(Yaml value, String what) {
        Optional<Scalar> scalar = scalar(value, what, "a condition, as ${tasks.count.result} > 3");
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        try {
            Conditions.Read read = Conditions.read(scalar.get().text());
            note(scalar.get(), read.uses());
            return Optional.of(read.condition());
        } catch (ExpressionException broken) {
            refuse(scalar.get(), what, broken);
            return Optional.empty();
        }
    }

    private void refuse(Scalar scalar, String what, ExpressionException broken) {
        Place place = scalar.place(broken.offset());
        refuse(Code.EXPRESSION, place, what + ": " + broken.given(), broken.expected());
    }

    private void note(Scalar scalar, List<Located> located) {
        located.forEach(use -> uses.add(new Use(use.reference(), scalar.place(use.offset()))));
    }

    /** Text by name. */
    void templates(Yaml value, String what, Map<String, Template> texts) {
        entries(value, what, field -> texts.put(field.name(), template(field.value(), what + ": " + field.name())));
    }
}
