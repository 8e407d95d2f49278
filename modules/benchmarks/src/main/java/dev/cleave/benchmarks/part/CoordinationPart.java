package dev.cleave.benchmarks.part;

import dev.cleave.core.coordination.Coordination;
import dev.cleave.core.coordination.CoordinationPort;
import dev.cleave.core.coordination.CoordinationSettings;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What the coordinator's decisions cost, without actors and network: a subproblem that is shed, becomes a pending lease,
 * is granted to another node, and comes back as a result; and a heartbeat that says nothing new.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoordinationPart {

    private static final int LEASES = 1000;
    private static final NodeId HOLDER = new NodeId("holder");
    private static final NodeId TAKER = new NodeId("taker");
    private static final LeaseId ROOT = new LeaseId(PathKey.ROOT, 1);
    private static final Payload PAYLOAD = new Payload.Inline(new byte[16]);

    private static final class Counter implements CoordinationPort {

        private long granted;

        @Override
        public void send(NodeId node, ToNode message) {
            granted += message instanceof ToNode.Grant ? 1 : 0;
        }

        @Override
        public void ended(Outcome outcome) {
            throw new IllegalStateException("ended too early: " + outcome);
        }
    }

    /** The whole life of a lease: shed, granted, finished; three messages in and four out. */
    @Benchmark
    @OperationsPerInvocation(LEASES)
    public Coordination shedGrantFinish() {
        Counter port = new Counter();
        Coordination coordination = begun(port);
        for (int i = 0; i < LEASES; i++) {
            ShedChild child = new ShedChild(ROOT, Path.of(i), 1000, PAYLOAD, 1 + i);
            coordination.receive(HOLDER, new ToCoordinator.Shed(List.of(child)), i);
            coordination.receive(TAKER, beat(i, 0, 1, List.of()), i);
            LeaseId lease = new LeaseId(PathKey.ROOT.child(i), 1);
            coordination.receive(TAKER, new ToCoordinator.Finished(lease, PAYLOAD, Measured.NOTHING), i);
        }
        if (port.granted != LEASES + 1) {
            throw new IllegalStateException(port.granted + " grants (expected: " + (LEASES + 1) + ")");
        }
        return coordination;
    }

    /** A heartbeat of a busy node that holds one lease. */
    @Benchmark
    @OperationsPerInvocation(LEASES)
    public Coordination heartbeat() {
        Coordination coordination = begun(new Counter());
        List<ToCoordinator.HeldLease> held = List.of(new ToCoordinator.HeldLease(ROOT, true, 0));
        for (int i = 0; i < LEASES; i++) {
            coordination.receive(HOLDER, beat(2 + i, 1, 0, held), i);
        }
        return coordination;
    }

    private static Coordination begun(CoordinationPort port) {
        JobSpec spec = new JobSpec(new JobId("job"), "Job", List.of(), Map.of(), List.of(), 1000, 1 << 20, false);
        Coordination coordination = new Coordination(spec, 7, CoordinationSettings.defaults(), port);
        coordination.start(0);
        coordination.nodeJoined(HOLDER, 1, 0);
        coordination.receive(HOLDER, beat(0, 0, 1, List.of()), 0);
        coordination.receive(HOLDER, beat(1, 1, 0, List.of(new ToCoordinator.HeldLease(ROOT, true, 0))), 0);
        coordination.nodeJoined(TAKER, 1, 0);
        return coordination;
    }

    private static ToCoordinator.Heartbeat beat(
            long sequence, int busy, int wanted, List<ToCoordinator.HeldLease> held) {
        return new ToCoordinator.Heartbeat(sequence, 1, busy, wanted, 0, 0, held, List.of(), List.of(), true);
    }
}
