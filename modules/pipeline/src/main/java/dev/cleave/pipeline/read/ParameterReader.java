package dev.cleave.pipeline.read;

import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.pipeline.PipelineParameter;
import dev.cleave.core.pipeline.PipelineParameter.Type;
import dev.cleave.pipeline.yaml.Yaml;
import dev.cleave.pipeline.yaml.Yaml.Field;
import dev.cleave.pipeline.yaml.Yaml.Fields;
import dev.cleave.pipeline.yaml.Yaml.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what a pipeline is started with: names with a default, or with type, default and description. */
final class ParameterReader {

    private static final List<String> KEYS = List.of("type", "default", "description");
    private static final List<String> TYPES = Arrays.stream(Type.values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final String NAMES = "1 to 63 letters, digits, '_' and '-', a letter first";

    private final Sheet sheet;

    ParameterReader(Sheet sheet) {
        this.sheet = sheet;
    }

    /** What is known of one while it is read. */
    private static final class Entry {
        private Optional<Type> type = Optional.empty();
        private Optional<Scalar> defaultValue = Optional.empty();
        private String description = "";
    }

    void read(Field field, List<PipelineParameter> parameters) {
        String what = "parameter " + field.name();
        if (!field.name().matches("[a-zA-Z][a-zA-Z0-9_-]{0,62}")) {
            sheet.refuse(Code.VALUE, field.place(), "parameter: '" + field.name() + "'", NAMES);
            return;
        }
        Entry entry = new Entry();
        if (field.value() instanceof Fields) {
            sheet.fields(field.value(), what, KEYS, member -> {
                String of = what + ": " + member.name();
                switch (member.name()) {
                    case "type" ->
                        entry.type = sheet.choice(member.value(), of, TYPES)
                                .map(word -> Type.valueOf(word.toUpperCase(Locale.ROOT)));
                    case "default" -> entry.defaultValue = sheet.scalar(member.value(), of, "a value");
                    default -> entry.description = description(member.value());
                }
            });
        } else if (!field.value().isNothing()) {
            entry.defaultValue = sheet.scalar(field.value(), what, "its default, or type, default and description");
        }
        Type type = entry.type.orElseGet(
                () -> entry.defaultValue.map(ParameterReader::typeOf).orElse(Type.TEXT));
        Optional<String> text = entry.defaultValue.map(Scalar::text);
        if (text.isPresent() && !type.accepts(text.get())) {
            sheet.wrong(entry.defaultValue.get(), "default of " + what, type.expectation());
            text = Optional.empty();
        }
        parameters.add(new PipelineParameter(field.name(), type, text, entry.description));
    }

    static String description(Yaml value) {
        return value instanceof Scalar scalar ? scalar.text().strip() : "";
    }

    /** What a value looks like; in quotes it is text, whatever it looks like. */
    private static Type typeOf(Scalar value) {
        if (value.isPlain()) {
            for (Type type : List.of(Type.INTEGER, Type.DECIMAL, Type.FLAG)) {
                if (type.accepts(value.text())) {
                    return type;
                }
            }
        }
        return Type.TEXT;
    }
}
