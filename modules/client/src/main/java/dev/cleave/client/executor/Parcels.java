package dev.cleave.client.executor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Byte arrays with a number each, packed into one. */
final class Parcels {

    /** What the number of a parcel says if it is no chunk's. */
    static final int CELLS = -1;

    static final int UNINITIALIZED = -2;

    private Parcels() {}

    /**
     * One of them.
     *
     * @param number whose it is: the index of a chunk from 0 on
     */
    record Parcel(int number, byte[] bytes) {}

    static byte[] encode(List<Parcel> parcels) {
        int size = 0;
        for (Parcel parcel : parcels) {
            size += 2 * Integer.BYTES + parcel.bytes.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (Parcel parcel : parcels) {
            buffer.putInt(parcel.number).putInt(parcel.bytes.length).put(parcel.bytes);
        }
        return buffer.array();
    }

    /** The same again; throws {@link java.nio.BufferUnderflowException} if these are not such bytes. */
    static List<Parcel> decode(byte[] bytes) {
        List<Parcel> parcels = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int number = buffer.getInt();
            byte[] each = new byte[Math.min(buffer.getInt(), buffer.remaining())];
            buffer.get(each);
            parcels.add(new Parcel(number, each));
        }
        return parcels;
    }
}
