package dev.cleave.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.blob.Payloads;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.socket.RunnerListener;
import dev.cleave.wire.socket.RunnerSocket;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The node's end of a socket, by hand. */
final class FakeNode implements AutoCloseable {

    static final LeaseId ROOT = new LeaseId(PathKey.ROOT, 1);

    private final Path folder;
    private final RunnerListener listener;
    private final LinkedBlockingQueue<FromRunner> heard = new LinkedBlockingQueue<>();
    private final List<FromRunner> passedOver = new ArrayList<>();
    private RunnerSocket socket;

    FakeNode(Path folder) throws IOException {
        this.folder = folder;
        this.listener = RunnerListener.on(folder.resolve("s"));
    }

    Path socketFile() {
        return listener.file();
    }

    BlobFolder blobs() throws IOException {
        return BlobFolder.in(folder.resolve("blobs"));
    }

    /** Waits for the runner to connect, and from then on hears it. */
    FakeNode accept() throws IOException {
        RunnerSocket accepted = listener.accept();
        socket = accepted;
        Thread reader = new Thread(() -> hear(accepted), "fake-node");
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private void hear(RunnerSocket from) {
        try {
            for (byte[] frame = from.receive(); frame != null; frame = from.receive()) {
                heard.add(RunnerCodec.fromRunner(frame));
            }
        } catch (IOException ended) {
            // What was heard is what there is.
        }
    }

    void send(ToRunner message) throws IOException {
        socket.send(RunnerCodec.encode(message));
    }

    void sendRaw(byte[] frame) throws IOException {
        socket.send(frame);
    }

    void start(String jobClass, List<Path> classPath, Map<String, String> arguments, int lanes) throws IOException {
        send(new ToRunner.StartJob(
                new JobId("test"),
                jobClass,
                classPath.stream().map(Path::toString).toList(),
                arguments,
                lanes,
                100_000,
                1 << 20,
                false,
                folder.resolve("blobs").toString()));
    }

    void runRoot(Lease.Care care) throws IOException {
        send(new ToRunner.RunLease(new Lease(ROOT, 1, 0, Weight.WHOLE, null, List.of(), care)));
    }

    void run(LeaseId id, Object problem) throws IOException, ValueRefusedException {
        Payload payload = Payloads.of(codec().encode(problem).bytes(), blobs());
        send(new ToRunner.RunLease(new Lease(id, 1, 3, 1000, payload, List.of(), Lease.Care.NORMAL)));
    }

    Object value(Payload payload) throws IOException, ValueRefusedException {
        return codec().decode(Payloads.bytes(payload, blobs()));
    }

    Payload payload(Object value) throws IOException, ValueRefusedException {
        return Payloads.of(codec().encode(value).bytes(), blobs());
    }

    static long digest(Object problem) throws ValueRefusedException {
        return codec().encode(problem).digest();
    }

    private static ValueCodec<Object> codec() {
        return ValueCodec.ofProblems(Optional.empty(), FakeNode.class.getClassLoader(), 64 << 20);
    }

    /** The next message of a kind; others before it are passed over. */
    <T extends FromRunner> T await(Class<T> kind) throws InterruptedException {
        while (true) {
            FromRunner message = heard.poll(60, TimeUnit.SECONDS);
            assertThat(message)
                    .as("%s, after %s", kind.getSimpleName(), passedOver)
                    .isNotNull();
            if (kind.isInstance(message)) {
                return kind.cast(message);
            }
            passedOver.add(message);
        }
    }

    /** What came before what was waited for. */
    List<FromRunner> passedOver() {
        return passedOver;
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (socket != null) {
            socket.close();
        }
    }
}
