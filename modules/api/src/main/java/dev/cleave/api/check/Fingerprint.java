package dev.cleave.api.check;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value's content as bytes: equal content gives equal bytes, whatever {@code equals} says.
 *
 * <p>Looks into arrays, records, collections and the fields of other classes, so that it also serves for types without an
 * {@code equals}, and to see whether a value was modified. Numbers with a fraction are compared by their bits. The order of
 * sets and maps does not count.
 */
final class Fingerprint {

    private static final int LONGEST_DESCRIPTION = 200;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<Object, Object> within;

    private Fingerprint(Map<Object, Object> within) {
        this.within = within;
    }

    /** The content of a value. */
    static byte[] of(@Nullable Object value) {
        return of(value, new IdentityHashMap<>());
    }

    private static byte[] of(@Nullable Object value, Map<Object, Object> within) {
        Fingerprint fingerprint = new Fingerprint(within);
        try {
            fingerprint.add(value);
        } catch (IOException | ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot look into " + describe(value), impossible);
        }
        return fingerprint.bytes.toByteArray();
    }

    /** Whether two values have the same content. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        return Arrays.equals(of(a), of(b));
    }

    /** A value for people, cut to a line's length. */
    static String describe(@Nullable Object value) {
        String text = Arrays.deepToString(new Object[] {value});
        String inner = text.substring(1, text.length() - 1);
        return inner.length() <= LONGEST_DESCRIPTION ? inner : inner.substring(0, LONGEST_DESCRIPTION) + "…";
    }

    private void add(@Nullable Object value) throws IOException, ReflectiveOperationException {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        Class<?> type = value.getClass();
        text(kind(value));
        if (value instanceof Double number) {
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Enum<?> constant) {
            text(constant.name());
        } else if (within.put(value, value) != null) {
            text("seen above");
        } else {
            structure(value, type);
            within.remove(value);
        }
    }

    private void structure(Object value, Class<?> type) throws IOException, ReflectiveOperationException {
        if (type.isArray()) {
            int length = Array.getLength(value);
            out.writeInt(length);
            for (int i = 0; i < length; i++) {
                add(Array.get(value, i));
            }
        } else if (value instanceof Map<?, ?> map) {
            unordered(map.entrySet().stream()
                    .map(entry -> new @Nullable Object[] {entry.getKey(), entry.getValue()})
                    .toList());
        } else if (value instanceof Set<?> set) {
            unordered(set);
        } else if (value instanceof Collection<?> collection) {
            out.writeInt(collection.size());
            for (Object element : collection) {
                add(element);
            }
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (isProtobuf(type)) {
            add(type.getMethod("toByteArray").invoke(value));
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                try {
                    add(component.getAccessor().invoke(value));
                } catch (InvocationTargetException thrown) {
                    throw new IllegalStateException(type.getName() + "." + component.getName() + "() threw", thrown);
                }
            }
        } else if (isOfTheJdk(type)) {
            text(value.toString());
        } else {
            fields(value, type);
        }
    }

    private void fields(Object value, Class<?> type) throws IOException, ReflectiveOperationException {
        for (Class<?> owner = type; owner != null && !isOfTheJdk(owner); owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    field.setAccessible(true);
                    text(field.getName());
                    add(field.get(value));
                }
            }
        }
    }

    private void unordered(Collection<?> elements) throws IOException {
        byte[][] each = elements.stream().map(element -> of(element, within)).toArray(byte[][]::new);
        Arrays.sort(each, Arrays::compare);
        out.writeInt(each.length);
        for (byte[] element : each) {
            out.writeInt(element.length);
            out.write(element);
        }
    }

    private void text(String text) throws IOException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    /** Lists are compared with lists and sets with sets, of whatever class they are. */
    private static String kind(Object value) {
        return value instanceof Map
                ? "map"
                : value instanceof Set
                        ? "set"
                        : value instanceof Collection
                                ? "collection"
                                : value.getClass().getName();
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    private static boolean isProtobuf(Class<?> type) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            if (owner.getName().equals("com.google.protobuf.AbstractMessageLite")) {
                return true;
            }
        }
        return false;
    }
}
