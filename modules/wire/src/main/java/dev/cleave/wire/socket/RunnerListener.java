package dev.cleave.wire.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The node's side of the door: a file on which a runner connects. Whoever may write to the folder may connect. */
public final class RunnerListener implements AutoCloseable {

    private final Path file;
    private final ServerSocketChannel channel;

    private RunnerListener(Path file, ServerSocketChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Listens on a file.
     *
     * @param file a path of at most 103 bytes; must not exist, its folder must, and should be private
     * @throws IOException if the path is too long, or the file exists or cannot be made
     */
    public static RunnerListener on(Path file) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(SocketPath.checked(file));
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address);
        } catch (IOException refused) {
            channel.close();
            throw new IOException("socket " + file + ": " + refused.getMessage(), refused);
        }
        return new RunnerListener(file, channel);
    }

    /** The file that a runner connects to. */
    public Path file() {
        return file;
    }

    /**
     * Waits for a runner.
     *
     * @throws IOException if the listener is closed, by whatever thread
     */
    public RunnerSocket accept() throws IOException {
        return new RunnerSocket(channel.accept());
    }

    /** Stops listening and deletes the file. Connections stay. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
