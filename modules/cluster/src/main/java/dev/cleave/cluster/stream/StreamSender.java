package dev.cleave.cluster.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The sending end of a stream: packs messages into frames, keeps no more than a window of them on their way, and sends
 * them again until they are acknowledged.
 *
 * <p>Lost frames are repeated from the first one missing (go back N), since losses are rare and the transport keeps the
 * order. Not thread-safe; time comes in as nanoseconds from any fixed origin.
 */
public final class StreamSender {

    /** Where frames go. */
    @FunctionalInterface
    public interface Link {
        /** Sends a frame; it may get lost. */
        void send(long sequence, byte[] data);
    }

    private record Frame(long sequence, byte[] data) {}

    private final StreamSettings settings;
    private final Link link;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final ArrayDeque<Frame> inFlight = new ArrayDeque<>();
    private long queuedBytes;
    private int inFlightBytes;
    /** How much of the first queued message, its length included, is already in frames. */
    private int begun;

    private long nextSequence = 1;
    private long waitingSince;
    private long patience;
    private long refused;

    /** A stream that has sent nothing. */
    public StreamSender(StreamSettings settings, Link link) {
        this.settings = settings;
        this.link = link;
        this.patience = settings.repeatNanos();
    }

    /**
     * Queues a message, and sends it if the window allows.
     *
     * @return false if the queue is full, and the message dropped
     */
    public boolean offer(byte[] message, long now) {
        if (queuedBytes > 0 && queuedBytes + message.length > settings.queueBytes()) {
            refused++;
            return false;
        }
        queue.add(message);
        queuedBytes += message.length + Integer.BYTES;
        pump(now);
        return true;
    }

    /** Notes that every frame up to this one has arrived, and sends what has been waiting. */
    public void acknowledged(long sequence, long now) {
        boolean progress = false;
        while (!inFlight.isEmpty() && inFlight.getFirst().sequence() <= sequence) {
            inFlightBytes -= inFlight.removeFirst().data().length;
            progress = true;
        }
        if (progress) {
            patience = settings.repeatNanos();
            waitingSince = now;
            pump(now);
        }
    }

    /** Sends frames again that have been on their way for too long. */
    public void tick(long now) {
        if (!inFlight.isEmpty() && now - waitingSince >= patience) {
            patience = Math.min(patience * 2, settings.repeatNanos() * 8);
            waitingSince = now;
            for (Frame frame : inFlight) {
                link.send(frame.sequence(), frame.data());
            }
        }
    }

    /** When {@link #tick} will send again, if nothing is acknowledged before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        return inFlight.isEmpty() ? Long.MAX_VALUE : waitingSince + patience;
    }

    /** How many messages were dropped because the queue was full. */
    public long refused() {
        return refused;
    }

    private void pump(long now) {
        while (!queue.isEmpty()
                && inFlight.size() < settings.windowFrames()
                && inFlightBytes + Math.min(queuedBytes, settings.frameBytes()) <= settings.windowBytes()) {
            if (inFlight.isEmpty()) {
                waitingSince = now;
            }
            Frame frame = new Frame(nextSequence++, nextFrame());
            inFlight.add(frame);
            inFlightBytes += frame.data().length;
            link.send(frame.sequence(), frame.data());
        }
    }

    private byte[] nextFrame() {
        ByteBuffer frame = ByteBuffer.allocate((int) Math.min(queuedBytes, settings.frameBytes()));
        Iterator<byte[]> messages = queue.iterator();
        while (frame.hasRemaining()) {
            byte[] message = messages.next();
            while (begun < Integer.BYTES && frame.hasRemaining()) {
                frame.put((byte) (message.length >>> (8 * (Integer.BYTES - 1 - begun++))));
            }
            int from = begun - Integer.BYTES;
            int part = Math.min(message.length - Math.max(from, 0), frame.remaining());
            if (from >= 0) {
                frame.put(message, from, part);
                begun += part;
            }
            if (begun == message.length + Integer.BYTES) {
                begun = 0;
                messages.remove();
            }
        }
        queuedBytes -= frame.capacity();
        return frame.array();
    }
}
