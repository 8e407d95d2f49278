package dev.cleave.service.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.cleave.service.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads a message from JSON, and refuses what is not exactly one: other names, names given twice, other kinds of values,
 * anything after it. Every refusal names the field.
 *
 * <p>Names are those of the proto file, or as protobuf's JSON writes them. The usual parser is not used because it takes
 * comments, single quotes and bare names, and does not say where in the request something is wrong.
 */
final class JsonMessages {
    private static final int DEEPEST = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(40)
                    .maxNameLength(300)
                    .build())
            .build();

    private JsonMessages() {}

    /** Adds what the JSON says to a message that has nothing yet. */
    static void merge(byte[] json, Message.Builder into) {
        try (JsonParser parser = FACTORY.createParser(text(json))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.invalid("body", String.valueOf(parser.currentToken()), "a JSON object");
            }
            object(parser, into, "");
            if (parser.nextToken() != null) {
                throw Refusal.invalid("body", "more after the object", "one JSON object");
            }
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw Refusal.invalid("body", e.getOriginalMessage(), "a JSON object");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] json) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("body", "other bytes", "UTF-8");
        }
    }

    private static void object(JsonParser parser, Message.Builder into, String within) throws IOException {
        Set<FieldDescriptor> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            FieldDescriptor field = field(into.getDescriptorForType(), within, name);
            String path = within + field.getName();
            if (!seen.add(field)) {
                throw Refusal.invalid(path, "it twice", "it once");
            }
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            if (field.isMapField()) {
                map(parser, into, field, path);
            } else if (field.isRepeated()) {
                array(parser, into, field, path);
            } else {
                into.setField(field, value(parser, into, field, path));
            }
        }
    }

    private static FieldDescriptor field(Descriptor type, String within, String name) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getName().equals(name) || field.getJsonName().equals(name)) {
                return field;
            }
        }
        throw Refusal.invalid(within + name, "a field that is not known", "one of " + names(type));
    }

    static String names(Descriptor type) {
        return type.getFields().isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        type.getFields().stream().map(FieldDescriptor::getName).toList());
    }

    private static void map(JsonParser parser, Message.Builder into, FieldDescriptor field, String path)
            throws IOException {
        expect(parser, JsonToken.START_OBJECT, path, "an object");
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Message.Builder entry = into.newBuilderForField(field);
            entry.setField(key, TextValues.parse(key, path, name));
            entry.setField(value, value(parser, entry, value, path + "." + name));
            into.addRepeatedField(field, entry.build());
        }
    }

    private static void array(JsonParser parser, Message.Builder into, FieldDescriptor field, String path)
            throws IOException {
        expect(parser, JsonToken.START_ARRAY, path, "an array");
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.addRepeatedField(field, value(parser, into, field, path + "[" + index++ + "]"));
        }
    }

    private static Object value(JsonParser parser, Message.Builder parent, FieldDescriptor field, String path)
            throws IOException {
        if (!TextValues.isText(field)) {
            expect(parser, JsonToken.START_OBJECT, path, "an object");
            Message.Builder inner = parent.newBuilderForField(field);
            object(parser, inner, path + ".");
            return inner.build();
        }
        JsonToken token = parser.currentToken();
        boolean fits = switch (field.getJavaType()) {
            case BOOLEAN -> token.isBoolean();
            case INT, LONG -> token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
            case DOUBLE, FLOAT -> token.isNumeric() || token == JsonToken.VALUE_STRING;
            default -> token == JsonToken.VALUE_STRING;
        };
        if (!fits) {
            throw Refusal.invalid(
                    path, token.isScalarValue() ? parser.getText() : token.name(), TextValues.expected(field));
        }
        return TextValues.parse(field, path, parser.getText());
    }

    private static void expect(JsonParser parser, JsonToken token, String path, String expected) throws IOException {
        if (parser.currentToken() != token) {
            throw Refusal.invalid(
                    path,
                    parser.currentToken().isScalarValue()
                            ? parser.getText()
                            : parser.currentToken().name(),
                    expected);
        }
    }
}
