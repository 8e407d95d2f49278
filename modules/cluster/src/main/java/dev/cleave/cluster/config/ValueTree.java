package dev.cleave.cluster.config;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts, numbers and truth values as bytes, and back: as much as a configuration is made of. */
final class ValueTree {

    private static final byte MAP = 'm';
    private static final byte LIST = 'l';
    private static final byte TEXT = 't';
    private static final byte INT = 'i';
    private static final byte LONG = 'n';
    private static final byte DOUBLE = 'd';
    private static final byte TRUE = '1';
    private static final byte FALSE = '0';
    private static final byte NOTHING = '-';

    private ValueTree() {}

    /**
     * Writes a map.
     *
     * @throws IOException if it holds anything else, or cannot be written
     */
    static void write(Map<String, Object> map, DataOutputStream out) throws IOException {
        out.writeShort(map.size());
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            out.writeUTF(entry.getKey());
            writeValue(entry.getValue(), out);
        }
    }

    /**
     * Reads a map that {@link #write} has written.
     *
     * @throws IOException if the bytes are not such a map
     */
    static Map<String, Object> read(DataInputStream in) throws IOException {
        int size = in.readUnsignedShort();
        Map<String, Object> map = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            String key = in.readUTF();
            map.put(key, readValue(in));
        }
        return map;
    }

    @SuppressWarnings("unchecked") // The keys of a configuration are texts.
    private static void writeValue(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            write((Map<String, Object>) map, out);
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeShort(list.size());
            for (Object element : list) {
                writeValue(element, out);
            }
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            out.writeUTF(text);
        } else if (value instanceof Integer number) {
            out.writeByte(INT);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? TRUE : FALSE);
        } else if (value == null) {
            out.writeByte(NOTHING);
        } else {
            throw new IOException("value " + value + " (expected: a map, list, text, number or truth value)");
        }
    }

    private static @Nullable Object readValue(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case MAP -> read(in);
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int left = in.readUnsignedShort(); left > 0; left--) {
                    list.add(readValue(in));
                }
                yield list;
            }
            case TEXT -> in.readUTF();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            case TRUE -> true;
            case FALSE -> false;
            case NOTHING -> null;
            default -> throw new IOException("value of kind " + kind + " (expected: one that was written here)");
        };
    }
}
