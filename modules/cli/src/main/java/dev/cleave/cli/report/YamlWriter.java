package dev.cleave.cli.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns maps, lists, numbers, truth values and text into one YAML document (1.2), indented by two spaces.
 *
 * <p>Text is plain where no reader can take it for something else, and as in JSON, which YAML contains, otherwise. Maps keep
 * their order.
 */
public final class YamlWriter {

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /** The document of a value, without a line end. */
    public static String write(@Nullable Object value) {
        YamlWriter writer = new YamlWriter();
        if (isBlock(value)) {
            writer.block(value, 0, true);
        } else {
            writer.text.append(scalar(value));
        }
        return writer.text.toString();
    }

    private static boolean isBlock(@Nullable Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty();
    }

    /** The lines of a map or list; the first one goes on where the text is. */
    private void block(@Nullable Object value, int depth, boolean isFirst) {
        boolean here = isFirst;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                line(depth, here);
                text.append(scalar(entry.getKey())).append(':');
                below(entry.getValue(), depth + 1);
                here = false;
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                line(depth, here);
                text.append('-');
                if (isBlock(element)) {
                    text.append(' ');
                    block(element, depth + 1, true);
                } else {
                    text.append(' ').append(scalar(element));
                }
                here = false;
            }
        }
    }

    private void below(@Nullable Object value, int depth) {
        if (isBlock(value)) {
            block(value, depth, false);
        } else {
            text.append(' ').append(scalar(value));
        }
    }

    private void line(int depth, boolean here) {
        if (!here) {
            text.append('\n').append("  ".repeat(depth));
        }
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof String plain && isPlain(plain)) {
            return plain;
        }
        return JsonWriter.write(value);
    }

    /** Words that begin with a letter, and are none of those that some version of YAML reads as something else. */
    private static boolean isPlain(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*")
                && !value.matches("(?i)true|false|yes|no|on|off|null|y|n");
    }
}
