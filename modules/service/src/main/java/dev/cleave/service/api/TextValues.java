package dev.cleave.service.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.cleave.service.refusal.Refusal;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;

/** Values of fields as text: in paths, in queries, and the scalars of JSON. */
final class TextValues {
    private TextValues() {}

    /** Whether such a field can be written as one piece of text. */
    static boolean isText(FieldDescriptor field) {
        return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || isTimestamp(field) || isDuration(field);
    }

    static boolean isTimestamp(FieldDescriptor field) {
        return isMessage(field, "google.protobuf.Timestamp");
    }

    static boolean isDuration(FieldDescriptor field) {
        return isMessage(field, "google.protobuf.Duration");
    }

    /**
     * The value that this text is.
     *
     * @param name the field's full name in the request, for the refusal
     */
    static Object parse(FieldDescriptor field, String name, String text) {
        try {
            return switch (field.getType()) {
                case STRING -> text;
                case BOOL -> bool(text);
                case UINT32 -> unsignedInt(text);
                case UINT64 -> unsignedLong(text);
                case INT32, SINT32 -> Integer.valueOf(text);
                case INT64, SINT64 -> Long.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BYTES -> ByteString.copyFrom(Base64.getDecoder().decode(text));
                case ENUM -> enumValue(field, text);
                case MESSAGE -> isDuration(field) ? Durations.parse(text) : Timestamps.parse(text);
                default -> throw new IllegalArgumentException("type " + field.getType());
            };
        } catch (IllegalArgumentException | ParseException e) {
            throw Refusal.invalid(name, text, expected(field));
        }
    }

    /** What is expected of a value of that field. */
    static String expected(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> "text";
            case BOOL -> "true or false";
            case UINT32 -> "a number from 0 to 4294967295";
            case UINT64 -> "a number from 0 to 18446744073709551615";
            case BYTES -> "base 64";
            case ENUM -> String.join(", ", names(field));
            case MESSAGE -> {
                if (isDuration(field)) {
                    yield "seconds, as 1.5s";
                }
                yield isTimestamp(field) ? "a time, as 2026-01-31T12:00:00Z" : "an object";
            }
            default -> "a number";
        };
    }

    /** The names of an enum's values, without the one for none. */
    static List<String> names(FieldDescriptor field) {
        return field.getEnumType().getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .map(EnumValueDescriptor::getName)
                .toList();
    }

    private static boolean isMessage(FieldDescriptor field, String name) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().getFullName().equals(name);
    }

    private static Object enumValue(FieldDescriptor field, String text) {
        EnumValueDescriptor value = field.getEnumType().findValueByName(text);
        if (value == null || value.getNumber() == 0) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static int unsignedInt(String text) {
        digits(text);
        return Integer.parseUnsignedInt(text);
    }

    private static long unsignedLong(String text) {
        digits(text);
        return Long.parseUnsignedLong(text);
    }

    private static void digits(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < '0' || c > '9')) {
            throw new NumberFormatException(text);
        }
    }
}
