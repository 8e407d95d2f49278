package dev.cleave.cluster.lifeline;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A node's end of its lifeline: a thread that waits for the connection to end. */
public final class Lifeline implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3000;

    private final Socket socket = new Socket();
    private volatile boolean closed;

    private Lifeline() {}

    /**
     * Connects in the background.
     *
     * @param token what the controller expects
     * @param ended called once, on a thread of its own, when a connection that was made has ended; not after
     *     {@link #close()}, nor if no connection could be made
     */
    public static Lifeline to(String host, int port, String token, Runnable ended) {
        Lifeline lifeline = new Lifeline();
        Thread thread =
                new Thread(() -> lifeline.run(new InetSocketAddress(host, port), token, ended), "cleave-lifeline");
        thread.setDaemon(true);
        thread.start();
        return lifeline;
    }

    /** Ends the lifeline; the controller takes it for the end of the node, unless it said good-bye. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void run(InetSocketAddress address, String token, Runnable ended) {
        boolean connected = false;
        try (socket) {
            socket.connect(address, CONNECT_MILLIS);
            socket.getOutputStream().write(token.getBytes(StandardCharsets.US_ASCII));
            connected = true;
            while (socket.getInputStream().read() >= 0) {
                // Nothing is said on a lifeline.
            }
        } catch (IOException gone) {
            // The same as an end.
        }
        if (connected && !closed) {
            ended.run();
        }
    }
}
