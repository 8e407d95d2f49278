package dev.cleave.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.coordination.Coordination;
import dev.cleave.core.coordination.CoordinationPort;
import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages by which a job fails, and their acknowledgements, each lost, doubled, or late. */
class FailuresOnTheirWayTest {

    private static final long MILLI = 1_000_000L;
    private static final NodeId NODE = new NodeId("node-1");
    private static final JobSpec SPEC =
            new JobSpec(new JobId("job"), "my.Job", List.of(), Map.of(), List.of(), 1000, 1 << 20, false);

    /** What befalls the first three messages of a kind. */
    enum Fate {
        LOST,
        DOUBLED,
        LATE
    }

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private int befallen;
    private long now;

    @ParameterizedTest
    @CsvSource({
        "LeaseFailed, LOST",
        "LeaseFailed, DOUBLED",
        "LeaseFailed, LATE",
        "JobNotStarted, LOST",
        "JobNotStarted, DOUBLED",
        "JobNotStarted, LATE",
        "Acknowledge, LOST",
        "Acknowledge, DOUBLED",
        "Acknowledge, LATE"
    })
    void failTheJobOnce(String kind, Fate fate) {
        Wires wires = new Wires(kind, fate);
        JobFailure failure = kind.equals("JobNotStarted")
                ? JobFailure.of(Code.JOB_NOT_LOADABLE, "", "no such class")
                : JobFailure.of(Code.SOLVE_THREW, "/1", "boom");
        wires.start();
        wires.fail(failure);
        for (int i = 0; i < 1_000; i++) {
            now += 10 * MILLI;
            wires.node.tick(now);
            wires.coordination.tick(now);
        }
        late.forEach(Runnable::run);
        assertThat(befallen).isPositive();
        assertThat(outcomes).containsExactly(new Outcome.Failed(failure));
    }

    /** One node and its coordinator, with messages that arrive at once, or meet their fate. */
    private final class Wires implements NodePort, CoordinationPort {

        private final String kind;
        private final Fate fate;
        private LeaseId granted;
        final NodeJob node = new NodeJob(SPEC, List.of(), "/blobs", 1, NodeSettings.defaults(), this);
        final Coordination coordination = new Coordination(SPEC, 1, CoordinationSettings.defaults(), this);

        Wires(String kind, Fate fate) {
            this.kind = kind;
            this.fate = fate;
        }

        void start() {
            coordination.start(now);
            coordination.nodeJoined(NODE, 1, now);
            node.start(now);
            node.runnerUp(1, now);
        }

        void fail(JobFailure failure) {
            if (kind.equals("JobNotStarted")) {
                node.fromRunner(1, new FromRunner.JobNotLoaded(failure), now);
                return;
            }
            node.fromRunner(1, new FromRunner.JobLoaded(), now);
            assertThat(granted).isNotNull();
            node.fromRunner(1, new FromRunner.LeaseStarted(granted), now);
            node.fromRunner(1, new FromRunner.LeaseFailed(granted, Path.of(1), failure), now);
        }

        @Override
        public void send(ToCoordinator message) {
            pass(message, () -> coordination.receive(NODE, message, now));
        }

        @Override
        public void send(NodeId to, ToNode message) {
            if (message instanceof ToNode.Grant grant) {
                granted = grant.lease().id();
            }
            pass(message, () -> node.receive(message, now));
        }

        private void pass(Object message, Runnable delivery) {
            if (!message.getClass().getSimpleName().equals(kind) || befallen == 3) {
                delivery.run();
                return;
            }
            befallen++;
            switch (fate) {
                case LOST -> {}
                case DOUBLED -> {
                    delivery.run();
                    delivery.run();
                }
                case LATE -> late.add(delivery);
            }
        }

        @Override
        public void ended(Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void toRunner(ToRunner message) {}

        @Override
        public void launchRunner(boolean fresh) {}

        @Override
        public void killRunner(String why) {}

        @Override
        public void keepRunner() {}
    }
}
