package dev.cleave.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A port of this machine that passes every connection on to another one, through one or more {@link Link}s.
 *
 * <p>Which links depends on the address that the caller speaks from: on Linux every process can have a loopback address
 * of its own (127.0.0.2, 127.0.0.3 …). Connections that cannot be passed on are reset. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3000;
    private static final int BACKLOG = 50;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Function<InetAddress, List<Link>> links;
    private final Set<Link> used = ConcurrentHashMap.newKeySet();

    private TcpProxy(ServerSocket server, InetSocketAddress target, Function<InetAddress, List<Link>> links) {
        this.server = server;
        this.target = target;
        this.links = links;
    }

    /**
     * Listens on a free port of the loopback address.
     *
     * @param target where connections are passed on to; need not listen yet
     * @param links the links for a caller's address
     * @throws IOException if there is no free port
     */
    public static TcpProxy to(InetSocketAddress target, Function<InetAddress, List<Link>> links) throws IOException {
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        TcpProxy proxy = new TcpProxy(server, target, links);
        Thread thread = new Thread(proxy::accept, "proxy-" + server.getLocalPort());
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    /** A proxy with one link for every caller. */
    public static TcpProxy to(InetSocketAddress target, Link link) throws IOException {
        return to(target, caller -> List.of(link));
    }

    /** The port to speak to instead of the target's. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread thread = new Thread(() -> connect(caller), "proxy-connect-" + port());
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                // the loop's condition tells
            }
        }
    }

    private void connect(Socket caller) {
        List<Link> way = links.apply(caller.getInetAddress());
        used.addAll(way);
        try {
            Link.awaitPassage(way, System.nanoTime());
            Socket socket = new Socket();
            socket.connect(target, CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            new Connection(way, caller, socket).start();
        } catch (IOException refused) {
            reset(caller);
        } catch (InterruptedException never) {
            reset(caller);
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // that was the aim
        }
    }

    /** Stops listening and breaks what goes through the links that were used. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            // that was the aim
        }
        used.forEach(Link::close);
    }
}
