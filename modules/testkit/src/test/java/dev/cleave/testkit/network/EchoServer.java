package dev.cleave.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Repeats every byte; closes on a zero; says 99 when the caller has ended. */
final class EchoServer implements AutoCloseable {

    static final int HEARD_THE_END = 99;

    private final ServerSocket server;

    EchoServer(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 10, address);
        start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> repeat(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    private static void repeat(Socket socket) {
        try (socket) {
            byte[] buffer = new byte[64 << 10];
            int length = socket.getInputStream().read(buffer);
            while (length > 0 && buffer[0] != 0) {
                socket.getOutputStream().write(buffer, 0, length);
                length = socket.getInputStream().read(buffer);
            }
            if (length < 0) {
                socket.getOutputStream().write(HEARD_THE_END);
            }
        } catch (IOException broken) {
            // a severed link
        }
    }
}
