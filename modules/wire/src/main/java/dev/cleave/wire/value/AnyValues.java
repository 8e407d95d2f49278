package dev.cleave.wire.value;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of any class, by the way that suits each: the first byte tells which. */
final class AnyValues {

    private final ProtobufValues protobuf;
    private final ClassLoader loader;
    private volatile @Nullable ForyValues fory;

    AnyValues(ClassLoader loader) {
        this.loader = loader;
        this.protobuf = new ProtobufValues(loader);
    }

    Encoded encode(@Nullable Object value) {
        ByteBuffer everyday = EverydayValues.encode(value);
        if (everyday != null) {
            return new Encoded(everyday.array(), true);
        }
        if (value != null && ProtobufValues.isMessage(value.getClass())) {
            return new Encoded(tagged(ProtobufValues.TAG, protobuf.encode(value)), true);
        }
        return fory().encode(value);
    }

    @Nullable
    Object decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new NotEncodableException("no bytes at all", null);
        }
        return switch (bytes[0]) {
            case ForyValues.TAG -> fory().decode(bytes);
            case ProtobufValues.TAG -> protobuf.decode(Arrays.copyOfRange(bytes, 1, bytes.length));
            default -> EverydayValues.decode(ByteBuffer.wrap(bytes));
        };
    }

    private ForyValues fory() {
        ForyValues made = fory;
        if (made == null) {
            synchronized (this) {
                made = fory;
                if (made == null) {
                    made = new ForyValues(new AllowedTypes(loader), protobuf, loader);
                    fory = made;
                }
            }
        }
        return made;
    }

    static void warmUp() {
        new AnyValues(AnyValues.class.getClassLoader()).fory().warmUp();
    }

    private static byte[] tagged(byte tag, byte[] bytes) {
        byte[] tagged = new byte[bytes.length + 1];
        tagged[0] = tag;
        System.arraycopy(bytes, 0, tagged, 1, bytes.length);
        return tagged;
    }
}
