package dev.cleave.service.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.refusal.Refusal;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A feed as the body of an HTTP answer: for as long as it lasts, a piece of text for each thing in it. */
final class HttpFeed<T> implements FeedPump.Sink<T> {
    private static final long KEEP_ALIVE_SECONDS = 15;

    private final ServiceRequestContext ctx;
    private final HttpResponseWriter out;
    private final Format<T> format;
    private boolean ready = true;
    private @Nullable FeedPump<T> pump;

    /**
     * How things are written.
     *
     * @param begin before the first
     * @param end after the last, if all is well
     * @param failure after the last, if not
     * @param keepAlive while there is nothing to say; empty for nothing
     */
    record Format<T>(
            MediaType type,
            String begin,
            Function<T, String> item,
            String end,
            Function<Refusal, String> failure,
            String keepAlive) {}

    private HttpFeed(ServiceRequestContext ctx, HttpResponseWriter out, Format<T> format) {
        this.ctx = ctx;
        this.out = out;
        this.format = format;
    }

    static <T> HttpResponse answer(
            ServiceRequestContext ctx, CompletionStage<? extends Feed<T>> opening, Format<T> format) {
        return HttpResponse.of(opening.handle((feed, failure) ->
                failure == null ? stream(ctx, feed, format) : Answers.json(HttpFailures.refusal(failure))));
    }

    private static <T> HttpResponse stream(ServiceRequestContext ctx, Feed<T> feed, Format<T> format) {
        ctx.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        HttpFeed<T> answer = new HttpFeed<>(ctx, out, format);
        FeedPump<T> pump = new FeedPump<>(feed, answer, ctx.eventLoop());
        answer.pump = pump;
        out.write(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, format.type()));
        if (!format.begin().isEmpty()) {
            out.write(HttpData.ofUtf8(format.begin()));
        }
        Future<?> keepAlive = ctx.eventLoop()
                .scheduleAtFixedRate(answer::keepAlive, KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        out.whenComplete().whenComplete((done, failure) -> {
            keepAlive.cancel(false);
            pump.stop();
        });
        pump.wake();
        return out;
    }

    @Override
    public boolean isReady() {
        return ready && out.isOpen();
    }

    @Override
    public void take(List<T> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(format.item().apply(item)));
        ready = false;
        if (out.tryWrite(HttpData.ofUtf8(text))) {
            out.whenConsumed().thenRun(() -> ctx.eventLoop().execute(this::taken));
        }
    }

    @Override
    public void end() {
        last(format.end());
    }

    @Override
    public void fail(Throwable failure) {
        last(format.failure().apply(HttpFailures.refusal(failure)));
    }

    private void last(String text) {
        if (text.isEmpty() || out.tryWrite(HttpData.ofUtf8(text))) {
            out.close();
        }
    }

    private void taken() {
        ready = true;
        if (pump != null) {
            pump.wake();
        }
    }

    private void keepAlive() {
        if (isReady() && !format.keepAlive().isEmpty()) {
            ready = out.tryWrite(HttpData.ofUtf8(format.keepAlive()));
        }
    }
}
