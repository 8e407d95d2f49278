package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.WatchJobRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job's events, over as many streams as it takes.
 *
 * <p>Each stream asks for what came after the last event that was told. An event that came before is dropped; if one is
 * left out, the stream is given up, and another asks for it once more. One stream is open at a time, and what is late
 * from an older one is not heard.
 */
final class Watch implements JobWatch {

    /** After which a stream is made anew, so that none hangs on a connection that has died without a word. */
    private static final Duration STREAM_LIFE = Duration.ofMinutes(10);

    private final Nodes nodes;
    private final Time time;
    private final Duration patience;
    private final String job;
    private final JobListener listener;
    private final Consumer<Watch> atEnd;
    private final BackOff backOff;

    private long told;
    private long heardAt;
    private int failures;
    private boolean askedForGap;
    private boolean over;
    private @Nullable Stream current;

    Watch(
            Nodes nodes,
            Time time,
            RandomGenerator random,
            Duration patience,
            String job,
            JobListener listener,
            Consumer<Watch> atEnd) {
        this.nodes = nodes;
        this.time = time;
        this.patience = patience;
        this.job = job;
        this.listener = listener;
        this.atEnd = atEnd;
        this.backOff = new BackOff(random);
        this.heardAt = time.nanos();
    }

    /** Opens a stream from where the last one ended. */
    void open() {
        Stream stream;
        WatchJobRequest request;
        synchronized (this) {
            if (over) {
                return;
            }
            try {
                stream = new Stream(nodes.turn(), time.nanos());
            } catch (CleaveException closed) {
                time.later(Duration.ZERO, () -> stop(closed));
                return;
            }
            current = stream;
            request = WatchJobRequest.newBuilder().setJob(job).setAfter(told).build();
        }
        try {
            JobServiceGrpc.newStub(stream.turn.channel())
                    .withDeadlineAfter(STREAM_LIFE.toNanos(), TimeUnit.NANOSECONDS)
                    .watchJob(request, stream);
        } catch (IllegalStateException cancelledMeanwhile) {
            // By whoever closed the watch; had the call failed by itself, the stream would have been told.
            stream.cancel();
        }
    }

    /** Ends the watch, and says why. */
    void stop(CleaveException why) {
        if (end()) {
            listener.stopped(why);
        }
    }

    @Override
    public void close() {
        end();
    }

    private boolean end() {
        Stream last;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            last = current;
            current = null;
        }
        if (last != null) {
            last.cancel();
        }
        atEnd.accept(this);
        return true;
    }

    /** Whether an event is one to tell. */
    private synchronized boolean isNext(Stream stream, long number) {
        if (over || current != stream) {
            return false;
        }
        heardAt = time.nanos();
        if (number == 0) {
            return true;
        }
        if (Long.compareUnsigned(number, told) <= 0) {
            return false;
        }
        if (number != told + 1 && !askedForGap) {
            askedForGap = true;
            stream.cancel();
            reopen(Duration.ZERO);
            return false;
        }
        askedForGap = false;
        told = number;
        failures = 0;
        backOff.reset();
        return true;
    }

    /** Opens another stream after a while, in place of the one that is over. */
    private void reopen(Duration pause) {
        current = null;
        time.later(pause, this::open);
    }

    private void tell(Stream stream, dev.cleave.wire.proto.jobs.v1.JobEvent message) {
        if (!isNext(stream, message.getNumber())) {
            return;
        }
        Optional<JobEvent> event;
        try {
            event = JobMapping.event(message);
            event.ifPresent(listener::happened);
        } catch (CleaveException nonsense) {
            stop(nonsense);
            return;
        } catch (RuntimeException thrown) {
            stop(CleaveException.of("LISTENER_THREW", String.valueOf(thrown), false, thrown));
            return;
        }
        if (event.isPresent()
                && event.get() instanceof JobEvent.Changed changed
                && changed.job().state().isEnd()
                && end()) {
            listener.ended();
        }
    }

    private void failed(Stream stream, Throwable thrown) {
        StatusRuntimeException status =
                new StatusRuntimeException(Status.fromThrowable(thrown), Status.trailersFromThrowable(thrown));
        Trouble trouble = Trouble.of(status);
        if (trouble.isRefusal() && !trouble.exception().isRetryable()) {
            boolean mine;
            synchronized (this) {
                mine = current == stream;
            }
            if (mine) {
                stop(trouble.exception());
            }
            return;
        }
        boolean longEnough = time.nanos() - stream.openedAt >= STREAM_LIFE.toNanos() / 2;
        boolean ranOut = status.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED && longEnough;
        goOn(stream, trouble.anotherMayDo() && !ranOut, trouble.exception());
    }

    private void goOn(Stream stream, boolean atAnother, CleaveException why) {
        CleaveException givenUp = null;
        synchronized (this) {
            if (over || current != stream) {
                return;
            }
            if (atAnother) {
                nodes.failed(stream.turn);
            }
            failures++;
            Duration pause = why.retryAfter()
                    .map(backOff::notBefore)
                    .orElseGet(() -> failures < nodes.count() ? Duration.ZERO : backOff.next());
            if (time.nanos() + pause.toNanos() - heardAt > patience.toNanos()) {
                givenUp = why;
            } else {
                reopen(pause);
            }
        }
        if (givenUp != null) {
            stop(CleaveException.of(
                    givenUp.code(),
                    "job " + job + " is out of sight: no answer from " + nodes + " for " + patience.toSeconds() + " s: "
                            + givenUp.getMessage(),
                    true,
                    givenUp));
        }
    }

    /** One stream of events. */
    private final class Stream
            implements ClientResponseObserver<WatchJobRequest, dev.cleave.wire.proto.jobs.v1.JobEvent> {

        private final Nodes.Turn turn;
        private final long openedAt;
        private volatile @Nullable ClientCallStreamObserver<WatchJobRequest> call;

        private Stream(Nodes.Turn turn, long openedAt) {
            this.turn = turn;
            this.openedAt = openedAt;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchJobRequest> started) {
            call = started;
        }

        private void cancel() {
            ClientCallStreamObserver<WatchJobRequest> started = call;
            if (started != null) {
                started.cancel("not wanted any more", null);
            }
        }

        @Override
        public void onNext(dev.cleave.wire.proto.jobs.v1.JobEvent event) {
            tell(this, event);
        }

        @Override
        public void onError(Throwable thrown) {
            failed(this, thrown);
        }

        @Override
        public void onCompleted() {
            goOn(this, true, CleaveException.of(CleaveException.NO_CLUSTER, "the stream ended early", true, null));
        }
    }
}
