package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.id;
import static dev.cleave.core.coordination.Bench.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    private final Bench bench = Bench.ofSession();

    private static void say(Bench bench, ToSession message) {
        bench.coordination.receive(message, bench.now);
    }

    private static void chunk(Bench bench, int number) {
        say(bench, new ToSession.Chunk(number, false, payload("problem " + number)));
    }

    private static FromSession.Ended ended(int number, String result) {
        return new FromSession.Ended(number, payload(result));
    }

    private void oneChunkAt(int number) {
        bench.join(A, 1);
        bench.hungry(A);
        chunk(bench, number);
    }

    @Test
    void theRootIsRunByNobody() {
        bench.join(A, 1);
        bench.hungry(A);
        assertThat(bench.grantedTo(A)).isEmpty();
        bench.coordination.clientOpened(bench.now);
        assertThat(bench.port.toClient).containsExactly(new FromSession.Opened(SessionBook.WINDOW));
    }

    @Test
    void aChunkIsGrantedWhenItComesAndItsResultGoesToTheClient() {
        oneChunkAt(0);
        assertThat(bench.grantedTo(A)).containsExactly(id(1, 0));
        assertThat(bench.lastGrant(A).problem()).isEqualTo(payload("problem 0"));
        bench.finish(A, id(1, 0), "done");
        bench.finish(A, id(1, 0), "done");
        assertThat(bench.port.toClient).containsExactly(ended(0, "done"));
    }

    @Test
    void aResultIsKeptUntilTheClientHasIt() {
        oneChunkAt(0);
        bench.finish(A, id(1, 0), "done");
        assertThat(bench.coordination.kept()).isEqualTo(2);
        say(bench, new ToSession.Holding(0, List.of(0)));
        assertThat(bench.port.toClient).containsExactly(ended(0, "done"), ended(0, "done"));
        say(bench, new ToSession.Unwanted(List.of(0)));
        assertThat(bench.coordination.kept()).as("the root alone").isEqualTo(1);
        assertThat(bench.image().kept()).isEqualTo(1);
    }

    @Test
    void whatIsUnwantedIsRevoked() {
        oneChunkAt(0);
        say(bench, new ToSession.Unwanted(List.of(0)));
        assertThat(bench.revokedAt(A)).containsExactly(id(1, 0));
        bench.finish(A, id(1, 0), "too late");
        assertThat(bench.port.toClient).isEmpty();
    }

    @Test
    void whatTheClientDoesNotHoldIsDroppedAndWhatIsNotKnownIsAskedFor() {
        oneChunkAt(0);
        chunk(bench, 1);
        say(bench, new ToSession.Holding(3, List.of(1, 2)));
        assertThat(bench.revokedAt(A)).containsExactly(id(1, 0));
        assertThat(bench.port.toClient).containsExactly(new FromSession.Missing(List.of(2)));
    }

    @Test
    void aChunkThatComesTwiceIsOne() {
        oneChunkAt(0);
        chunk(bench, 0);
        bench.join(B, 1);
        bench.hungry(B);
        assertThat(bench.grantedTo(B)).isEmpty();
    }

    @Test
    void aNumberThatWasKnownBeforeIsGrantedAboveEveryAttemptThatWasDropped() {
        oneChunkAt(0);
        say(bench, new ToSession.Unwanted(List.of(0)));
        chunk(bench, 0);
        bench.hungry(A);
        assertThat(bench.grantedTo(A)).containsExactly(id(1, 0), id(2, 0));
    }

    @Test
    void aChunkWhoseNodeIsLostGoesToAnother() {
        oneChunkAt(0);
        bench.coordination.nodeLost(A, bench.now);
        bench.join(B, 1);
        bench.hungry(B);
        assertThat(bench.grantedTo(B)).containsExactly(id(2, 0));
    }

    @Test
    void aChunkThatFailsFailsAlone() {
        oneChunkAt(0);
        bench.receive(A, new ToCoordinator.LeaseFailed(id(1, 0), Path.EMPTY, JobFailure.of(Code.SOLVE_THREW, "", "x")));
        assertThat(bench.port.outcomes).isEmpty();
        assertThat(bench.port.toClient).hasSize(1).first().isInstanceOfSatisfying(FromSession.Failed.class, failed -> {
            assertThat(failed.number()).isZero();
            assertThat(failed.failure().code()).isEqualTo(Code.SOLVE_THREW);
        });
        assertThat(bench.coordination.kept()).isEqualTo(1);
    }

    @Test
    void aChunkThatKillsItsRunnersIsPoisonAndTheOthersGoOn() {
        oneChunkAt(0);
        chunk(bench, 1);
        for (int attempt = 1; attempt <= Suspects.MOST_DEATHS; attempt++) {
            bench.beat(A, 1, 1, 0, 0, bench.held(id(attempt, 0)));
            bench.runnerDied(A, attempt, List.of(id(attempt, 0)), List.of());
            bench.beat(A, 1, 0, attempt < Suspects.MOST_DEATHS ? 0 : 1, 0, List.of());
        }
        assertThat(bench.port.outcomes).isEmpty();
        assertThat(bench.port.toClient)
                .filteredOn(FromSession.Failed.class::isInstance)
                .extracting(message -> ((FromSession.Failed) message).failure().code())
                .containsExactly(Code.POISON);
        assertThat(bench.grantedTo(A)).contains(id(1, 1));
    }

    @Test
    void theNextCoordinatorHasTheChunksAndTheirResults() {
        oneChunkAt(0);
        chunk(bench, 1);
        bench.finish(A, id(1, 0), "done");
        Bench next = bench.afterLosing(0);
        say(next, new ToSession.Holding(1, List.of(0, 1)));
        assertThat(next.port.toClient).containsExactly(ended(0, "done"));
        next.join(A, 1);
        next.hungry(A);
        assertThat(next.grants(A)).hasSize(1);
        assertThat(next.lastGrant(A).problem()).isEqualTo(payload("problem 1"));
    }

    @Test
    void aSessionEndsWhenItsClientClosesIt() {
        oneChunkAt(0);
        say(bench, new ToSession.Close());
        assertThat(bench.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aSessionWithoutAClientEndsAfterAMinute() {
        bench.pass(59_000);
        say(bench, new ToSession.Alive());
        bench.pass(59_000);
        assertThat(bench.port.outcomes).isEmpty();
        bench.pass(2_000);
        assertThat(bench.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aClientThatSendsFarMoreThanItsWindowIsNotListenedTo() {
        for (int i = 0; i < 3 * SessionBook.WINDOW; i++) {
            chunk(bench, i);
        }
        assertThat(bench.coordination.kept()).isLessThanOrEqualTo(2 * SessionBook.WINDOW + 1);
    }

    @Test
    void aJobThatIsNoneHasNoClient() {
        Bench job = new Bench();
        assertThatThrownBy(() -> chunk(job, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected: a session");
    }
}
