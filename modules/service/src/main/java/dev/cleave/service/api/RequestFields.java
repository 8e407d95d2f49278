package dev.cleave.service.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.refusal.Refusal;
import java.util.List;

/** Fields of a message from the path and from the query; a name that is not one of its fields is refused. */
final class RequestFields {
    private RequestFields() {}

    static void query(ServiceRequestContext ctx, Message.Builder message) {
        for (String name : ctx.queryParams().names()) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
            if (field == null || ctx.pathParams().containsKey(name) || !TextValues.isText(field)) {
                throw unknown(name, "one of " + JsonMessages.names(message.getDescriptorForType()));
            }
            List<String> values = ctx.queryParams().getAll(name);
            if (field.isRepeated()) {
                for (int i = 0; i < values.size(); i++) {
                    message.addRepeatedField(field, TextValues.parse(field, name + "[" + i + "]", values.get(i)));
                }
            } else if (values.size() > 1) {
                throw Refusal.invalid(name, "it " + values.size() + " times", "it once");
            } else {
                message.setField(field, TextValues.parse(field, name, values.get(0)));
            }
        }
    }

    /** A field that the body names too must say the same there. */
    static void path(ServiceRequestContext ctx, Message.Builder message) {
        ctx.pathParams().forEach((name, value) -> {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
            Object inPath = TextValues.parse(field, name, value);
            Object inBody = message.getField(field);
            if (!inBody.equals(field.getDefaultValue()) && !inBody.equals(inPath)) {
                throw Refusal.invalid(name, String.valueOf(inBody), value + ", as in the path, or nothing");
            }
            message.setField(field, inPath);
        });
    }

    static Refusal unknown(String name, String expected) {
        return Refusal.invalid(name, "a query parameter that is not known", expected);
    }
}
