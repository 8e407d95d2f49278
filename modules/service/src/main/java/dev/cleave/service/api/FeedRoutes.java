package dev.cleave.service.api;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.JobEvent;
import dev.cleave.wire.proto.jobs.v1.LogLine;
import dev.cleave.wire.proto.jobs.v1.ReadLogsRequest;
import dev.cleave.wire.proto.jobs.v1.WatchJobRequest;
import java.util.Locale;

/** Watching and logs over plain HTTP: server-sent events, and text. */
final class FeedRoutes {
    private static final HttpFeed.Format<JobEvent> EVENTS = new HttpFeed.Format<>(
            MediaType.EVENT_STREAM,
            "retry: 1000\n\n",
            FeedRoutes::event,
            // Else a browser would ask again for ever.
            "event: end\ndata: {}\n\n",
            refusal -> "event: error\ndata: " + Answers.oneLine(refusal.error()) + "\n\n",
            ":\n\n");
    private static final HttpFeed.Format<LogLine> LINES = new HttpFeed.Format<>(
            MediaType.PLAIN_TEXT_UTF_8,
            "",
            FeedRoutes::line,
            "",
            refusal -> "cleave: " + refusal.getMessage() + "\n",
            "");

    private final Feeds feeds;

    FeedRoutes(Feeds feeds) {
        this.feeds = feeds;
    }

    /** Goes on after the event that a browser has seen last, if it says so; else after the one in the query. */
    HttpResponse events(ServiceRequestContext ctx, HttpRequest request) {
        request.abort();
        return HttpFeed.answer(ctx, feeds.watch(Guard.caller(ctx), () -> watching(ctx, request)), EVENTS);
    }

    HttpResponse logs(ServiceRequestContext ctx, HttpRequest request) {
        request.abort();
        return HttpFeed.answer(
                ctx,
                feeds.logs(Guard.caller(ctx), () -> {
                    ReadLogsRequest.Builder logs = ReadLogsRequest.newBuilder();
                    fields(ctx, logs);
                    return logs.build();
                }),
                LINES);
    }

    private static WatchJobRequest watching(ServiceRequestContext ctx, HttpRequest request) {
        WatchJobRequest.Builder watch = WatchJobRequest.newBuilder();
        fields(ctx, watch);
        String seen = request.headers().get(HttpHeaderNames.LAST_EVENT_ID);
        if (seen != null && !seen.isEmpty()) {
            try {
                watch.setAfter(Long.parseUnsignedLong(seen));
            } catch (NumberFormatException e) {
                throw Refusal.invalid("last-event-id", seen, "the number of an event");
            }
        }
        return watch.build();
    }

    private static void fields(ServiceRequestContext ctx, Message.Builder message) {
        RequestFields.query(ctx, message);
        RequestFields.path(ctx, message);
    }

    private static String event(JobEvent event) {
        return (event.getNumber() == 0 ? "" : "id: " + Long.toUnsignedString(event.getNumber()) + "\n")
                + "event: " + event.getWhatCase().name().toLowerCase(Locale.ROOT)
                + "\ndata: " + Answers.oneLine(event) + "\n\n";
    }

    private static String line(LogLine line) {
        String text = line.getText().replace('\n', ' ').replace('\r', ' ');
        return Timestamps.toString(line.getAt()) + " " + line.getNode() + " " + text + "\n";
    }
}
