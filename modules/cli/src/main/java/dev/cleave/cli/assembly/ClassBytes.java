package dev.cleave.cli.assembly;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A class file as bytes (JVMS 4): where its constants and attributes are. */
final class ClassBytes {

    static final int UTF8 = 1;
    static final int METHOD = 10;
    static final int NAME_AND_TYPE = 12;
    static final int METHOD_HANDLE = 15;
    static final int INVOKE_DYNAMIC = 18;

    private static final int CLASS = 7;
    private static final int MAGIC = 0xCAFEBABE;

    private final byte[] all;
    private final int[] offsets;
    private final int endOfConstants;

    /**
     * A class file.
     *
     * @throws IOException if it is none
     */
    ClassBytes(byte[] all) throws IOException {
        this.all = all;
        if (all.length < 10 || u4(0) != MAGIC) {
            throw new IOException("class file: " + all.length + " bytes that do not begin with CAFEBABE");
        }
        offsets = new int[u2(8)];
        int at = 10;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            int tag = all[at];
            at += size(tag, at);
            if (tag == 5 || tag == 6) {
                i++; // long and double count twice
            }
        }
        endOfConstants = at;
    }

    private int size(int tag, int at) throws IOException {
        return switch (tag) {
            case UTF8 -> 3 + u2(at + 1);
            case 3, 4, 9, METHOD, 11, NAME_AND_TYPE, 17, INVOKE_DYNAMIC -> 5;
            case 5, 6 -> 9;
            case CLASS, 8, 16, 19, 20 -> 3;
            case METHOD_HANDLE -> 4;
            default -> throw new IOException("class file: a constant of kind " + tag + " (expected: 1 to 20)");
        };
    }

    byte[] all() {
        return all;
    }

    /** The number of constants and one: the index of the first that could be added. */
    int constants() {
        return offsets.length;
    }

    int endOfConstants() {
        return endOfConstants;
    }

    int u2(int at) {
        return (all[at] & 0xFF) << 8 | all[at + 1] & 0xFF;
    }

    int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    void copy(int from, int length, DataOutputStream to) throws IOException {
        to.write(all, from, length);
    }

    /** The kind of a constant; 0 for the second half of one. */
    int tag(int constant) {
        return offsets[constant] == 0 ? 0 : all[offsets[constant]];
    }

    /** The first index in a constant. */
    int first(int constant) {
        return u2(offsets[constant] + 1);
    }

    /** The second index in a constant. */
    int second(int constant) {
        return u2(offsets[constant] + 3);
    }

    /** The method that a method handle stands for. */
    int methodOfHandle(int handle) {
        return u2(offsets[handle] + 2);
    }

    int integer(int constant) {
        return u4(offsets[constant] + 1);
    }

    String text(int constant) {
        return new String(all, offsets[constant] + 3, first(constant), StandardCharsets.UTF_8);
    }

    /** The constant that stands for a class. */
    int constantOfClass(String name) throws IOException {
        for (int i = 1; i < offsets.length; i++) {
            if (tag(i) == CLASS && text(first(i)).equals(name)) {
                return i;
            }
        }
        throw new IOException("class file: no constant for " + name);
    }

    /** Where an attribute of the class begins; -1 if it has none of that name. */
    int attribute(String name) {
        int at = endOfConstants + 6;
        at += 2 + 2 * u2(at); // interfaces
        at = afterMembers(afterMembers(at)); // fields, methods
        int count = u2(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            if (text(u2(at)).equals(name)) {
                return at;
            }
            at += 6 + u4(at + 2);
        }
        return -1;
    }

    private int afterMembers(int from) {
        int at = from + 2;
        for (int left = u2(from); left > 0; left--) {
            int attributes = u2(at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                at += 6 + u4(at + 2);
            }
        }
        return at;
    }
}
