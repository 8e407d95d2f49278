package dev.cleave.cli.assembly;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The lambdas of one class file, as its attribute {@code BootstrapMethods} describes them (JVMS 4.7.23): those that are
 * serializable and nothing else can be made plain.
 */
final class LambdaCallSites {

    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String SERIALIZABLE_ONES = "altMetafactory";
    private static final String PLAIN_ONES = "metafactory";
    private static final String PLAIN_TYPE =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;";
    private static final int REF_INVOKE_STATIC = 6;
    private static final int PLAIN_ARGUMENTS = 3;
    private static final int FLAG_SERIALIZABLE = 1;
    private static final int FLAG_BRIDGES = 4;

    /** Interfaces with one abstract method, so that a bridge of another type is never called. */
    private static final Set<String> WITHOUT_BRIDGES =
            Set.of("Lscala/Function", "Lscala/runtime/java8/JFunction", "Lakka/japi/", "Ljava/util/function/");

    private final ClassBytes bytes;
    private final int attribute;
    private final int changed;
    private final byte[] methods;

    private LambdaCallSites(ClassBytes bytes, int attribute, int changed, byte[] methods) {
        this.bytes = bytes;
        this.attribute = attribute;
        this.changed = changed;
        this.methods = methods;
    }

    /**
     * Reads a class file.
     *
     * @throws IOException if it is none
     */
    static LambdaCallSites of(byte[] classFile) throws IOException {
        ClassBytes bytes = new ClassBytes(classFile);
        int attribute = bytes.attribute("BootstrapMethods");
        if (attribute < 0) {
            return new LambdaCallSites(bytes, attribute, 0, new byte[0]);
        }
        Map<Integer, Set<String>> interfaces = interfaces(bytes);
        ByteArrayOutputStream methods = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(methods);
        int at = attribute + 6;
        int count = bytes.u2(at);
        int plainFactory = bytes.constants() + 4; // the last of the constants that are added
        int changed = 0;
        out.writeShort(count);
        at += 2;
        for (int i = 0; i < count; i++) {
            int length = 4 + 2 * bytes.u2(at + 2);
            if (isOnlySerializable(bytes, at, interfaces.getOrDefault(i, Set.of()))) {
                changed++;
                out.writeShort(plainFactory);
                out.writeShort(PLAIN_ARGUMENTS);
                bytes.copy(at + 4, 2 * PLAIN_ARGUMENTS, out);
            } else {
                bytes.copy(at, length, out);
            }
            at += length;
        }
        return new LambdaCallSites(bytes, attribute, changed, methods.toByteArray());
    }

    /** How many kinds of lambdas are serializable, and can be plain. */
    int serializable() {
        return changed;
    }

    /** The class file with plain lambdas; the same if there is nothing to change. */
    byte[] madePlain() throws IOException {
        if (changed == 0) {
            return bytes.all();
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream(bytes.all().length + 512);
        DataOutputStream out = new DataOutputStream(file);
        int first = bytes.constants();
        bytes.copy(0, 8, out);
        out.writeShort(first + 5);
        bytes.copy(10, bytes.endOfConstants() - 10, out);
        out.writeByte(ClassBytes.UTF8);
        out.writeUTF(PLAIN_ONES);
        out.writeByte(ClassBytes.UTF8);
        out.writeUTF(PLAIN_TYPE);
        out.writeByte(ClassBytes.NAME_AND_TYPE);
        out.writeShort(first);
        out.writeShort(first + 1);
        out.writeByte(ClassBytes.METHOD);
        out.writeShort(bytes.constantOfClass(FACTORY));
        out.writeShort(first + 2);
        out.writeByte(ClassBytes.METHOD_HANDLE);
        out.writeByte(REF_INVOKE_STATIC);
        out.writeShort(first + 3);
        bytes.copy(bytes.endOfConstants(), attribute + 2 - bytes.endOfConstants(), out);
        out.writeInt(methods.length);
        out.write(methods);
        int rest = attribute + 6 + bytes.u4(attribute + 2);
        bytes.copy(rest, bytes.all().length - rest, out);
        return file.toByteArray();
    }

    /** Which interfaces the lambdas of each bootstrap method implement, as descriptors. */
    private static Map<Integer, Set<String>> interfaces(ClassBytes bytes) {
        Map<Integer, Set<String>> interfaces = new HashMap<>();
        for (int i = 1; i < bytes.constants(); i++) {
            if (bytes.tag(i) == ClassBytes.INVOKE_DYNAMIC) {
                String type = bytes.text(bytes.second(bytes.second(i)));
                interfaces
                        .computeIfAbsent(bytes.first(i), method -> new HashSet<>())
                        .add(type.substring(type.indexOf(')') + 1));
            }
        }
        return interfaces;
    }

    private static boolean isOnlySerializable(ClassBytes bytes, int at, Set<String> interfaces) {
        int method = bytes.methodOfHandle(bytes.u2(at));
        int arguments = bytes.u2(at + 2);
        if (arguments <= PLAIN_ARGUMENTS
                || !bytes.text(bytes.first(bytes.first(method))).equals(FACTORY)
                || !bytes.text(bytes.first(bytes.second(method))).equals(SERIALIZABLE_ONES)) {
            return false;
        }
        int[] values = new int[arguments];
        for (int i = 0; i < arguments; i++) {
            values[i] = bytes.u2(at + 4 + 2 * i);
        }
        int flags = bytes.integer(values[3]);
        if (flags == FLAG_SERIALIZABLE) {
            return arguments == 4;
        }
        if (flags != (FLAG_SERIALIZABLE | FLAG_BRIDGES)) {
            return false;
        }
        int bridges = bytes.integer(values[4]);
        boolean needsNone =
                interfaces.stream().allMatch(type -> WITHOUT_BRIDGES.stream().anyMatch(type::startsWith));
        return bridges == 0 || bridges == 1 && values[5] == values[2] && needsNone;
    }
}
