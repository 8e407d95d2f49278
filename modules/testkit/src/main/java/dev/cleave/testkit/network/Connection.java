package dev.cleave.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection through links: two sockets, and for each direction a thread that reads and one that writes. */
final class Connection {

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int CHUNKS = 256;

    private static final long LOOK_MILLIS = 100;

    /** What stands for the end of a direction, or of the connection; known by identity. */
    private static final byte[] END = new byte[0];

    private static final byte[] RESET = new byte[0];

    private record Chunk(byte[] bytes, long due) {}

    private final List<Link> links;
    private final Socket caller;
    private final Socket target;
    private volatile boolean closed;

    Connection(List<Link> links, Socket caller, Socket target) {
        this.links = links;
        this.caller = caller;
        this.target = target;
    }

    void start() {
        links.forEach(link -> link.opened(this));
        direction(caller, target, "in");
        direction(target, caller, "out");
    }

    /** The target hears no more from the caller. If the caller hears no more from the target either, the connection is over. */
    void halfClose() {
        try {
            target.shutdownOutput();
            closeIfOver();
        } catch (IOException alreadyClosed) {
            close();
        }
    }

    void close() {
        closed = true;
        links.forEach(link -> link.closed(this));
        for (Socket socket : new Socket[] {caller, target}) {
            try {
                socket.setSoLinger(true, 0); // a reset, as from a machine that is gone
                socket.close();
            } catch (IOException alreadyClosed) {
                // that was the aim
            }
        }
    }

    private void direction(Socket from, Socket to, String name) {
        BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(CHUNKS);
        thread("read-" + name, () -> read(from, onTheWay));
        thread("write-" + name, () -> write(to, onTheWay));
    }

    private interface Body {
        void run() throws IOException, InterruptedException;
    }

    private void thread(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (IOException broken) {
                        close();
                    } catch (InterruptedException never) {
                        Thread.currentThread().interrupt();
                    }
                },
                "link-" + links + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(Socket from, BlockingQueue<Chunk> onTheWay) throws InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        byte[] last = END;
        try {
            InputStream in = from.getInputStream();
            int length = in.read(buffer);
            while (length > 0) {
                pass(onTheWay, Arrays.copyOf(buffer, length));
                length = in.read(buffer);
            }
        } catch (IOException reset) {
            last = RESET;
        }
        pass(onTheWay, last);
    }

    private void pass(BlockingQueue<Chunk> onTheWay, byte[] bytes) throws InterruptedException {
        Chunk chunk = new Chunk(bytes, System.nanoTime() + delayNanos());
        while (!closed && !onTheWay.offer(chunk, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            // the writer waits for the links
        }
    }

    private long delayNanos() {
        return links.stream().mapToLong(Link::delayNanos).sum();
    }

    private void write(Socket to, BlockingQueue<Chunk> onTheWay) throws IOException, InterruptedException {
        Chunk chunk = onTheWay.take();
        while (chunk.bytes() != END && chunk.bytes() != RESET) {
            Link.awaitPassage(links, chunk.due());
            if (!to.isOutputShutdown()) {
                to.getOutputStream().write(chunk.bytes());
            }
            chunk = onTheWay.take();
        }
        Link.awaitPassage(links, chunk.due());
        if (chunk.bytes() == RESET) {
            throw new SocketException("reset");
        }
        if (!to.isOutputShutdown()) {
            to.shutdownOutput();
        }
        closeIfOver();
    }

    private void closeIfOver() {
        if (caller.isOutputShutdown() && target.isOutputShutdown()) {
            close();
        }
    }
}
