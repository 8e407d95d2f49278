package dev.cleave.wire.value;

import java.util.Map;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.SerializerFactory;
import org.jspecify.annotations.Nullable;

/** How Fory writes what it does not know, or knows only by its private fields. */
final class ForySerializers implements SerializerFactory {

    private static final Class<?> MAP_ENTRY = Map.entry(0, 0).getClass();

    private final ProtobufValues protobuf;

    ForySerializers(ProtobufValues protobuf) {
        this.protobuf = protobuf;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Serializer createSerializer(TypeResolver resolver, Class<?> type) {
        if (ProtobufValues.isMessage(type)) {
            return new MessageSerializer<>(resolver.getConfig(), type, protobuf);
        }
        return type == MAP_ENTRY ? new EntrySerializer<>(resolver.getConfig(), type) : null;
    }

    private static final class MessageSerializer<T> extends Serializer<T> {

        private final ProtobufValues protobuf;

        MessageSerializer(Config config, Class<T> type, ProtobufValues protobuf) {
            super(config, type);
            this.protobuf = protobuf;
        }

        @Override
        public void write(WriteContext context, T message) {
            context.getBuffer().writeBytesWithSize(protobuf.body(message));
        }

        @Override
        public T read(ReadContext context) {
            return type.cast(protobuf.message(type, context.getBuffer().readBytesAndSize()));
        }
    }

    /** What {@code Map.entry} makes. */
    private static final class EntrySerializer<T> extends Serializer<T> {

        EntrySerializer(Config config, Class<T> type) {
            super(config, type);
        }

        @Override
        public void write(WriteContext context, T value) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
            context.writeRef(entry.getKey());
            context.writeRef(entry.getValue());
        }

        @Override
        public T read(ReadContext context) {
            Object key = context.readRef();
            return type.cast(Map.entry(key, context.readRef()));
        }
    }
}
