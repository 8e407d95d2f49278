package dev.cleave.service.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.cleave.wire.proto.jobs.v1.Error;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is served over plain HTTP, as OpenAPI 3.1: made from the routes, and from the proto file with its comments. */
final class OpenApiDocument {
    private final ProtoComments comments = ProtoComments.read();
    private final OpenApiSchemas schemas = new OpenApiSchemas(comments);

    private OpenApiDocument() {}

    static String of(List<HttpRoute> routes, String version) {
        return written(new OpenApiDocument().document(routes, version));
    }

    private Map<String, Object> document(List<HttpRoute> routes, String version) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (HttpRoute route : routes) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of("title", "Cleave", "version", version, "description", "Jobs, nodes and tokens of a cluster."));
        document.put("security", List.of(Map.of("token", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.all(),
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private Map<String, Object> operation(HttpRoute route) {
        MethodDescriptor rpc = route.rpc();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", rpc == null ? route.path().replaceAll("[^a-z]", "") : rpc.getName());
        operation.put("description", rpc == null ? route.summary() : comments.of(rpc));
        if (!route.needsToken()) {
            operation.put("security", List.of());
        }
        List<Object> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (!route.request().isEmpty()) {
            Map<String, Object> content = new LinkedHashMap<>();
            for (String type : route.request()) {
                content.put(
                        type,
                        rpc != null && type.equals("application/json")
                                ? Map.of("schema", schemas.reference(rpc.getInputType()))
                                : Map.of());
            }
            operation.put("requestBody", Map.of("content", content));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private List<Object> parameters(HttpRoute route) {
        List<Object> parameters = new ArrayList<>();
        MethodDescriptor rpc = route.rpc();
        if (rpc == null) {
            return parameters;
        }
        if (route.path().equals(BlobRoute.PATH)) {
            Descriptor blob = rpc.getOutputType();
            parameters.add(parameter("path", blob.findFieldByName("sha256")));
            return parameters;
        }
        for (FieldDescriptor field : rpc.getInputType().getFields()) {
            boolean inPath = route.path().contains("{" + field.getName() + "}");
            if (inPath || route.request().isEmpty()) {
                parameters.add(parameter(inPath ? "path" : "query", field));
            }
        }
        return parameters;
    }

    private Map<String, Object> parameter(String in, FieldDescriptor field) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", field.getName());
        parameter.put("in", in);
        parameter.put("required", in.equals("path"));
        parameter.put("schema", schemas.property(field));
        return parameter;
    }

    private Map<String, Object> responses(HttpRoute route) {
        Map<String, Object> content = new LinkedHashMap<>();
        MethodDescriptor rpc = route.rpc();
        content.put(
                route.type(),
                rpc != null && route.asJson() ? Map.of("schema", schemas.reference(rpc.getOutputType())) : Map.of());
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", Map.of("description", "The answer.", "content", content));
        if (route.needsToken()) {
            responses.put(
                    "default",
                    Map.of(
                            "description",
                            "Refused.",
                            "content",
                            Map.of("application/json", Map.of("schema", schemas.reference(Error.getDescriptor())))));
        }
        return responses;
    }

    private static String written(Object document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            write(json, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
