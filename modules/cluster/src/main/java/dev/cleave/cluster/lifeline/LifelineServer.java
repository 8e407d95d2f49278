package dev.cleave.cluster.lifeline;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The controller's end of the lifelines of all nodes: one thread that waits for connections to end.
 *
 * <p>When a process dies, however it dies, its system closes its connections, long before the process is missed by its
 * heartbeats. A connection must begin with a token that was handed out before; whatever else connects is closed, and no
 * more than a few strangers are listened to at a time. Nothing is ever sent, and what comes after a token is ignored.
 * A node without a lifeline loses nothing but the speed at which its death is noticed. Safe for use by many threads.
 */
public final class LifelineServer implements AutoCloseable {

    private static final int TOKEN_BYTES = 16;
    private static final int TOKEN_CHARACTERS = 2 * TOKEN_BYTES;
    private static final int MOST_STRANGERS = 64;
    private static final long STRANGER_NANOS = 5_000_000_000L;

    /** What is known of one connection. */
    private static final class Visitor {
        private final ByteBuffer said = ByteBuffer.allocate(TOKEN_CHARACTERS);
        private final long since = System.nanoTime();
        private @Nullable String token;
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Runnable> expected = new ConcurrentHashMap<>();
    private final Map<String, SelectionKey> connected = new ConcurrentHashMap<>();
    private final ServerSocketChannel server;
    private final Selector selector;
    private final ByteBuffer ignored = ByteBuffer.allocate(256);
    private int strangers;

    /**
     * Listens on any free port of a host.
     *
     * @throws IOException if that is not possible
     */
    public LifelineServer(String host) throws IOException {
        server = ServerSocketChannel.open();
        selector = Selector.open();
        server.bind(new InetSocketAddress(host, 0), 128);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "cleave-lifelines");
        thread.setDaemon(true);
        thread.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.socket().getLocalPort();
    }

    /**
     * A new token for one lifeline.
     *
     * @param ended called once, on the server's thread, when a lifeline with this token has ended; not if it was dropped
     */
    public String expect(Runnable ended) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        expected.put(token, ended);
        return token;
    }

    /** Closes a lifeline, so that its node notices, and forgets its token. */
    public void drop(String token) {
        expected.remove(token);
        SelectionKey key = connected.remove(token);
        if (key != null) {
            close(key);
            selector.wakeup();
        }
    }

    /** How many lifelines there are. */
    int count() {
        return connected.size();
    }

    /** Closes every lifeline; nobody is told. */
    @Override
    public void close() {
        expected.clear();
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException | RuntimeException e) {
            // Closing is all that is left to do.
        }
        try {
            server.close();
            selector.close();
        } catch (IOException e) {
            // As above.
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(strangers > 0 ? 1000 : 0);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && key.isAcceptable()) {
                        accept();
                    } else if (key.isValid() && key.isReadable()) {
                        read(key);
                    }
                }
                selector.selectedKeys().clear();
                sendSlowStrangersAway();
            }
        } catch (IOException | ClosedSelectorException | java.nio.channels.CancelledKeyException closed) {
            close();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            if (strangers >= MOST_STRANGERS) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Visitor());
            strangers++;
        } catch (IOException refused) {
            // The visitor is gone, or there are no more files to open; those that are here stay.
        }
    }

    private void read(SelectionKey key) {
        Visitor visitor = (Visitor) key.attachment();
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            ByteBuffer buffer = visitor.token == null ? visitor.said : ignored.clear();
            if (channel.read(buffer) < 0) {
                end(key, visitor);
            } else if (visitor.token == null && !buffer.hasRemaining()) {
                strangers--;
                String token = new String(buffer.array(), StandardCharsets.US_ASCII);
                visitor.token = token;
                if (!expected.containsKey(token) || connected.putIfAbsent(token, key) != null) {
                    close(key);
                } else if (!expected.containsKey(token)) {
                    drop(token);
                }
            }
        } catch (IOException gone) {
            end(key, visitor);
        }
    }

    private void end(SelectionKey key, Visitor visitor) {
        close(key);
        if (visitor.token == null) {
            strangers--;
            return;
        }
        if (connected.remove(visitor.token, key)) {
            Runnable ended = expected.remove(visitor.token);
            if (ended != null) {
                ended.run();
            }
        }
    }

    private void sendSlowStrangersAway() {
        if (strangers == 0) {
            return;
        }
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()
                    && key.attachment() instanceof Visitor visitor
                    && visitor.token == null
                    && now - visitor.since > STRANGER_NANOS) {
                end(key, visitor);
            }
        }
    }

    private static void close(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
