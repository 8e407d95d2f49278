package dev.cleave.client;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.ClientWindow;
import dev.cleave.core.session.ToSession;
import dev.cleave.wire.proto.jobs.v1.SessionRequest;
import dev.cleave.wire.proto.jobs.v1.SessionResponse;
import dev.cleave.wire.proto.jobs.v1.SessionServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A session with a cluster: a job without an end of its own, to which chunks are added while it runs. Made by {@link
 * CleaveClient#openSession}.
 *
 * <p>Each chunk has exactly one result, whatever dies meanwhile: a stream that breaks is opened again, here or at another node,
 * and what is outstanding goes on there. Safe for use by many threads at once.
 */
public final class Session implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(250);
    /** How long a node may take until its coordinator listens. */
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(15);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Nodes nodes;
    private final Time time;
    private final Duration patience;
    private final String job;
    private final SessionListener listener;
    private final Consumer<Session> onEnd;
    private final BackOff backOff;
    private final ClientWindow window = new ClientWindow(new Port());
    private final List<ToSession> unsent = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private List<Runnable> news = new ArrayList<>();
    private @Nullable Stream current;
    private long heardAt;
    private boolean over;

    /**
     * One of which no stream is open yet.
     *
     * @param onEnd told once it has ended or is closed, perhaps twice
     */
    Session(
            Nodes nodes,
            Time time,
            RandomGenerator random,
            Duration patience,
            String job,
            SessionListener listener,
            Consumer<Session> onEnd) {
        this.nodes = nodes;
        this.time = time;
        this.patience = patience;
        this.job = job;
        this.listener = listener;
        this.onEnd = onEnd;
        this.backOff = new BackOff(random);
        this.heardAt = time.nanos();
    }

    /** Opens the first stream. */
    void begin() {
        open();
        tick();
    }

    /** The job that the session is. */
    public String job() {
        return job;
    }

    /** How many more chunks may be added now: none before the session is open, or while so many are outstanding. */
    public synchronized int room() {
        return over ? 0 : window.room();
    }

    /**
     * Has a chunk be solved.
     *
     * @param beside whether it waits more than it computes, and runs beside the lanes
     * @param problem as the program's codec encodes a problem; not to be changed afterwards
     * @return its number, from 0
     * @throws CleaveException {@code NO_ROOM} if there is none, or the session is over
     */
    public synchronized int add(boolean beside, byte[] problem) {
        if (room() == 0) {
            throw CleaveException.of(
                    "NO_ROOM", "session " + job + " has no room (expected: to wait for it)", true, null);
        }
        int number = window.add(beside, new Payload.Inline(problem));
        flush();
        return number;
    }

    /** Nobody wants the result of a chunk any more: what runs of it is interrupted, and nothing is said of it. */
    public synchronized void unwanted(int number) {
        window.drop(number);
        window.tick(time.nanos());
        flush();
    }

    private void open() {
        Stream stream;
        synchronized (this) {
            if (over) {
                return;
            }
            try {
                stream = new Stream(nodes.turn(), time.nanos());
            } catch (CleaveException closed) {
                time.later(Duration.ZERO, () -> end(closed));
                return;
            }
            current = stream;
        }
        try {
            SessionServiceGrpc.newStub(stream.turn.channel())
                    .openSession(stream)
                    .onNext(SessionRequest.newBuilder().setJob(job).build());
        } catch (IllegalStateException cancelledMeanwhile) {
            stream.cancel();
        }
    }

    private void tick() {
        Stream mute = null;
        synchronized (this) {
            if (over) {
                return;
            }
            long now = time.nanos();
            window.tick(now);
            flush();
            Stream stream = current;
            if (stream != null && !stream.isOpen && now - stream.openedAt >= OPEN_WITHIN.toNanos()) {
                mute = stream;
            }
        }
        if (mute != null) {
            broken(
                    mute,
                    CleaveException.of(
                            CleaveException.NO_CLUSTER,
                            "session " + job + " was not opened (expected: within " + OPEN_WITHIN.toSeconds() + " s)",
                            true,
                            null),
                    true,
                    false);
            mute.cancel();
        }
        time.later(TICK, this::tick);
    }

    /** Sends what there is; only with the lock held, as a stream takes one message at a time. */
    private void flush() {
        Stream stream = current;
        if (unsent.isEmpty()) {
            return;
        }
        if (stream != null && stream.isOpen) {
            SessionMapping.requests(unsent).forEach(stream::send);
        }
        unsent.clear();
    }

    private void heard(Stream stream, SessionResponse response) {
        List<Runnable> told;
        boolean roomBefore;
        boolean roomNow;
        synchronized (this) {
            if (over || current != stream) {
                return;
            }
            long now = time.nanos();
            heardAt = now;
            roomBefore = window.room() > 0;
            if (!stream.isOpen) {
                stream.isOpen = true;
                backOff.reset();
                window.connected(now);
            }
            SessionMapping.messages(response).forEach(message -> window.receive(message, now));
            window.tick(now);
            flush();
            roomNow = window.room() > 0;
            told = news;
            news = new ArrayList<>();
        }
        told.forEach(Session::tell);
        if (roomNow && (!roomBefore || !told.isEmpty())) {
            tell(listener::room);
        }
    }

    /** Tells one thing, so that what a listener throws keeps nobody else from hearing. */
    private static void tell(Runnable one) {
        try {
            one.run();
        } catch (Throwable thrown) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        }
    }

    private void broken(Stream stream, CleaveException why, boolean anotherMayDo, boolean isFinal) {
        boolean givenUp = false;
        synchronized (this) {
            if (over || current != stream) {
                return;
            }
            current = null;
            if (stream.isOpen) {
                heardAt = time.nanos(); // It was heard of until now, silent or not.
            }
            window.broken();
            unsent.clear();
            Duration pause = why.retryAfter().map(backOff::notBefore).orElseGet(backOff::next);
            if (isFinal || time.nanos() + pause.toNanos() - heardAt > patience.toNanos()) {
                givenUp = true;
            } else {
                if (anotherMayDo) {
                    nodes.failed(stream.turn);
                }
                time.later(pause, this::open);
            }
        }
        if (givenUp) {
            end(why);
        }
    }

    /** Ends it on this side, and says why; once only. */
    void end(CleaveException why) {
        Stream last;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            last = current;
            current = null;
        }
        if (last != null) {
            last.cancel();
        }
        ended.countDown();
        onEnd.accept(this);
        listener.over(why);
    }

    /** Ends the session, and whatever runs of it; waits a moment until the cluster knows. Nothing is said any more. */
    @Override
    public void close() {
        onEnd.accept(this);
        Stream last;
        synchronized (this) {
            last = current;
            if (over || last == null || !last.isOpen) {
                over = true;
                ended.countDown();
            } else {
                unsent.add(new ToSession.Close());
                flush();
                over = true;
            }
        }
        try {
            if (!ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS) && last != null) {
                last.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lastWordHeard() {
        boolean closed;
        synchronized (this) {
            closed = over;
        }
        if (closed) {
            ended.countDown();
        }
    }

    /** What the window says and hears. */
    private final class Port implements ClientWindow.Port {
        @Override
        public void send(ToSession message) {
            unsent.add(message);
        }

        @Override
        public void begun(int number) {
            news.add(() -> listener.begun(number));
        }

        @Override
        public void ended(int number, Payload result) {
            byte[] bytes = result instanceof Payload.Inline inline ? inline.bytes() : new byte[0];
            news.add(() -> listener.ended(number, bytes));
        }

        @Override
        public void failed(int number, JobFailure failure) {
            news.add(() -> listener.failed(number, failure));
        }
    }

    /** One stream of the session. */
    private final class Stream implements ClientResponseObserver<SessionRequest, SessionResponse> {

        private final Nodes.Turn turn;
        private final long openedAt;
        private volatile @Nullable ClientCallStreamObserver<SessionRequest> call;
        /** Whether the coordinator listens; guarded by the session. */
        private boolean isOpen;

        private Stream(Nodes.Turn turn, long openedAt) {
            this.turn = turn;
            this.openedAt = openedAt;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<SessionRequest> started) {
            call = started;
        }

        private void send(SessionRequest request) {
            ClientCallStreamObserver<SessionRequest> to = call;
            try {
                if (to != null) {
                    to.onNext(request);
                }
            } catch (IllegalStateException broken) {
                // Its end is told besides, and what is lost is said again over the next one.
            }
        }

        private void cancel() {
            ClientCallStreamObserver<SessionRequest> started = call;
            if (started != null) {
                started.cancel("not wanted any more", null);
            }
        }

        @Override
        public void onNext(SessionResponse response) {
            heard(this, response);
        }

        @Override
        public void onError(Throwable thrown) {
            lastWordHeard();
            Trouble trouble = Trouble.of(
                    new StatusRuntimeException(Status.fromThrowable(thrown), Status.trailersFromThrowable(thrown)));
            boolean isFinal = trouble.isRefusal() && !trouble.exception().isRetryable();
            broken(this, trouble.exception(), trouble.anotherMayDo(), isFinal);
        }

        @Override
        public void onCompleted() {
            lastWordHeard();
            broken(
                    this,
                    CleaveException.of(CleaveException.CLOSED, "session " + job + " has ended", false, null),
                    false,
                    true);
        }
    }
}
