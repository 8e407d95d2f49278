package dev.cleave.simulator.tree;

import dev.cleave.core.lease.Payload;
import java.nio.ByteBuffer;

/**
 * A problem of a generated tree: the steps from {@code first} on, in the order of plain recursion.
 *
 * <p>A subproblem is the first step itself and all those underneath. Its result is the range of its steps, so that a
 * combined result is right only if every child was combined once, and in order.
 *
 * @param first the number of its own step, from 0 for the root
 * @param size how many steps it has, its own included, at least 1
 * @param seed what its shape follows from
 * @param depth how many levels below the root
 */
public record Subtree(long first, long size, long seed, int depth) {

    private static final int BYTES = 28;

    /** The number of the step after its last. */
    public long end() {
        return first + size;
    }

    /** Whether it is a base case. */
    public boolean isBaseCase() {
        return size == 1;
    }

    /** Itself as a payload. */
    public Payload encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(first).putLong(size).putLong(seed).putInt(depth);
        return new Payload.Inline(bytes.array());
    }

    /** The subproblem of a payload. */
    public static Subtree decode(Payload payload) {
        ByteBuffer bytes = ByteBuffer.wrap(((Payload.Inline) payload).bytes());
        return new Subtree(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt());
    }

    /** Its result as a payload. */
    public Payload result() {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(first).putLong(end());
        return new Payload.Inline(bytes.array());
    }

    /** A digest of it, never 0. */
    public long digest() {
        return SeedMixer.mix(first * 31 + size, seed + depth) | 1;
    }
}
