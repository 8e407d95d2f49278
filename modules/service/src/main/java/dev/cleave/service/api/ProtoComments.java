package dev.cleave.service.api;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the proto files say of each thing above it. */
final class ProtoComments {
    private static final String DESCRIPTORS = "/cleave/v1/jobs.desc";
    private static final Set<String> FILES = Set.of("cleave/v1/jobs.proto", "cleave/v1/pipelines.proto");

    /** Where something stands: the file, and the way to it there. */
    private record Place(String file, List<Integer> path) {}

    private final Map<Place, String> byPlace = new HashMap<>();

    private void add(FileDescriptorProto file) {
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            String comment = location.getLeadingComments().strip().replaceAll("\\s*\\n\\s*", " ");
            if (!comment.isEmpty()) {
                byPlace.put(new Place(file.getName(), List.copyOf(location.getPathList())), comment);
            }
        }
    }

    /** As they were when the messages were generated. */
    static ProtoComments read() {
        try (InputStream in = ProtoComments.class.getResourceAsStream(DESCRIPTORS)) {
            if (in == null) {
                throw new IllegalStateException(DESCRIPTORS + " is not on the class path");
            }
            ProtoComments comments = new ProtoComments();
            List<FileDescriptorProto> files = FileDescriptorSet.parseFrom(in).getFileList().stream()
                    .filter(file -> FILES.contains(file.getName()))
                    .toList();
            if (files.size() != FILES.size()) {
                throw new IllegalStateException(DESCRIPTORS + " (expected: with " + FILES + ")");
            }
            files.forEach(comments::add);
            return comments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(Descriptor message) {
        return at(message.getFile(), FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, message.getIndex());
    }

    String of(FieldDescriptor field) {
        return at(
                field.getFile(),
                FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER,
                field.getContainingType().getIndex(),
                2,
                field.getIndex());
    }

    String of(MethodDescriptor method) {
        return at(
                method.getFile(),
                FileDescriptorProto.SERVICE_FIELD_NUMBER,
                method.getService().getIndex(),
                2,
                method.getIndex());
    }

    /** Of its values. */
    String of(EnumDescriptor type) {
        StringBuilder text = new StringBuilder();
        type.getValues().forEach(value -> {
            String comment = at(
                    type.getFile(), FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex(), 2, value.getIndex());
            if (!comment.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(value.getName())
                        .append(": ")
                        .append(comment);
            }
        });
        return text.toString();
    }

    private String at(FileDescriptor file, Integer... path) {
        return byPlace.getOrDefault(new Place(file.getName(), List.of(path)), "");
    }
}
