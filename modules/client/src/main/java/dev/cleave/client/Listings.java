package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.ListJobsResponse;
import dev.cleave.wire.proto.jobs.v1.LogLines;
import dev.cleave.wire.proto.jobs.v1.ReadLogsRequest;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What comes in many pieces, fetched as it is read. */
final class Listings {

    private static final int PAGE = 200;
    private static final Duration LOG_LIFE = Duration.ofDays(7);

    private final Asking asking;

    Listings(Asking asking) {
        this.asking = asking;
    }

    /** Jobs, a page at a time, and none before it is needed. */
    Stream<JobStatus> jobs(JobFilter filter) {
        return stream(new Pages(filter));
    }

    /** Lines of a log, as they come. */
    Stream<LogLine> logs(String id, boolean follow, int tail) {
        Checks.notNegative("tail", tail);
        CancellableContext context = Context.current().withCancellation();
        ReadLogsRequest request = ReadLogsRequest.newBuilder()
                .setJob(id)
                .setFollow(follow)
                .setTail(tail)
                .build();
        return stream(new Lines(context, request)).onClose(() -> context.cancel(null));
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** What a call gives that ends with a context. */
    private static <T> T within(Context context, Supplier<T> call) {
        Context before = context.attach();
        try {
            return call.get();
        } finally {
            context.detach(before);
        }
    }

    /** What is left of what came, and more when that is used up. */
    private abstract static class Portions<M, T> implements Iterator<T> {

        private final Queue<M> portion = new ArrayDeque<>();

        /** Adds more; false if there is no more. */
        abstract boolean fetch(Queue<M> into);

        abstract T map(M message);

        @Override
        public boolean hasNext() {
            while (portion.isEmpty()) {
                if (!fetch(portion)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return map(portion.remove());
        }
    }

    private final class Pages extends Portions<Job, JobStatus> {

        private final JobFilter filter;
        private String token = "";
        private boolean begun;

        private Pages(JobFilter filter) {
            this.filter = filter;
        }

        @Override
        boolean fetch(Queue<Job> into) {
            if (begun && token.isEmpty()) {
                return false;
            }
            ListJobsResponse page = asking.ask(
                    (node, deadline) -> Jobs.service(node, deadline).listJobs(JobMapping.page(filter, PAGE, token)));
            if (!page.getNextPageToken().isEmpty() && page.getNextPageToken().equals(token)) {
                throw Answers.bad("the page after", token, "another page than that one", null);
            }
            begun = true;
            token = page.getNextPageToken();
            into.addAll(page.getJobsList());
            return true;
        }

        @Override
        JobStatus map(Job message) {
            return JobMapping.status(message);
        }
    }

    private final class Lines extends Portions<dev.cleave.wire.proto.jobs.v1.LogLine, LogLine> {

        private final CancellableContext context;
        private final ReadLogsRequest request;
        private @Nullable Iterator<LogLines> stream;

        private Lines(CancellableContext context, ReadLogsRequest request) {
            this.context = context;
            this.request = request;
        }

        @Override
        boolean fetch(Queue<dev.cleave.wire.proto.jobs.v1.LogLine> into) {
            Iterator<LogLines> open = stream;
            if (open == null) {
                // Nothing was read yet, so that this may be tried anywhere and any number of times.
                open = asking.ask((node, deadline) -> within(context, () -> {
                    Duration life = request.getFollow() ? LOG_LIFE : deadline.plusSeconds(50);
                    Iterator<LogLines> lines = JobServiceGrpc.newBlockingStub(node)
                            .withDeadline(Deadline.after(life.toNanos(), TimeUnit.NANOSECONDS))
                            .readLogs(request);
                    into.addAll(lines.hasNext() ? lines.next().getLinesList() : List.of());
                    return lines;
                }));
                stream = open;
                return true;
            }
            try {
                if (!open.hasNext()) {
                    return false;
                }
                into.addAll(open.next().getLinesList());
                return true;
            } catch (StatusRuntimeException broken) {
                if (Thread.currentThread().isInterrupted()) {
                    throw Asking.interrupted(broken);
                }
                CleaveException why = Trouble.of(broken).exception();
                throw CleaveException.of(
                        "LOG_INTERRUPTED", "lines after this may be missing: " + why.getMessage(), true, why);
            }
        }

        @Override
        LogLine map(dev.cleave.wire.proto.jobs.v1.LogLine message) {
            return JobMapping.line(message);
        }
    }
}
