package dev.cleave.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.RoutePathType;
import dev.cleave.service.access.AuditEntry;
import dev.cleave.service.access.Permission;
import dev.cleave.service.access.Role;
import dev.cleave.wire.proto.jobs.v1.Jobs;
import dev.cleave.wire.proto.jobs.v1.Sessions;
import dev.cleave.wire.proto.pipelines.v1.Pipelines;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the server does not let in, on every path that it itself says it serves. */
class GuardTest {
    @TempDir
    Path folder;

    private TestServer api;

    @BeforeEach
    void start() throws Exception {
        api = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void everyRouteAndEveryRpcRefusesWhoeverHasNoGoodToken() {
        Map<String, @Nullable String> bad = new LinkedHashMap<>();
        bad.put("none", null);
        bad.put("empty", "");
        bad.put("basic", "Basic cm9vdDpyb290");
        bad.put("malformed", "Bearer cleave_abc");
        bad.put("mistyped", "Bearer " + api.admin.substring(0, 65) + (api.admin.endsWith("a") ? "b" : "a"));
        bad.put(
                "unknown",
                "Bearer "
                        + dev.cleave.service.access.TokenSecret.create(new java.security.SecureRandom())
                                .reveal());
        bad.put("expired", "Bearer " + api.token("ann", Role.ADMIN, true, TestServer.NOW, null));
        bad.put("revoked", "Bearer " + api.token("ann", Role.ADMIN, true, null, TestServer.NOW));
        Collection<Target> targets = served();
        assertThat(targets).hasSizeGreaterThan(35);
        for (Target target : targets) {
            if (Guard.OPEN.contains(target.path)) {
                continue;
            }
            bad.forEach((what, authorization) -> assertThat(call(target, authorization))
                    .as("%s with %s token", target, what)
                    .isEqualTo("UNAUTHENTICATED"));
        }
    }

    @Test
    void everyRouteAndEveryRpcRefusesRolesThatMayNot() {
        Map<String, Permission> needed = new LinkedHashMap<>();
        new Operations(api.desk, null, null, null).all().forEach(operation -> {
            needed.put("/" + operation.name(), operation.permission());
            needed.put(
                    new JsonRoute<>(operation, null).path() + operation.http().getPatternCase(),
                    operation.permission());
        });
        needed.put("/cleave.v1.JobService/UploadBlob", Permission.UPLOAD);
        needed.put(BlobRoute.PATH + "PUT", Permission.UPLOAD);
        int refused = 0;
        for (Role role : Role.values()) {
            for (boolean mayUpload : new boolean[] {true, false}) {
                String token = "Bearer " + api.token("ann", role, mayUpload);
                for (Target target : served()) {
                    Permission permission = needed.getOrDefault(
                            target.grpc ? target.path : target.path + target.method, Permission.SEE);
                    boolean may = role.allows(permission) && (permission != Permission.UPLOAD || mayUpload);
                    if (!may) {
                        assertThat(call(target, token))
                                .as("%s as %s", target, role)
                                .isEqualTo("PERMISSION_DENIED");
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(60);
    }

    @Test
    void everyRpcOfTheProtoFilesIsServedAndEveryRouteIsInTheOpenApiDocumentAndViceVersa() throws Exception {
        Set<String> rpcs = new TreeSet<>();
        Stream.of(Jobs.getDescriptor(), Pipelines.getDescriptor(), Sessions.getDescriptor())
                .flatMap(file -> file.getServices().stream())
                .forEach(service -> service.getMethods()
                        .forEach(method -> rpcs.add("/" + service.getFullName() + "/" + method.getName())));
        Set<String> servedRpcs = new TreeSet<>();
        Set<String> servedPaths = new TreeSet<>();
        served().forEach(target -> {
            if (target.grpc) {
                servedRpcs.add(target.path);
            } else {
                servedPaths.add(target.method + " " + target.path);
            }
        });
        servedRpcs.removeIf(path -> path.startsWith("/grpc.health."));
        assertThat(servedRpcs).isEqualTo(rpcs);
        String document = api.get("/openapi.json").body();
        Set<String> documented = new TreeSet<>();
        String path = "";
        for (String line : document.lines().toList()) {
            if (line.matches("    \"/.*\" : \\{")) {
                path = line.substring(5, line.lastIndexOf('"'));
            } else if (line.matches("      \"(get|post|put)\" : \\{")) {
                documented.add(
                        line.strip().replaceAll("\"(.*)\".*", "$1").toUpperCase(java.util.Locale.ROOT) + " " + path);
            }
        }
        assertThat(documented).isEqualTo(servedPaths);
        assertThat(document).contains("Asks for the end of a job", "0 to 9, higher first", "\"CreatedToken\"");
        assertThat(document).contains("Goes on with a run that has ended", "The task for which it was skipped");
    }

    @Test
    void aWebPageReachesNothing() {
        assertThat(status(headers -> headers.set("origin", "http://evil.example")))
                .isEqualTo(403);
        assertThat(status(headers -> headers.set("origin", "null"))).isEqualTo(403);
        assertThat(status(headers -> headers.set("origin", "http://127.0.0.1:1")))
                .isEqualTo(403);
        assertThat(status(headers -> headers.set("sec-fetch-site", "cross-site")))
                .isEqualTo(403);
        assertThat(status(headers -> headers.set("sec-fetch-site", "same-site")))
                .isEqualTo(403);
        assertThat(status(headers -> headers.set("sec-fetch-site", "none"))).isEqualTo(200);
        assertThat(status(headers -> headers.authority("evil.example:" + api.port())))
                .isEqualTo(421);
        assertThat(status(headers -> headers.authority("127.0.0.1.evil.example")))
                .isEqualTo(421);
        assertThat(status(headers -> headers.authority("localhost:" + api.port())))
                .isEqualTo(200);
        assertThat(status(headers -> headers.authority("LOCALHOST"))).isEqualTo(200);
        assertThat(status(headers -> headers.add("authorization", "Bearer x"))).isEqualTo(401);
        assertThat(status(headers -> headers.set("origin", "http://127.0.0.1:" + api.port())))
                .isEqualTo(200);
        assertThat(api.audit).extracting(AuditEntry::decision).contains("ORIGIN_REFUSED", "HOST_REFUSED");
    }

    @Test
    void everyAnswerTellsBrowsersToKeepOff() throws Exception {
        for (String path : List.of("/v1/version", "/v1/none", "/v1/jobs/none", "/healthz", "/openapi.json")) {
            HttpResponse<String> answer = api.get(path);
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.headers().firstValue("server")).isEmpty();
        }
    }

    @Test
    void whatIsServedNowhereIsRefusedInTheTongueOfTheRequest() throws Exception {
        assertThat(api.get("/v1/nothing").body()).contains("NOT_FOUND");
        assertThat(api.send(api.request("/v1/jobs/a").DELETE()).statusCode()).isEqualTo(405);
        assertThat(call(new Target("POST", "/cleave.v1.JobService/Nothing", true), "Bearer " + api.admin))
                .isEqualTo(Status.Code.UNIMPLEMENTED.name());
    }

    @Test
    void tooManyRequestsAreToldWhenToComeBack() throws Exception {
        try (TestServer slow = new TestServer(folder.resolve("slow"), settings -> limited(settings, 1, 1 << 20))) {
            List<Integer> statuses = new ArrayList<>();
            HttpResponse<String> last = slow.get("/v1/version");
            for (int i = 0; i < 10; i++) {
                last = slow.get("/v1/version");
                statuses.add(last.statusCode());
            }
            assertThat(statuses).contains(429);
            assertThat(last.headers().firstValue("retry-after")).contains("1");
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> body = api.post("/v1/jobs", "{\"job\": \"" + "x".repeat(2 << 20) + "\"}");
        assertThat(body.statusCode()).isEqualTo(413);
        assertThat(body.body()).contains("TOO_LARGE");
        try (TestServer small = new TestServer(folder.resolve("small"), settings -> limited(settings, 1000, 1000))) {
            HttpResponse<String> blob = small.send(small.request("/v1/blobs/" + "a".repeat(64))
                    .header("content-type", "application/octet-stream")
                    .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(new byte[2000])));
            assertThat(blob.statusCode()).isEqualTo(413);
        }
        assertThat(api.get("/v1/version").statusCode()).isEqualTo(200);
    }

    @Test
    void listeningOffLoopbackWithoutTlsIsRefused() {
        assertThatThrownBy(() -> at("0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without TLS");
        assertThatThrownBy(() -> at("192.0.2.1")).hasMessageContaining("expected: a loopback address");
        assertThat(at("127.0.0.1").address().getPort()).isZero();
    }

    private ApiSettings at(String address) {
        ApiSettings s = ApiSettings.onLoopback(0, folder);
        return new ApiSettings(
                new InetSocketAddress(address, 0),
                Optional.empty(),
                Set.of(),
                s.incoming(),
                1,
                1,
                s.archives(),
                1,
                1,
                1,
                10,
                s.patience());
    }

    private static ApiSettings limited(ApiSettings s, int perToken, long blobBytes) {
        return new ApiSettings(
                s.address(),
                s.tls(),
                s.hosts(),
                s.incoming(),
                s.maxRequestBytes(),
                blobBytes,
                s.archives(),
                perToken,
                s.perAddress(),
                s.maxConnections(),
                s.maxFeeds(),
                s.patience());
    }

    private int status(java.util.function.Consumer<RequestHeadersBuilder> change) {
        RequestHeadersBuilder headers =
                RequestHeaders.builder(HttpMethod.GET, "/v1/version").set("authorization", "Bearer " + api.admin);
        change.accept(headers);
        return client().execute(headers.build()).aggregate().join().status().code();
    }

    private WebClient client() {
        return WebClient.of("http://127.0.0.1:" + api.port());
    }

    /** The code of the refusal, or OK. */
    private String call(Target target, @Nullable String authorization) {
        RequestHeadersBuilder headers =
                RequestHeaders.builder(HttpMethod.valueOf(target.method), target.path.replaceAll("\\{[^}]*}", "x"));
        if (authorization != null) {
            headers.set("authorization", authorization);
        }
        if (target.grpc) {
            headers.set("content-type", "application/grpc").set("te", "trailers");
        }
        HttpData body = target.grpc ? HttpData.wrap(new byte[5]) : HttpData.empty();
        AggregatedHttpResponse answer =
                client().execute(headers.build(), body).aggregate().join();
        if (target.grpc) {
            String code = Optional.ofNullable(answer.headers().get("grpc-status"))
                    .orElseGet(() -> String.valueOf(answer.trailers().get("grpc-status")));
            assertThat(answer.status().code()).as("%s", target).isEqualTo(200);
            return Status.fromCodeValue(Integer.parseInt(code)).getCode().name();
        }
        String text = answer.contentUtf8();
        return answer.status().isSuccess() ? "OK" : text.replaceAll("(?s).*\"code\": \"([A-Z_]+)\".*", "$1");
    }

    private Collection<Target> served() {
        List<Target> targets = new ArrayList<>();
        for (Route route : api.server.servedRoutes()) {
            for (String path : route.paths()) {
                boolean grpc = path.matches("/[a-z.0-9]*\\.v1\\.[A-Za-z]+/[A-Za-z]+");
                if (route.pathType() == RoutePathType.PREFIX) {
                    targets.add(new Target("GET", "/somewhere/else", false));
                } else {
                    String shown = path.replaceAll(":([a-z0-9_]+)|\\\\0", "{x}");
                    String declared = grpc ? shown : declared(route, shown);
                    Stream.of(grpc ? "POST" : route.methods().iterator().next().name())
                            .forEach(method -> targets.add(new Target(method, declared, grpc)));
                }
            }
        }
        targets.removeIf(target -> target.path.equals("/somewhere/else"));
        return targets;
    }

    /** The path with the names of its parameters. */
    private static String declared(Route route, String shown) {
        return route.patternString().replaceAll(":([a-z0-9_]+)", "{$1}");
    }

    private record Target(String method, String path, boolean grpc) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
