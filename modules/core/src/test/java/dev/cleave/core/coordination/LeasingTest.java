package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasingTest {

    private final Bench bench = new Bench();

    @Test
    void theRootGoesToTheFirstNodeThatWantsWork() {
        bench.join(A, 1);
        bench.join(B, 1);
        assertThat(bench.port.sent).isEmpty();

        bench.hungry(B);

        Lease lease = bench.lastGrant(B);
        assertThat(lease.id()).isEqualTo(ROOT);
        assertThat(lease.weight()).isEqualTo(Weight.WHOLE);
        assertThat(lease.problem()).isNull();
        assertThat(lease.known()).isEmpty();
        assertThat(lease.care()).isEqualTo(Lease.Care.NORMAL);
        assertThat(bench.grants(A)).isEmpty();
    }

    @Test
    void everyLeaseCarriesTheEpoch() {
        bench.join(A, 1);
        bench.hungry(A);
        assertThat(bench.lastGrant(A).epoch()).isEqualTo(7);
    }

    @Test
    void aNodeThatNeverJoinedGetsNothing() {
        bench.hungry(A);
        assertThat(bench.grants(A)).isEmpty();
        assertThat(bench.coordination.shares()).isEmpty();
    }

    @Test
    void theLargestLeaseGoesFirst() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(5), Path.of(2), Path.of(9));
        bench.join(B, 1);
        bench.hungry(B);
        assertThat(bench.grantedTo(B)).containsExactly(id(1, 2));
    }

    @Test
    void leasesGoToNodesInProportionToTheirLanes() {
        Bench bench = Bench.withRootAt(A);
        Path[] paths = new Path[6];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = Path.of(i);
        }
        bench.shed(A, ROOT, paths);
        bench.join(B, 4);
        bench.join(Bench.C, 2);
        bench.port.clear();
        // Both want eight, and there are six; but B has twice the lanes.
        bench.beat(Bench.C, 2, 2, 0, 0, List.of());
        bench.beat(B, 4, 0, 4, 0, List.of());
        bench.beat(Bench.C, 2, 0, 2, 0, List.of());
        assertThat(bench.grants(B)).hasSize(4);
        assertThat(bench.grants(Bench.C)).hasSize(2);
    }

    @Test
    void whatIsOnItsWayToANodeCountsAgainstWhatItWants() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(0), Path.of(1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.hungry(B);
        assertThat(bench.grants(B)).hasSize(1);

        bench.beat(B, 1, 1, 1, 0, bench.held(id(1, 0)));
        assertThat(bench.grants(B)).hasSize(2);
    }

    @Test
    void aGrantThatIsNotListedInTimeIsSentAgainAsTheSameAttempt() {
        bench.join(A, 1);
        bench.hungry(A);
        bench.pass(100);
        bench.hungry(A);
        assertThat(bench.grants(A)).hasSize(1);

        bench.pass(500);
        bench.hungry(A);
        assertThat(bench.grantedTo(A)).containsExactly(ROOT, ROOT);
    }

    @Test
    void aGrantIsNotSentAgainWhileItsEndIsNotAcknowledged() {
        bench.join(A, 1);
        bench.hungry(A);
        bench.pass(600);
        bench.beat(A, 1, 0, 1, 0, List.of(), List.of(Receipt.ended(ROOT)), List.of());
        assertThat(bench.grants(A)).hasSize(1);
    }

    @Test
    void aLeaseGivenBackIsPendingAgainAndNotCountedAsARetry() {
        bench.join(A, 1);
        bench.hungry(A);
        bench.join(B, 1);
        bench.receive(A, new ToCoordinator.Returned(List.of(ROOT)));
        assertThat(bench.port.to(A, ToNode.Acknowledge.class))
                .containsExactly(new ToNode.Acknowledge(List.of(Receipt.ended(ROOT))));
        bench.hungry(B);

        assertThat(bench.grantedTo(B)).containsExactly(new LeaseId(ROOT.key(), 2));
        assertThat(bench.coordination.counts().retries()).isZero();
        assertThat(bench.coordination.counts().leases()).isEqualTo(2);
    }

    @Test
    void aLeaseGivenBackLateChangesNothing() {
        bench.join(A, 1);
        bench.join(B, 1);
        bench.hungry(A);
        bench.receive(A, new ToCoordinator.Returned(List.of(ROOT)));
        bench.hungry(B);
        bench.receive(A, new ToCoordinator.Returned(List.of(ROOT)));
        assertThat(bench.coordination.progress().runningLeases()).isEqualTo(1);
    }

    @Test
    void aDrainingNodeGetsNothingNew() {
        bench.join(A, 1);
        bench.coordination.nodeDraining(A, bench.now);
        bench.hungry(A);
        assertThat(bench.grants(A)).isEmpty();
        assertThat(bench.coordination.progress().waitingFor())
                .isEqualTo("no node: all are leaving, waits for one to join");
    }

    @Test
    void aDrainingNodeThatHasGivenAllBackIsNotBusyWhateverItSaidLast() {
        Bench bench = Bench.withRootAt(A);
        bench.beat(A, 1, 1, 0, 0, bench.held(ROOT));
        assertThat(bench.coordination.progress().busyLanes()).isEqualTo(1);
        bench.coordination.nodeDraining(A, bench.now);
        assertThat(bench.coordination.progress().busyLanes()).isEqualTo(1);
        bench.receive(A, new ToCoordinator.Returned(List.of(ROOT)));
        assertThat(bench.coordination.progress().busyLanes()).isZero();
    }

    @Test
    void sharesTellWhatEachNodeDid() {
        Bench bench = Bench.withRootAt(A);
        bench.join(B, 4);
        assertThat(bench.coordination.shares().get(A)).isEqualTo(new NodeShare(1, 0, 1));
        assertThat(bench.coordination.shares().get(B)).isEqualTo(new NodeShare(4, 0, 0));
    }
}
