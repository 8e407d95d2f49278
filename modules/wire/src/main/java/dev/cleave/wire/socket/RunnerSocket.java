package dev.cleave.wire.socket;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One end of the local socket between a node and its runner: frames of bytes, reliable and in order.
 *
 * <p>A frame is its length in 4 bytes, most significant first, then so many bytes. Any number of threads may send; one
 * thread may receive at the same time. Sending waits while the other end does not read.
 */
public final class RunnerSocket implements AutoCloseable {

    /** The largest frame, 64 MiB. */
    public static final int MOST_FRAME_BYTES = 64 << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

    RunnerSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects to the node that listens on a file.
     *
     * @throws IOException if nobody listens there, or the file's path is too long for a socket
     */
    public static RunnerSocket connect(Path file) throws IOException {
        return new RunnerSocket(SocketChannel.open(UnixDomainSocketAddress.of(SocketPath.checked(file))));
    }

    /**
     * Sends one frame; returns when the system has it.
     *
     * @throws IllegalArgumentException if the frame is larger than {@link #MOST_FRAME_BYTES}
     * @throws IOException if the other end is gone
     */
    public void send(byte[] frame) throws IOException {
        if (frame.length > MOST_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "frame: " + frame.length + " bytes (expected: at most " + MOST_FRAME_BYTES + ")");
        }
        synchronized (out) {
            out.clear().putInt(frame.length);
            int sent = 0;
            do {
                int part = Math.min(out.remaining(), frame.length - sent);
                out.put(frame, sent, part).flip();
                sent += part;
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                out.clear();
            } while (sent < frame.length);
        }
    }

    /**
     * Waits for the next frame.
     *
     * @return the frame, or null if the other end is gone and there are no more
     * @throws IOException if the socket fails, ends inside a frame, or announces a frame that is too large
     */
    public byte @Nullable [] receive() throws IOException {
        synchronized (in) {
            int first = fill();
            if (first < 0) {
                return null;
            }
            int length = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                length = length << 8 | (i == 0 ? first : nextOfFrame());
            }
            if (length < 0 || length > MOST_FRAME_BYTES) {
                throw new IOException("frame: " + Integer.toUnsignedString(length) + " bytes (expected: at most "
                        + MOST_FRAME_BYTES + ")");
            }
            return body(length);
        }
    }

    /** Grows with what arrives, so that an announced length alone takes no memory. */
    private byte[] body(int length) throws IOException {
        byte[] frame = new byte[Math.min(length, BUFFER_BYTES)];
        int received = 0;
        while (received < length) {
            if (received == frame.length) {
                frame = Arrays.copyOf(frame, (int) Math.min(length, 2L * frame.length));
            }
            if (!in.hasRemaining() && !more()) {
                throw cutOff();
            }
            int part = Math.min(in.remaining(), frame.length - received);
            in.get(frame, received, part);
            received += part;
        }
        return frame;
    }

    private int nextOfFrame() throws IOException {
        int next = fill();
        if (next < 0) {
            throw cutOff();
        }
        return next;
    }

    /** The next byte, or -1 at the end. */
    private int fill() throws IOException {
        return in.hasRemaining() || more() ? in.get() & 0xff : -1;
    }

    private boolean more() throws IOException {
        in.clear();
        int n = channel.read(in);
        in.flip();
        return n >= 0;
    }

    private static IOException cutOff() {
        return new IOException("the other end is gone in the middle of a frame");
    }

    /** Lets go; a thread that waits in {@link #receive} or {@link #send} gets an {@link IOException}. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
