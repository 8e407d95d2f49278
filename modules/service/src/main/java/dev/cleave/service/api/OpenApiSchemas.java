package dev.cleave.service.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Messages as the schemas of an OpenAPI document, each once, with those that they need. */
final class OpenApiSchemas {
    private final ProtoComments comments;
    private final Map<String, Object> byName = new TreeMap<>();

    OpenApiSchemas(ProtoComments comments) {
        this.comments = comments;
    }

    Map<String, Object> all() {
        return byName;
    }

    /** A reference to the message's schema, which is added. */
    Map<String, Object> reference(Descriptor message) {
        if (!byName.containsKey(message.getName())) {
            Map<String, Object> schema = new LinkedHashMap<>();
            byName.put(message.getName(), schema);
            describe(schema, comments.of(message));
            schema.put("type", "object");
            Map<String, Object> properties = new LinkedHashMap<>();
            message.getFields().forEach(field -> properties.put(field.getName(), property(field)));
            schema.put("properties", properties);
            schema.put("additionalProperties", false);
        }
        return Map.of("$ref", "#/components/schemas/" + message.getName());
    }

    /** The schema of a field, with its comment. */
    Map<String, Object> property(FieldDescriptor field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        describe(schema, comments.of(field));
        if (field.isMapField()) {
            schema.put("type", "object");
            schema.put("additionalProperties", value(field.getMessageType().findFieldByNumber(2)));
        } else if (field.isRepeated()) {
            schema.put("type", "array");
            schema.put("items", value(field));
        } else {
            schema.putAll(value(field));
        }
        return schema;
    }

    private Map<String, Object> value(FieldDescriptor field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (field.getType()) {
            case STRING -> schema.put("type", "string");
            case BOOL -> schema.put("type", "boolean");
            case UINT32 -> {
                schema.put("type", "integer");
                schema.put("minimum", 0);
                schema.put("maximum", 4294967295L);
            }
            case UINT64 -> {
                schema.put("type", "string");
                schema.put("pattern", "^[0-9]+$");
            }
            case DOUBLE -> schema.put("type", "number");
            case BYTES -> {
                schema.put("type", "string");
                schema.put("contentEncoding", "base64");
            }
            case ENUM -> schema.putAll(reference(field.getEnumType(), field));
            case MESSAGE -> schema.putAll(message(field));
            default -> throw new IllegalStateException(field.getFullName() + " has a type without a schema");
        }
        return schema;
    }

    private Map<String, Object> message(FieldDescriptor field) {
        if (TextValues.isTimestamp(field)) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (TextValues.isDuration(field)) {
            return Map.of("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
        }
        return reference(field.getMessageType());
    }

    private Map<String, Object> reference(EnumDescriptor type, FieldDescriptor field) {
        if (!byName.containsKey(type.getName())) {
            Map<String, Object> schema = new LinkedHashMap<>();
            describe(schema, comments.of(type));
            schema.put("type", "string");
            schema.put("enum", TextValues.names(field));
            byName.put(type.getName(), schema);
        }
        return Map.of("$ref", "#/components/schemas/" + type.getName());
    }

    private static void describe(Map<String, Object> schema, String comment) {
        if (!comment.isEmpty()) {
            schema.put("description", comment);
        }
    }
}
