package dev.cleave.core.node;

import static dev.cleave.core.node.NodeBench.id;
import static dev.cleave.core.node.NodeBench.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import org.junit.jupiter.api.Test;

/** A node whose job another controller takes over. */
class ObeyTest {

    private final NodeBench bench = NodeBench.ready(2);
    private final RecordingNodePort port = bench.port;

    @Test
    void aLaterControllerIsToldAtOnceWhatIsHeldAndNotAcknowledged() {
        bench.grant(id(1));
        bench.grant(id(1, 4));
        bench.finished(id(1));
        int finishedSaid = port.sent(ToCoordinator.Finished.class).size();
        int beats = port.sent(ToCoordinator.Heartbeat.class).size();
        bench.job.obey(2, bench.now);
        assertThat(port.sent(ToCoordinator.Finished.class)).hasSize(finishedSaid + 1);
        assertThat(port.sent(ToCoordinator.Heartbeat.class)).hasSize(beats + 1);
        assertThat(port.lastBeat().complete()).isTrue();
        assertThat(port.lastBeat().held()).containsExactly(new ToCoordinator.HeldLease(id(1, 4), false, 0));
        assertThat(port.lastBeat().unacknowledged()).containsExactly(Receipt.ended(id(1)));
    }

    @Test
    void whatIsHeldIsKept() {
        bench.grant(id(1));
        bench.job.obey(2, bench.now);
        assertThat(port.told(ToRunner.DropLease.class)).isEmpty();
        bench.finished(id(1));
        assertThat(port.sent(ToCoordinator.Finished.class)).hasSize(1);
    }

    @Test
    void aGrantOfAnEarlierControllerThatComesLateIsRefused() {
        bench.job.obey(2, bench.now);
        bench.receive(new ToNode.Grant(lease(id(1), 1)));
        assertThat(port.told(ToRunner.RunLease.class)).isEmpty();
        bench.receive(new ToNode.Grant(lease(id(7), 2)));
        assertThat(port.told(ToRunner.RunLease.class)).hasSize(1);
    }

    @Test
    void aControllerThatIsNotLaterIsToldNothingMore() {
        bench.job.obey(2, bench.now);
        int beats = port.sent(ToCoordinator.Heartbeat.class).size();
        bench.job.obey(2, bench.now);
        bench.job.obey(1, bench.now);
        assertThat(port.sent(ToCoordinator.Heartbeat.class)).hasSize(beats);
    }
}
