package dev.cleave.cluster.stream;

import java.util.function.Consumer;

/**
 * The receiving end of a stream: takes frames in order, drops all others, and puts the messages together again.
 *
 * <p>Not thread-safe.
 */
public final class StreamReceiver {

    private final int maxMessageBytes;
    private final Consumer<byte[]> messages;
    private long received;
    private byte[] message = new byte[0];
    /** How much of the present message, its length included, has arrived. */
    private int filled;

    private int length;

    /**
     * A stream that has received nothing.
     *
     * @param maxMessageBytes a longer message is refused
     * @param messages takes each whole message
     */
    public StreamReceiver(int maxMessageBytes, Consumer<byte[]> messages) {
        this.maxMessageBytes = maxMessageBytes;
        this.messages = messages;
    }

    /**
     * Takes a frame, if it is the next one.
     *
     * @throws IllegalArgumentException if its bytes are not those of a stream
     */
    public void receive(long sequence, byte[] data) {
        if (sequence != received + 1) {
            return;
        }
        received++;
        int at = 0;
        while (at < data.length) {
            if (filled < Integer.BYTES) {
                length = (length << 8) | (data[at++] & 0xFF);
                if (++filled == Integer.BYTES) {
                    begin();
                }
            } else {
                int from = filled - Integer.BYTES;
                int part = Math.min(length - from, data.length - at);
                System.arraycopy(data, at, message, from, part);
                at += part;
                filled += part;
            }
            if (filled >= Integer.BYTES && filled - Integer.BYTES == length) {
                byte[] whole = message;
                filled = 0;
                length = 0;
                message = new byte[0];
                messages.accept(whole);
            }
        }
    }

    /** The number of the last frame taken; 0 before the first. */
    public long received() {
        return received;
    }

    private void begin() {
        if (length < 0 || length > maxMessageBytes) {
            throw new IllegalArgumentException(
                    "message of " + length + " bytes in a stream (expected: 0 to " + maxMessageBytes + ")");
        }
        message = new byte[length];
    }
}
