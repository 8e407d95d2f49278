package dev.cleave.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns maps, lists, numbers, truth values and text into one JSON document (RFC 8259), indented by two spaces.
 *
 * <p>Maps keep their order. Numbers that JSON cannot hold become null.
 */
public final class JsonWriter {

    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    /** The document of a value, without a line end. */
    public static String write(@Nullable Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value, 0);
        return writer.text.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else if (value instanceof Double number) {
            text.append(decimal(number));
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> map, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator);
            newLine(depth + 1);
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        close(map.isEmpty(), "{", "}", depth);
    }

    private void array(List<?> list, int depth) {
        String separator = "[";
        for (Object element : list) {
            text.append(separator);
            newLine(depth + 1);
            value(element, depth + 1);
            separator = ",";
        }
        close(list.isEmpty(), "[", "]", depth);
    }

    private void close(boolean empty, String opening, String closing, int depth) {
        if (empty) {
            text.append(opening);
        } else {
            newLine(depth);
        }
        text.append(closing);
    }

    private void newLine(int depth) {
        text.append('\n').append("  ".repeat(depth));
    }

    /** Without exponents where they can be avoided, and at most nine digits after the point: nanoseconds. */
    private static String decimal(double number) {
        if (!Double.isFinite(number)) {
            return "null";
        }
        if (number != 0 && (Math.abs(number) >= 1e15 || Math.abs(number) < 1e-3)) {
            return Double.toString(number);
        }
        String digits = String.format(Locale.ROOT, "%.9f", number);
        return digits.replaceAll("\\.?0+$", "");
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x2028 || c == 0x2029 || isLoneSurrogate(value, i)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean isLoneSurrogate(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
