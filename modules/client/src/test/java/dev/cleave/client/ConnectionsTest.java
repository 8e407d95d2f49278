package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.Faults;
import dev.cleave.client.fixture.TlsFiles;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real connections on loopback: in plain text, and by TLS. */
class ConnectionsTest {

    @TempDir
    Path folder;

    private final FakeJobs jobs = new FakeJobs();
    private final Faults faults = new Faults();
    private Server server;

    @BeforeEach
    void fill() {
        jobs.accepted("job-1", JobRequest.getDefaultInstance());
    }

    @AfterEach
    void stop() throws Exception {
        server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }

    private int serve(ServerCredentials credentials) throws Exception {
        server = OkHttpServerBuilder.forPort(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), credentials)
                .addService(jobs)
                .intercept(faults)
                .build()
                .start();
        return server.getPort();
    }

    private int serve(TlsFiles files) throws Exception {
        return serve(TlsServerCredentials.create(files.certificate.toFile(), files.key.toFile()));
    }

    private static String owner(ClientBuilder builder) {
        try (CleaveClient client = builder.timeout(Duration.ofSeconds(2)).build()) {
            return client.job("job-1").owner();
        }
    }

    private static void isRefused(ClientBuilder builder, String why) {
        CleaveException refused = catchThrowableOfType(CleaveException.class, () -> owner(builder));
        assertThat(refused.code()).isEqualTo(CleaveException.NO_CLUSTER);
        assertThat(refused).hasMessageContaining(why);
    }

    @Test
    void aTokenGoesAlongWithEveryCall() throws Exception {
        int port = serve(InsecureServerCredentials.create());
        Path token = Files.createTempFile(folder, "token", null);
        Files.writeString(token, "secret\n");
        assertThat(owner(CleaveClient.connect("127.0.0.1:" + port).tokenFile(token)))
                .isEqualTo("ann");
        assertThat(faults.tokens).containsExactly("Bearer secret");
    }

    @Test
    void aServerThatTheAuthorityVouchesForIsBelieved() throws Exception {
        TlsFiles files = new TlsFiles(folder, "ip:127.0.0.1");
        int port = serve(files);
        assertThat(owner(CleaveClient.connect("127.0.0.1:" + port).authority(files.authority)))
                .isEqualTo("ann");
    }

    @Test
    void aCertificateForAnotherNameIsNot() throws Exception {
        TlsFiles files = new TlsFiles(folder, "dns:other.example");
        int port = serve(files);
        isRefused(CleaveClient.connect("127.0.0.1:" + port).authority(files.authority), "127.0.0.1");
        assertThat(faults.calls()).isEmpty();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNot() throws Exception {
        TlsFiles files = new TlsFiles(folder.resolve("one"), "ip:127.0.0.1");
        TlsFiles others = new TlsFiles(folder.resolve("two"), "ip:127.0.0.1");
        int port = serve(files);
        isRefused(CleaveClient.connect("127.0.0.1:" + port).authority(others.authority), "");
        isRefused(CleaveClient.connect("127.0.0.1:" + port).tls(), "");
        assertThat(faults.calls()).isEmpty();
    }

    @Test
    void plainTextIsNotSpokenWhereTlsIsAskedFor() throws Exception {
        TlsFiles files = new TlsFiles(folder, "ip:127.0.0.1");
        int port = serve(InsecureServerCredentials.create());
        isRefused(CleaveClient.connect("127.0.0.1:" + port).authority(files.authority), "");
        assertThat(faults.calls()).isEmpty();
    }

    @Test
    void theNextAddressIsAskedWhenNobodyListensAtTheFirst() throws Exception {
        int port = serve(InsecureServerCredentials.create());
        assertThat(owner(CleaveClient.connect("127.0.0.1:1", "127.0.0.1:" + port)))
                .isEqualTo("ann");
    }

    @Test
    void anAuthorityThatCannotBeReadIsRefused() throws Exception {
        int port = serve(InsecureServerCredentials.create());
        assertThatThrownBy(() -> owner(CleaveClient.connect("127.0.0.1:" + port).authority(folder.resolve("no.crt"))))
                .hasMessageContaining("no.crt")
                .hasMessageContaining("expected: a file with certificates");
    }
}
