package dev.cleave.wire.value;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.fory.Fory;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.memory.MemoryBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Values by Fory: records, enums, collections, arrays, and classes of the job in general.
 *
 * <p>Without generated code: compiling a serializer takes a third of a second per class, more than most jobs spend on
 * encoding altogether.
 */
final class ForyValues {

    static final byte TAG = 'F';

    /** How deep objects may be nested; what is left to the size of the stack. */
    private static final int MOST_LEVELS = 1_000_000;

    private final AllowedTypes allowed;
    private final ProtobufValues protobuf;
    private final ClassLoader loader;
    private final ConcurrentLinkedQueue<Fory> idle = new ConcurrentLinkedQueue<>();

    ForyValues(AllowedTypes allowed, ProtobufValues protobuf, ClassLoader loader) {
        this.allowed = allowed;
        this.protobuf = protobuf;
        this.loader = loader;
    }

    Encoded encode(@Nullable Object value) {
        Fory fory = borrow();
        try {
            MemoryBuffer buffer = MemoryBuffer.newHeapBuffer(256);
            buffer.writeByte(TAG);
            fory.serialize(buffer, value);
            return new Encoded(buffer.getBytes(0, buffer.writerIndex()), Steadiness.of(value));
        } catch (RuntimeException | StackOverflowError refused) {
            throw new NotEncodableException(new Culprit().describe(value, refused), refused);
        } finally {
            idle.add(fory);
        }
    }

    @Nullable
    Object decode(byte[] bytes) {
        Fory fory = borrow();
        try {
            return fory.deserialize(MemoryBuffer.fromByteArray(bytes, 1, bytes.length - 1));
        } finally {
            idle.add(fory);
        }
    }

    void warmUp() {
        record Sample(int number, String text, java.util.List<Sample> list) {}
        Sample sample = new Sample(1, "a", java.util.List.of(new Sample(2, "b", java.util.List.of())));
        decode(encode(sample).bytes());
    }

    private Fory borrow() {
        Fory fory = idle.poll();
        return fory != null ? fory : newFory();
    }

    private Fory newFory() {
        LoggerFactory.disableLogging();
        return Fory.builder()
                .withXlang(false)
                .withCompatible(false)
                .withRefTracking(false)
                .withCodegen(false)
                .requireClassRegistration(false)
                .withClassLoader(loader)
                .withMaxDepth(MOST_LEVELS)
                .withTypeChecker((resolver, name) -> allowed.isAllowed(name))
                .withSerializerFactory(new ForySerializers(protobuf))
                .build();
    }
}
