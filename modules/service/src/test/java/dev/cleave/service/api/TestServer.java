package dev.cleave.service.api;

import com.linecorp.armeria.client.grpc.GrpcClientBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.cleave.service.access.AuditEntry;
import dev.cleave.service.access.FirstToken;
import dev.cleave.service.access.MemoryTokens;
import dev.cleave.service.access.Role;
import dev.cleave.service.access.TokenEntry;
import dev.cleave.service.access.TokenSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on a free port, with a desk and tokens in memory, and who talks to it. */
final class TestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final MemoryTokens tokens = new MemoryTokens();
    final ConcurrentLinkedQueue<AuditEntry> audit = new ConcurrentLinkedQueue<>();
    final MemoryDesk desk;
    final ApiServer server;
    final String admin;

    TestServer(Path folder) throws IOException {
        this(folder, settings -> settings);
    }

    TestServer(Path folder, UnaryOperator<ApiSettings> change) throws IOException {
        desk = new MemoryDesk(Files.createDirectories(folder.resolve("blobs")));
        server = ApiServer.start(
                change.apply(ApiSettings.onLoopback(0, folder.resolve("incoming"))),
                desk,
                tokens,
                audit::add,
                InstantSource.fixed(NOW));
        admin = token("root", Role.ADMIN, true);
    }

    String token(String owner, Role role, boolean mayUpload) {
        return token(owner, role, mayUpload, null, null);
    }

    String token(String owner, Role role, boolean mayUpload, @Nullable Instant expires, @Nullable Instant revoked) {
        TokenSecret secret = TokenSecret.create(random);
        tokens.create(
                new TokenEntry(FirstToken.newId(random), secret.hash(), owner, role, mayUpload, NOW, expires, revoked));
        return secret.reveal();
    }

    int port() {
        return server.address().getPort();
    }

    String uri(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** As an admin. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(uri(path)))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + admin);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    <T> T grpc(Class<T> stub, @Nullable String token) {
        GrpcClientBuilder builder = GrpcClients.builder("gproto+http://127.0.0.1:" + port() + "/");
        if (token != null) {
            builder.setHeader("Authorization", "Bearer " + token);
        }
        return builder.responseTimeout(Duration.ofSeconds(20)).build(stub);
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** Without waiting: the thread that accepts connections takes two seconds to end, which nobody needs to see. */
    @Override
    public void close() {
        var unused = CompletableFuture.runAsync(server::close);
    }
}
