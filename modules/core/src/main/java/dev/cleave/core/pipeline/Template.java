package dev.cleave.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Text with {@link Reference}s in it, which become text while a pipeline runs. Immutable.
 *
 * @param parts text and references, in order
 */
public record Template(List<Part> parts) {

    private static final int MOST_JOINED = 1 << 20;

    /** A piece of a template. */
    public sealed interface Part {}

    /** Text that stays as it is. */
    public record Text(String text) implements Part {}

    /** What is put in place. */
    public record Value(Reference reference) implements Part {}

    public Template {
        parts = List.copyOf(parts);
    }

    /** Text without references. */
    public static Template of(String text) {
        return new Template(text.isEmpty() ? List.of() : List.of(new Text(text)));
    }

    /** A reference and nothing else. */
    public static Template of(Reference reference) {
        return new Template(List.of(new Value(reference)));
    }

    /** The references in it, in order, doubled ones too. */
    public Stream<Reference> references() {
        return parts.stream().filter(Value.class::isInstance).map(part -> ((Value) part).reference());
    }

    /**
     * The text that it stands for. A reference alone may have a value of any length; several parts joined have an end, so that texts which
     * double one another do not fill the memory.
     *
     * @param values the value of each reference
     * @throws UnresolvedException if the text is too long
     */
    public String resolve(Function<Reference, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part instanceof Text plain ? plain.text() : values.apply(((Value) part).reference()));
            if (parts.size() > 1 && text.length() > MOST_JOINED) {
                throw new UnresolvedException(
                        "a text of " + text.length() + " characters or more",
                        "at most " + MOST_JOINED + " where references are joined");
            }
        }
        return text.toString();
    }

    /** As it is written, with a second dollar sign where text would look like a reference. */
    @Override
    public String toString() {
        List<String> written = new ArrayList<>();
        for (Part part : parts) {
            written.add(
                    part instanceof Text plain
                            ? plain.text().replace("${", "$${")
                            : "${" + ((Value) part).reference().path() + "}");
        }
        return String.join("", written);
    }
}
