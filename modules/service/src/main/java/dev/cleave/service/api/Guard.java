package dev.cleave.service.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Doorkeeper;
import dev.cleave.service.access.RateLimit;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import io.netty.util.AttributeKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Stands before everything that is served: how often, for which host, from which page, with which token.
 *
 * <p>Answers in the tongue of the request: who speaks gRPC gets a gRPC status. What no token is needed for ({@link
 * #OPEN}) tells nothing but whether the server is there.
 */
final class Guard implements DecoratingHttpServiceFunction {
    /** Paths that need no token. */
    static final Set<String> OPEN = Set.of("/healthz", "/readyz");

    private static final AttributeKey<Caller> CALLER = AttributeKey.valueOf(Guard.class, "CALLER");
    private static final int BURST_SECONDS = 2;
    private static final int BUCKETS = 20_000;

    private final Doorkeeper doorkeeper;
    private final Reception reception;
    private final Set<String> hosts;
    private final RateLimit perToken;
    private final RateLimit perAddress;
    private final InstantSource clock;
    private final LongSupplier nanos;

    Guard(ApiSettings settings, Doorkeeper doorkeeper, Reception reception, InstantSource clock, LongSupplier nanos) {
        this.doorkeeper = doorkeeper;
        this.reception = reception;
        this.hosts = settings.answersTo();
        this.perToken = new RateLimit(settings.perToken(), settings.perToken() * BURST_SECONDS, BUCKETS);
        this.perAddress = new RateLimit(settings.perAddress(), settings.perAddress() * BURST_SECONDS, BUCKETS);
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Who sent the request; only behind the guard. */
    static Caller caller(ServiceRequestContext ctx) {
        Caller caller = ctx.attr(CALLER);
        if (caller == null) {
            throw new IllegalStateException("no guard before " + ctx.path());
        }
        return caller;
    }

    @Override
    public HttpResponse serve(HttpService next, ServiceRequestContext ctx, HttpRequest request) throws Exception {
        if (OPEN.contains(ctx.path())) {
            return next.serve(ctx, request);
        }
        RequestHeaders headers = request.headers();
        InetAddress address = ctx.remoteAddress().getAddress();
        String from = address.getHostAddress();
        try {
            checkRate(perAddress, network(address));
            checkHost(headers);
            checkOrigin(headers);
            checkOneAuthorization(headers);
        } catch (Refusal refusal) {
            return refused(ctx, request, from, refusal);
        }
        return HttpResponse.of(doorkeeper
                .whoIs(headers.get(HttpHeaderNames.AUTHORIZATION), from, clock.instant())
                .handleAsync(
                        (caller, failure) -> {
                            try {
                                if (failure != null) {
                                    throw Failures.refusal(failure);
                                }
                                checkRate(perToken, caller.tokenId());
                                ctx.setAttr(CALLER, caller);
                                return next.serve(ctx, request);
                            } catch (Refusal refusal) {
                                return refused(ctx, request, from, refusal);
                            } catch (Exception e) {
                                return refused(ctx, request, from, Failures.refusal(e));
                            }
                        },
                        ctx.eventLoop()));
    }

    private HttpResponse refused(ServiceRequestContext ctx, HttpRequest request, String from, Refusal refusal) {
        // A flood must not become a flood on the disk.
        if (refusal.code() != RefusalCode.RATE_LIMITED) {
            reception.refused(null, from, ctx.method() + " " + ctx.path(), "", refusal);
        }
        request.abort();
        return Answers.refusal(request.headers(), refusal);
    }

    private void checkRate(RateLimit limit, String who) {
        long wait = limit.take(who, nanos.getAsLong());
        if (wait > 0) {
            throw Refusal.of(RefusalCode.RATE_LIMITED, "too many requests").retryableAfter(Duration.ofNanos(wait));
        }
    }

    private void checkHost(RequestHeaders headers) {
        String authority = headers.authority();
        String host = authority == null ? "" : host(authority);
        if (!hosts.contains(host)) {
            throw Refusal.of(RefusalCode.HOST_REFUSED, "host", authority, "a name of this server; others: api.hosts");
        }
    }

    /** A browser says from which page a request comes; only pages of this server may send any. */
    private static void checkOrigin(RequestHeaders headers) {
        String own = headers.scheme() + "://" + headers.authority();
        for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!origin.equalsIgnoreCase(own)) {
                throw Refusal.of(RefusalCode.ORIGIN_REFUSED, "origin", origin, "no page, or one of this server");
            }
        }
        String site = headers.get("sec-fetch-site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw Refusal.of(RefusalCode.ORIGIN_REFUSED, "sec-fetch-site", site, "same-origin or none");
        }
    }

    private static void checkOneAuthorization(RequestHeaders headers) {
        int given = headers.getAll(HttpHeaderNames.AUTHORIZATION).size();
        if (given > 1) {
            throw Refusal.of(RefusalCode.UNAUTHENTICATED, "authorization", given + " headers", "one");
        }
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    /** Whoever has one IPv6 address has 2⁶⁴ of them. */
    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                : address.getHostAddress();
    }
}
