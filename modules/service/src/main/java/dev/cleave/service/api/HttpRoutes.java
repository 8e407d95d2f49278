package dev.cleave.service.api;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Permission;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Everything that is served over plain HTTP: the operations as JSON, and what is no JSON. */
final class HttpRoutes {
    private final Reception reception;
    private final JobDesk desk;
    private final List<HttpRoute> all = new ArrayList<>();
    private final String openApi;

    HttpRoutes(List<Operation<?, ?>> operations, Reception reception, Feeds feeds, BlobIntake intake, JobDesk desk) {
        this.reception = reception;
        this.desk = desk;
        operations.forEach(operation -> all.add(HttpRoute.of(new JsonRoute<>(operation, reception))));
        FeedRoutes streams = new FeedRoutes(feeds);
        all.add(get("/v1/jobs/{job}/events", streams::events, rpc("WatchJob"), "text/event-stream", ""));
        all.add(get("/v1/jobs/{job}/logs", streams::logs, rpc("ReadLogs"), "text/plain", ""));
        all.add(new HttpRoute(
                HttpMethod.PUT,
                BlobRoute.PATH,
                new BlobRoute(intake, reception),
                rpc("UploadBlob"),
                true,
                "application/json",
                List.of("application/octet-stream", "application/java-archive"),
                ""));
        all.add(get("/openapi.json", this::openApi, null, "application/json", "This document."));
        all.add(get("/healthz", this::alive, null, "text/plain", "Whether the server is there. Needs no token."));
        all.add(get(
                "/readyz", this::ready, null, "text/plain", "Whether it takes jobs now; 503 if not. Needs no token."));
        openApi = OpenApiDocument.of(all, desk.version().getVersion());
    }

    List<HttpRoute> all() {
        return all;
    }

    /** What is served nowhere. */
    HttpResponse elsewhere(ServiceRequestContext ctx, HttpRequest request) {
        request.abort();
        String asked = ctx.method() + " " + ctx.path();
        boolean known = all.stream().anyMatch(route -> route.covers(ctx.path()));
        Refusal refusal = Answers.isGrpc(request.headers()) || known
                ? Refusal.of(
                        RefusalCode.METHOD_NOT_ALLOWED, "method", asked, "what /openapi.json or the proto file lists")
                : Refusal.of(RefusalCode.NOT_FOUND, "path", asked, "what /openapi.json lists");
        reception.refused(Guard.caller(ctx), Guard.caller(ctx).from(), asked, "", refusal);
        return Answers.refusal(request.headers(), refusal);
    }

    private HttpResponse openApi(ServiceRequestContext ctx, HttpRequest request) {
        return HttpResponse.of(reception
                .decide(
                        Guard.caller(ctx),
                        Permission.SEE,
                        false,
                        "GET /openapi.json",
                        () -> "",
                        () -> CompletableFuture.completedFuture(HttpResponse.of(
                                ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, MediaType.JSON_UTF_8),
                                HttpData.ofUtf8(openApi))))
                .exceptionally(failure -> Answers.json(HttpFailures.refusal(failure))));
    }

    private HttpResponse alive(ServiceRequestContext ctx, HttpRequest request) {
        return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "ok\n");
    }

    private HttpResponse ready(ServiceRequestContext ctx, HttpRequest request) {
        return desk.ready()
                ? HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "ready\n")
                : HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE, MediaType.PLAIN_TEXT_UTF_8, "not ready\n");
    }

    private static HttpRoute get(
            String path,
            com.linecorp.armeria.server.HttpService service,
            @org.jspecify.annotations.Nullable MethodDescriptor rpc,
            String type,
            String summary) {
        return new HttpRoute(HttpMethod.GET, path, service, rpc, false, type, List.of(), summary);
    }

    private static MethodDescriptor rpc(String name) {
        return Jobs.getDescriptor().findServiceByName("JobService").findMethodByName(name);
    }
}
