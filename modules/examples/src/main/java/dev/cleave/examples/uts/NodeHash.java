package dev.cleave.examples.uts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash that makes a node's state from its parent's: SHA-1 of the parent's 20 bytes and the child's index.
 *
 * <p>Holds one digest and is for one thread at a time. The JDK's digest runs on the processor's own instructions where
 * there are any.
 */
final class NodeHash {

    /** The length of a node's state in bytes. */
    static final int STATE = 20;

    /** The length of what is hashed: a state and an index. */
    static final int MESSAGE = STATE + Integer.BYTES;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha1;
    private final byte[] message = new byte[MESSAGE];
    private final byte[] state = new byte[STATE];

    NodeHash() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }

    /** The root of the tree that a seed begins. */
    UtsNode root(int seed) {
        byte[] start = new byte[STATE];
        INT.set(start, 16, seed);
        return node(sha1.digest(start), 0);
    }

    /** The children of a node. */
    UtsNode[] children(UtsNode parent, int count) {
        put(parent, message, 0);
        UtsNode[] children = new UtsNode[count];
        for (int i = 0; i < count; i++) {
            hash(message, 0, i, state, 0);
            children[i] = node(state, parent.depth() + 1);
        }
        return children;
    }

    /** Writes the state of the child {@code index} of the node whose state is at {@code from} to {@code to}. */
    void hash(byte[] parent, int from, int index, byte[] child, int to) {
        INT.set(parent, from + STATE, index);
        sha1.update(parent, from, MESSAGE);
        try {
            sha1.digest(child, to, STATE);
        } catch (DigestException tooShort) {
            throw new IllegalArgumentException("no room for " + STATE + " bytes at " + to, tooShort);
        }
    }

    static void put(UtsNode node, byte[] bytes, int at) {
        LONG.set(bytes, at, node.state0());
        LONG.set(bytes, at + 8, node.state8());
        INT.set(bytes, at + 16, node.state16());
    }

    /** The last 4 bytes of the state that starts at a place. */
    static int state16(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 16);
    }

    private static UtsNode node(byte[] state, int depth) {
        return new UtsNode((long) LONG.get(state, 0), (long) LONG.get(state, 8), state16(state, 0), depth);
    }
}
