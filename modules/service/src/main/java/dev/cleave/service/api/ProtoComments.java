package dev.cleave.service.api;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the proto file says of each thing above it. */
final class ProtoComments {
    private static final String DESCRIPTORS = "/cleave/v1/jobs.desc";
    private static final String FILE = "cleave/v1/jobs.proto";

    private final Map<List<Integer>, String> byPlace = new HashMap<>();

    private ProtoComments(FileDescriptorProto file) {
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            String comment = location.getLeadingComments().strip().replaceAll("\\s*\\n\\s*", " ");
            if (!comment.isEmpty()) {
                byPlace.put(List.copyOf(location.getPathList()), comment);
            }
        }
    }

    /** As they were when the messages were generated. */
    static ProtoComments read() {
        try (InputStream in = ProtoComments.class.getResourceAsStream(DESCRIPTORS)) {
            if (in == null) {
                throw new IllegalStateException(DESCRIPTORS + " is not on the class path");
            }
            return FileDescriptorSet.parseFrom(in).getFileList().stream()
                    .filter(file -> file.getName().equals(FILE))
                    .map(ProtoComments::new)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(FILE + " is not in " + DESCRIPTORS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(Descriptor message) {
        return at(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, message.getIndex());
    }

    String of(FieldDescriptor field) {
        return at(
                FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER,
                field.getContainingType().getIndex(),
                2,
                field.getIndex());
    }

    String of(MethodDescriptor method) {
        return at(FileDescriptorProto.SERVICE_FIELD_NUMBER, method.getService().getIndex(), 2, method.getIndex());
    }

    /** Of its values. */
    String of(EnumDescriptor type) {
        StringBuilder text = new StringBuilder();
        type.getValues().forEach(value -> {
            String comment = at(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex(), 2, value.getIndex());
            if (!comment.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(value.getName())
                        .append(": ")
                        .append(comment);
            }
        });
        return text.toString();
    }

    private String at(Integer... path) {
        return byPlace.getOrDefault(List.of(path), "");
    }
}
