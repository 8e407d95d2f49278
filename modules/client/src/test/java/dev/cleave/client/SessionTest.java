package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.JobFailure;
import dev.cleave.client.fixture.FakeServer;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.ToSession;
import dev.cleave.wire.proto.jobs.v1.SessionChunk;
import dev.cleave.wire.proto.jobs.v1.SessionRequest;
import dev.cleave.wire.proto.jobs.v1.SessionResponse;
import dev.cleave.wire.proto.jobs.v1.SessionResult;
import dev.cleave.wire.proto.jobs.v1.SessionServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session over streams that are silent, break or never open. */
class SessionTest {

    private final Streams streams = new Streams();
    private final HandTime time = new HandTime();
    private final Listener heard = new Listener();
    private FakeServer server;
    private CleaveClient client;

    @BeforeEach
    void open() throws Exception {
        server = new FakeServer(streams);
        Nodes nodes = new Nodes(List.of(new Address("server", 1)), address -> server.channel());
        client = CleaveClient.of(
                nodes,
                time,
                Executors.newCachedThreadPool(),
                TestClient.TIMEOUT,
                TestClient.TIMEOUT,
                TestClient.PATIENCE);
        client.openSession("job-0001", heard);
        awaitStreams(1);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void whatWaitedGoesInSmallMessages() {
        List<ToSession> unsent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            unsent.add(new ToSession.Chunk(i, false, new Payload.Inline(new byte[150_000])));
        }
        unsent.add(new ToSession.Close());
        List<SessionRequest> requests = SessionMapping.requests(unsent);
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.getSerializedSize()).isLessThan(1 << 20));
        assertThat(requests.stream()
                        .flatMap(request -> request.getChunksList().stream())
                        .map(SessionChunk::getNumber))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(requests.get(requests.size() - 1).getClose()).isTrue();
    }

    @Test
    void aStreamThatBreaksAfterALongSilenceIsOpenedAgain() {
        answer();
        time.pass(TestClient.PATIENCE.multipliedBy(6));
        streams.open.get(0).onError(Status.UNAVAILABLE.asRuntimeException());
        awaitStreams(2);
        assertThat(heard.said).doesNotContain("over " + CleaveException.NO_CLUSTER);
    }

    @Test
    void aStreamThatIsNeverAnsweredIsOpenedAgain() {
        time.pass(Duration.ofSeconds(16));
        awaitStreams(2);
        assertThat(heard.said).isEmpty();
    }

    @Test
    void aSessionEndsWithItsClient() {
        answer();
        client.close();
        assertThat(heard.said).containsExactly("room", "over " + CleaveException.CLOSED);
    }

    @Test
    void aSessionThatIsNotOpenYetEndsWithItsClient() {
        client.close();
        assertThat(heard.said).containsExactly("over " + CleaveException.CLOSED);
    }

    @Test
    void whatAListenerThrowsKeepsNoOtherResultBack() {
        Session session = client.openSession("job-0002", heard);
        awaitStreams(2);
        streams.open.get(1).onNext(SessionResponse.newBuilder().setWindow(8).build());
        await().atMost(TestClient.LONG).until(() -> session.room() == 8);
        heard.throwsAt = session.add(false, new byte[1]);
        int other = session.add(false, new byte[1]);
        streams.open
                .get(1)
                .onNext(SessionResponse.newBuilder()
                        .addResults(SessionResult.newBuilder().setNumber(heard.throwsAt))
                        .addResults(SessionResult.newBuilder().setNumber(other))
                        .build());
        await().dontCatchUncaughtExceptions()
                .atMost(TestClient.LONG)
                .until(() -> heard.said.contains("ended " + other));
    }

    private void answer() {
        streams.open.get(0).onNext(SessionResponse.newBuilder().setWindow(8).build());
        await().atMost(TestClient.LONG).until(() -> heard.said.contains("room"));
    }

    private void awaitStreams(int count) {
        await().atMost(TestClient.LONG).until(() -> {
            time.pass(Duration.ofMillis(10));
            return streams.open.size() >= count;
        });
    }

    /** A server that opens streams and leaves the rest to the test. */
    private static final class Streams extends SessionServiceGrpc.SessionServiceImplBase {

        private final List<StreamObserver<SessionResponse>> open = new CopyOnWriteArrayList<>();

        @Override
        public StreamObserver<SessionRequest> openSession(StreamObserver<SessionResponse> out) {
            open.add(out);
            return new StreamObserver<>() {
                @Override
                public void onNext(SessionRequest request) {}

                @Override
                public void onError(Throwable cutOff) {}

                @Override
                public void onCompleted() {}
            };
        }
    }

    /** Time that passes when the test says so. */
    private static final class HandTime implements Time {

        private record Alarm(long at, Runnable what) {}

        private final List<Alarm> alarms = new ArrayList<>();
        private long nanos;

        /** Lets time pass in one leap, and does what is due then. */
        void pass(Duration howLong) {
            List<Alarm> due = new ArrayList<>();
            synchronized (this) {
                nanos += howLong.toNanos();
                alarms.stream().filter(alarm -> alarm.at <= nanos).forEach(due::add);
                alarms.removeAll(due);
            }
            due.forEach(alarm -> alarm.what.run());
        }

        @Override
        public synchronized long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration howLong) {
            pass(howLong);
        }

        @Override
        public synchronized void later(Duration howLong, Runnable what) {
            alarms.add(new Alarm(nanos + howLong.toNanos(), what));
        }

        @Override
        public synchronized void close() {
            alarms.clear();
        }
    }

    /** Keeps what is heard. */
    private static final class Listener implements SessionListener {

        private final List<String> said = new CopyOnWriteArrayList<>();
        private volatile int throwsAt = -1;

        @Override
        public void room() {
            said.add("room");
        }

        @Override
        public void begun(int number) {
            said.add("begun " + number);
        }

        @Override
        public void ended(int number, byte[] result) {
            if (number == throwsAt) {
                throw new AssertionError("as the test wants it");
            }
            said.add("ended " + number);
        }

        @Override
        public void failed(int number, JobFailure failure) {
            said.add("failed " + number);
        }

        @Override
        public void over(CleaveException why) {
            said.add("over " + why.code());
        }
    }
}
