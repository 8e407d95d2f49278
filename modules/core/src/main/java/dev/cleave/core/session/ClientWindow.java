package dev.cleave.core.session;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's part in a session: keeps each chunk until its result is there, and takes exactly one result of each.
 *
 * <p>So nobody else needs to remember what is outstanding: after a stream has broken, or another controller has taken over, the
 * client says what it holds, and is asked for what is not known there. At most a window of chunks is outstanding; whoever
 * has more keeps it back.
 *
 * <p>Not thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls.
 */
public final class ClientWindow {

    /** Where what follows goes. */
    public interface Port {

        /** Says something to the coordinator; may get lost. */
        void send(ToSession message);

        /** Somebody works on a chunk; may be said more than once. */
        void begun(int number);

        /** The result of a chunk. This or {@link #failed} is said once. */
        void ended(int number, Payload result);

        /** A chunk has failed. */
        void failed(int number, JobFailure failure);
    }

    /** After such a silence the coordinator is told what is waited for. */
    static final long SILENCE_NANOS = 2_000_000_000L;
    /** How often the client says that it is there. */
    static final long ALIVE_NANOS = 10_000_000_000L;

    private final Port port;
    private final Map<Integer, ToSession.Chunk> open = new LinkedHashMap<>();
    private List<Integer> done = new ArrayList<>();
    private int next;
    private int window;
    private boolean connected;
    private long heardAt;
    private long saidAt;

    /** A session of which no stream is open yet. */
    public ClientWindow(Port port) {
        this.port = port;
    }

    /** How many more chunks may be added now. */
    public int room() {
        return Math.max(0, window - open.size());
    }

    /** How many chunks are outstanding. */
    public int outstanding() {
        return open.size();
    }

    /**
     * Has a chunk be solved; it is sent as soon as there is a stream.
     *
     * @return its number
     */
    public int add(boolean beside, Payload problem) {
        ToSession.Chunk chunk = new ToSession.Chunk(next++, beside, problem);
        open.put(chunk.number(), chunk);
        if (connected) {
            port.send(chunk);
        }
        return chunk.number();
    }

    /** Nobody wants the result of a chunk any more; nothing is said of it from now on. */
    public void drop(int number) {
        if (open.remove(number) != null) {
            done.add(number);
        }
    }

    /** A stream is open: what is said from now on may arrive. */
    public void connected(long now) {
        connected = true;
        heardAt = now;
        saidAt = now;
        done.clear();
        if (next > 0) {
            hold();
        }
    }

    /** The stream is broken. */
    public void broken() {
        connected = false;
    }

    private void hold() {
        port.send(new ToSession.Holding(next - 1, List.copyOf(open.keySet())));
    }

    /** Something came from the coordinator. */
    public void receive(FromSession message, long now) {
        heardAt = now;
        if (message instanceof FromSession.Opened opened) {
            window = opened.window();
        } else if (message instanceof FromSession.Begun begun) {
            if (open.containsKey(begun.number())) {
                port.begun(begun.number());
            }
        } else if (message instanceof FromSession.Ended ended) {
            if (take(ended.number())) {
                port.ended(ended.number(), ended.result());
            }
        } else if (message instanceof FromSession.Failed failed) {
            if (take(failed.number())) {
                port.failed(failed.number(), failed.failure());
            }
        } else if (message instanceof FromSession.Missing missing) {
            for (int number : missing.numbers()) {
                ToSession.Chunk chunk = open.get(number);
                if (chunk != null && connected) {
                    port.send(chunk);
                }
            }
        }
    }

    /** Whether this is the first that is heard of a chunk's end; the coordinator need not keep it in either case. */
    private boolean take(int number) {
        done.add(number);
        return open.remove(number) != null;
    }

    /** Says which results have come, and whatever else is due. To be called after messages, and a few times a second. */
    public void tick(long now) {
        if (!connected) {
            return;
        }
        if (!done.isEmpty()) {
            port.send(new ToSession.Unwanted(done));
            done = new ArrayList<>();
            saidAt = now;
        }
        if (!open.isEmpty() && now - heardAt >= SILENCE_NANOS) {
            heardAt = now;
            saidAt = now;
            hold();
        } else if (now - saidAt >= ALIVE_NANOS) {
            saidAt = now;
            port.send(new ToSession.Alive());
        }
    }
}
