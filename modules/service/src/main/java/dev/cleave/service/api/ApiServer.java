package dev.cleave.service.api;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import dev.cleave.service.access.Audit;
import dev.cleave.service.access.Doorkeeper;
import dev.cleave.service.access.TokenSource;
import dev.cleave.service.archive.JarCheck;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The job API on one port: gRPC, JSON, server-sent events, uploads, health. Safe for use by several threads. */
public final class ApiServer implements AutoCloseable {
    private static final int DISK_THREADS = 8;
    private static final long STREAMS_PER_CONNECTION = 100;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN_QUIET = Duration.ofMillis(100);
    private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(5);

    private final Server server;
    private final ExecutorService disk;
    private final Feeds feeds;
    private final List<HttpRoute> routes;

    private ApiServer(Server server, ExecutorService disk, Feeds feeds, List<HttpRoute> routes) {
        this.server = server;
        this.disk = disk;
        this.feeds = feeds;
        this.routes = routes;
    }

    /**
     * Starts to listen; returns when it does.
     *
     * @throws IOException if the port is taken, or a folder or a certificate cannot be read
     */
    public static ApiServer start(
            ApiSettings settings, JobDesk desk, TokenSource tokens, Audit audit, InstantSource clock)
            throws IOException {
        BlobIntake.prepare(settings.incoming());
        ThreadPoolExecutor disk = new ThreadPoolExecutor(
                DISK_THREADS, DISK_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "cleave-api-disk");
                    thread.setDaemon(true);
                    return thread;
                });
        disk.allowCoreThreadTimeOut(true);
        Reception reception = new Reception(audit, clock);
        Feeds feeds = new Feeds(desk, reception, settings.maxFeeds());
        OpenSessions sessions = new OpenSessions();
        BlobIntake intake = new BlobIntake(desk, settings.incoming(), settings.maxBlobBytes(), disk);
        List<Operation<?, ?>> operations = new Operations(
                        desk,
                        new CodeCheck(desk, new JarCheck(settings.archives()), disk),
                        new TokenOffice(tokens, new SecureRandom(), clock, token -> {
                            feeds.end(token);
                            sessions.end(token);
                        }),
                        clock)
                .all();
        HttpRoutes routes = new HttpRoutes(operations, reception, feeds, intake, desk);
        ServerBuilder builder = Server.builder();
        listen(builder, settings);
        limit(builder, settings);
        routes.all().forEach(route -> serve(builder, settings, route));
        builder.service(grpc(settings, new GrpcServices(operations, reception, feeds, sessions, intake, desk), desk));
        builder.serviceUnder("/", routes::elsewhere);
        builder.decorator(new Guard(settings, new Doorkeeper(tokens), reception, clock, System::nanoTime));
        // Before the first byte of the body arrives.
        builder.decorator((next, ctx, request) -> {
            if (ctx.path().equals(GrpcUpload.PATH)) {
                ctx.setMaxRequestLength(GrpcUpload.mostBytes(settings.maxBlobBytes()));
            } else if (ctx.path().equals(GrpcSession.PATH)) {
                ctx.setMaxRequestLength(0); // Without end; each of its messages is bounded.
            }
            return next.serve(ctx, request);
        });
        builder.errorHandler(new HttpFailures());
        builder.setHeaders(SecurityHeaders.ALL);
        builder.disableServerHeader();
        Server server = builder.build();
        try {
            server.start().join();
        } catch (RuntimeException e) {
            disk.shutdownNow();
            throw new IOException("the api cannot listen at " + settings.address() + ": " + e.getCause(), e);
        }
        return new ApiServer(server, disk, feeds, routes.all());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return java.util.Objects.requireNonNull(server.activePort()).localAddress();
    }

    /** Takes no more requests, lets those under way end for a few seconds, and stops. */
    @Override
    public void close() {
        server.stop().join();
        disk.shutdown();
    }

    /** What is served over plain HTTP. */
    List<HttpRoute> routes() {
        return routes;
    }

    /** Every route of the server itself, gRPC included. */
    List<Route> servedRoutes() {
        return server.config().serviceConfigs().stream()
                .map(service -> service.route())
                .toList();
    }

    int openFeeds() {
        return feeds.open();
    }

    private static void listen(ServerBuilder builder, ApiSettings settings) {
        Optional<ApiSettings.Tls> tls = settings.tls();
        builder.port(settings.address(), tls.isPresent() ? SessionProtocol.HTTPS : SessionProtocol.HTTP);
        tls.ifPresent(files -> {
            builder.tls(TlsKeyPair.of(files.key().toFile(), files.certificate().toFile()));
            files.clientAuthority()
                    .map(Path::toFile)
                    .ifPresent(authority -> builder.tlsCustomizer(
                            ssl -> ssl.trustManager(authority).clientAuth(ClientAuth.REQUIRE)));
        });
    }

    private static void limit(ServerBuilder builder, ApiSettings settings) {
        builder.maxRequestLength(settings.maxRequestBytes())
                .requestTimeout(settings.patience())
                .idleTimeout(IDLE)
                .maxNumConnections(settings.maxConnections())
                .http2MaxStreamsPerConnection(STREAMS_PER_CONNECTION)
                .http2MaxHeaderListSize(HEADER_BYTES)
                .http1MaxHeaderSize(HEADER_BYTES)
                .http1MaxInitialLineLength(HEADER_BYTES)
                .gracefulShutdownTimeout(SHUTDOWN_QUIET, SHUTDOWN_MOST);
    }

    private static void serve(ServerBuilder builder, ApiSettings settings, HttpRoute route) {
        boolean upload = route.path().equals(BlobRoute.PATH);
        builder.route()
                .methods(route.method())
                .path(route.path())
                .maxRequestLength(upload ? settings.maxBlobBytes() : settings.maxRequestBytes())
                .build(route.service());
    }

    private static GrpcService grpc(ApiSettings settings, GrpcServices services, JobDesk desk) {
        GrpcServiceBuilder grpc = GrpcService.builder()
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .maxRequestMessageLength((int) settings.maxRequestBytes())
                .exceptionHandler(new GrpcFailures());
        services.definitions().forEach(grpc::addService);
        return grpc.addService(new GrpcHealth(desk)).build();
    }
}
