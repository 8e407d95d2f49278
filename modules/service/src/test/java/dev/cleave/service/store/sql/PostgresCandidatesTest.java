package dev.cleave.service.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.service.store.Candidates.Candidate;
import dev.cleave.service.store.Candidates.Standing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lease of the controller, as several processes see it: several connections stand for them. */
class PostgresCandidatesTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Candidate A = new Candidate("a:1#1", "a:1", "a:2");
    private static final Candidate B = new Candidate("b:1#1", "b:1", "b:2");

    private final String url = PostgresServer.newDatabase();
    private final PostgresCandidates one;
    private final PostgresCandidates two;

    PostgresCandidatesTest() {
        PostgresStore.open(PostgresServer.settings(url)).close();
        one = PostgresCandidates.open(PostgresServer.settings(url));
        two = PostgresCandidates.open(PostgresServer.settings(url));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void theFirstHoldsTheLeaseAndTheOthersSeeWhoItIs() {
        assertThat(one.stand(A, false, LONG).isHolder()).isTrue();
        Standing other = two.stand(B, false, LONG);
        assertThat(other.isHolder()).isFalse();
        assertThat(other.holder()).isEqualTo("a:1");
        assertThat(other.holderApi()).isEqualTo("a:2");
        assertThat(other.left()).isBetween(Duration.ofSeconds(1), LONG);
        assertThat(other.joined()).isEmpty();
        one.stand(A, true, LONG);
        assertThat(two.stand(B, false, LONG).joined()).containsExactly("a:1");
        assertThat(one.stand(A, true, LONG).isHolder()).isTrue();
    }

    @Test
    void aLeaseThatIsNotRenewedIsAnothers() {
        assertThat(one.stand(A, true, SHORT).isHolder()).isTrue();
        await().until(() -> two.stand(B, true, LONG).isHolder());
        assertThat(one.stand(A, true, LONG).isHolder()).isFalse();
    }

    @Test
    void aLeaseThatIsGivenBackIsAnothersAtOnce() {
        one.stand(A, true, LONG);
        one.withdraw(A);
        Standing now = two.stand(B, true, LONG);
        assertThat(now.isHolder()).isTrue();
        assertThat(now.joined()).isEmpty();
    }

    @Test
    void theNextLifeOfAProcessDoesNotHoldTheLeaseOfTheLast() {
        one.stand(A, true, LONG);
        assertThat(one.stand(new Candidate("a:1#2", "a:1", "a:2"), false, LONG).isHolder())
                .isFalse();
    }

    @Test
    void whoDoesNotBelongToTheClusterDoesNotTakeTheLeaseFromThoseWhoDo() {
        one.stand(A, true, LONG);
        one.withdraw(A);
        one.stand(A, true, LONG);
        PostgresServer.execute(url, "UPDATE controller_lease SET expires_at = 0");
        assertThat(two.stand(B, false, LONG).isHolder()).isFalse();
        assertThat(two.stand(B, true, LONG).isHolder()).isTrue();
    }

    @Test
    void ofManyAtTheSameTimeOneGetsIt() throws Exception {
        int count = 6;
        List<PostgresCandidates> all = IntStream.range(0, count)
                .mapToObj(i -> PostgresCandidates.open(PostgresServer.settings(url)))
                .toList();
        try {
            for (int round = 0; round < 10; round++) {
                PostgresServer.execute(url, "UPDATE controller_lease SET expires_at = 0");
                CyclicBarrier together = new CyclicBarrier(count);
                int number = round;
                List<CompletableFuture<Boolean>> asked = IntStream.range(0, count)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        together.await();
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                    return all.get(i)
                                            .stand(new Candidate("c" + i + "#" + number, "c" + i, "api"), true, LONG)
                                            .isHolder();
                                },
                                task -> new Thread(task).start()))
                        .toList();
                int holders = 0;
                for (CompletableFuture<Boolean> each : asked) {
                    holders += each.get() ? 1 : 0;
                }
                assertThat(holders).as("round %d", round).isEqualTo(1);
            }
        } finally {
            all.forEach(PostgresCandidates::close);
        }
    }
}
