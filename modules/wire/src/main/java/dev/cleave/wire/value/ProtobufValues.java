package dev.cleave.wire.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A job's protobuf messages, as the length of the class's name in 2 bytes, the name, and the message.
 *
 * <p>By reflection, since the job may bring a protobuf library of its own. Maps inside are written in order of their
 * keys, so that equal messages have equal bytes.
 */
final class ProtobufValues {

    static final byte TAG = 'P';

    private static final String MESSAGE = "com.google.protobuf.MessageLite";
    private static final String OUTPUT = "com.google.protobuf.CodedOutputStream";

    private static final ClassValue<Boolean> IS_MESSAGE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return message(type) != null;
        }
    };

    private final ClassLoader loader;
    private final ConcurrentMap<Class<?>, Methods> methods = new ConcurrentHashMap<>();

    ProtobufValues(ClassLoader loader) {
        this.loader = loader;
    }

    static boolean isMessage(Class<?> type) {
        return IS_MESSAGE.get(type);
    }

    /** The interface of all messages, as this class knows it; null if it is not a message. */
    private static @org.jspecify.annotations.Nullable Class<?> message(Class<?> type) {
        for (Class<?> up = type; up != null && up != Object.class; up = up.getSuperclass()) {
            for (Class<?> face : up.getInterfaces()) {
                Class<?> found = face.getName().equals(MESSAGE) ? face : message(face);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    byte[] encode(Object message) {
        byte[] name = message.getClass().getName().getBytes(StandardCharsets.UTF_8);
        byte[] body = body(message);
        return ByteBuffer.allocate(Short.BYTES + name.length + body.length)
                .putShort((short) name.length)
                .put(name)
                .put(body)
                .array();
    }

    Object decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] name = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(name);
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        String className = new String(name, StandardCharsets.UTF_8);
        try {
            Class<?> type = Class.forName(className, false, loader);
            if (!isMessage(type)) {
                throw new NotEncodableException(className + " is not a protobuf message", null);
            }
            return message(type, body);
        } catch (ClassNotFoundException missing) {
            throw new NotEncodableException("class not found: " + className, missing);
        }
    }

    byte[] body(Object message) {
        Methods of = methods(message.getClass());
        try {
            byte[] body = new byte[(int) of.size.invoke(message)];
            Object output = of.newOutput.invoke(null, (Object) body);
            of.inOrder.invoke(output);
            of.write.invoke(message, output);
            return body;
        } catch (InvocationTargetException | IllegalAccessException failed) {
            throw failed(message.getClass(), failed);
        }
    }

    Object message(Class<?> type, byte[] body) {
        try {
            return methods(type).parse.invoke(null, (Object) body);
        } catch (InvocationTargetException | IllegalAccessException failed) {
            throw failed(type, failed);
        }
    }

    private static NotEncodableException failed(Class<?> type, ReflectiveOperationException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new NotEncodableException(type.getName() + ": " + cause, cause);
    }

    private Methods methods(Class<?> type) {
        return methods.computeIfAbsent(type, Methods::of);
    }

    private record Methods(Method size, Method newOutput, Method inOrder, Method write, Method parse) {

        static Methods of(Class<?> type) {
            try {
                Class<?> message = message(type);
                if (message == null) {
                    throw new NotEncodableException(type.getName() + " is not a protobuf message", null);
                }
                Class<?> output = Class.forName(OUTPUT, false, message.getClassLoader());
                return new Methods(
                        message.getMethod("getSerializedSize"),
                        output.getMethod("newInstance", byte[].class),
                        output.getMethod("useDeterministicSerialization"),
                        message.getMethod("writeTo", output),
                        type.getMethod("parseFrom", byte[].class));
            } catch (ReflectiveOperationException missing) {
                throw new NotEncodableException(
                        type.getName() + " is a protobuf message of a kind that is not known", missing);
            }
        }
    }
}
