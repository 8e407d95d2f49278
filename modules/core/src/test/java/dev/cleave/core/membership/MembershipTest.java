package dev.cleave.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.job.NodeId;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final Membership membership = new Membership(100);

    @Test
    void aNodeJoinsWithItsFirstHeartbeat() {
        assertThat(membership.heartbeat(A, 0)).isTrue();
        assertThat(membership.heartbeat(A, 10)).isFalse();
        assertThat(membership.isAlive(A)).isTrue();
        assertThat(membership.alive()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsSilentForTooLongIsLostOnce() {
        membership.heartbeat(A, 0);
        membership.heartbeat(B, 50);
        assertThat(membership.lost(99)).isEmpty();
        assertThat(membership.lost(100)).containsExactly(A);
        assertThat(membership.lost(140)).isEmpty();
        assertThat(membership.lost(150)).containsExactly(B);
    }

    @Test
    void aLostNodeMayComeBack() {
        membership.heartbeat(A, 0);
        membership.lost(200);
        assertThat(membership.heartbeat(A, 300)).isTrue();
        assertThat(membership.isAlive(A)).isTrue();
    }

    @Test
    void aNodeThatHasLeftDoesNotComeBack() {
        membership.heartbeat(A, 0);
        assertThat(membership.left(A)).isTrue();
        assertThat(membership.left(A)).isFalse();
        assertThat(membership.heartbeat(A, 10)).isFalse();
        assertThat(membership.lost(1000)).isEmpty();
        assertThat(membership.isAlive(A)).isFalse();
    }

    @Test
    void refusesASilenceThatNobodyCouldKeep() {
        assertThatThrownBy(() -> new Membership(0)).hasMessage("silence: 0 ns (expected: more than 0)");
    }
}
