package dev.cleave.benchmarks.part;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.wire.cluster.ClusterMessage;
import dev.cleave.wire.protocol.ClusterCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs a coordinator to read what nodes send and to write what it sends, without actors and network: batches of
 * one message, of many, and of one that lists much. From these follow the costs of a batch, of a message and of an entry.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessagePart {

    /** How many messages a large batch has, and how many entries a large message. */
    public static final int MANY = 64;

    private static final JobId JOB = new JobId("job-1");
    private static final NodeId NODE = new NodeId("node-1");
    private static final Payload PAYLOAD = new Payload.Inline(new byte[16]);

    private final byte[] oneResult = fromNode(results(1));
    private final byte[] manyResults = fromNode(results(MANY));
    private final byte[] shortHeartbeat = fromNode(List.of(heartbeat(1)));
    private final byte[] longHeartbeat = fromNode(List.of(heartbeat(MANY)));
    private final byte[] manySheds = fromNode(List.of(new ToCoordinator.Shed(listOf(MANY, MessagePart::child))));
    private final ClusterMessage oneReceipt = toNode(List.of(acknowledgement(1)));
    private final ClusterMessage manyReceipts = toNode(List.of(acknowledgement(MANY)));
    private final ClusterMessage oneGrant = toNode(grants(1));
    private final ClusterMessage manyGrants = toNode(grants(MANY));

    /** A batch with one result, read. */
    @Benchmark
    public ClusterMessage readResult() {
        return ClusterCodec.clusterMessage(oneResult);
    }

    /** A batch with many results, read. */
    @Benchmark
    public ClusterMessage readManyResults() {
        return ClusterCodec.clusterMessage(manyResults);
    }

    /** A heartbeat that lists one lease, read. */
    @Benchmark
    public ClusterMessage readHeartbeat() {
        return ClusterCodec.clusterMessage(shortHeartbeat);
    }

    /** A heartbeat that lists many leases, read. */
    @Benchmark
    public ClusterMessage readLongHeartbeat() {
        return ClusterCodec.clusterMessage(longHeartbeat);
    }

    /** A message with many subproblems that were given away, read. */
    @Benchmark
    public ClusterMessage readManySheds() {
        return ClusterCodec.clusterMessage(manySheds);
    }

    /** A batch with one receipt, written. */
    @Benchmark
    public byte[] writeReceipt() {
        return ClusterCodec.encode(oneReceipt);
    }

    /** A batch with many receipts in one message, written. */
    @Benchmark
    public byte[] writeManyReceipts() {
        return ClusterCodec.encode(manyReceipts);
    }

    /** A batch with one grant, written. */
    @Benchmark
    public byte[] writeGrant() {
        return ClusterCodec.encode(oneGrant);
    }

    /** A batch with many grants, written. */
    @Benchmark
    public byte[] writeManyGrants() {
        return ClusterCodec.encode(manyGrants);
    }

    private static byte[] fromNode(List<ToCoordinator> messages) {
        return ClusterCodec.encode(new ClusterMessage.ForCoordinator(JOB, NODE, 1, 1000, 1000, messages));
    }

    private static ClusterMessage toNode(List<ToNode> messages) {
        return new ClusterMessage.ForNode(JOB, 1, 1000, 1000, messages);
    }

    private static List<ToCoordinator> results(int count) {
        return listOf(count, i -> new ToCoordinator.Finished(lease(i), PAYLOAD, new Measured(1_000_000, 1_000, 1000)));
    }

    private static List<ToNode> grants(int count) {
        return listOf(
                count,
                i -> new ToNode.Grant(new Lease(lease(i), 1, 12, 1L << 40, PAYLOAD, List.of(), Lease.Care.NORMAL)));
    }

    private static ToNode acknowledgement(int count) {
        return new ToNode.Acknowledge(listOf(count, i -> Receipt.ended(lease(i))));
    }

    private static ToCoordinator heartbeat(int leases) {
        List<ToCoordinator.HeldLease> held = listOf(leases, i -> new ToCoordinator.HeldLease(lease(i), true, 1L << 40));
        List<PathKey> awaited = listOf(leases, i -> lease(i).key().child(7));
        return new ToCoordinator.Heartbeat(1000, 64, 64, 0, 100, 1_000_000_000L, held, List.of(), awaited, true);
    }

    private static ShedChild child(int i) {
        return new ShedChild(lease(0), Path.of(1, 2, 3, 4, 5, 6, i), 1L << 40, PAYLOAD, 1 + i);
    }

    private static LeaseId lease(int i) {
        return new LeaseId(PathKey.ROOT.child(i), 1);
    }

    private static <T> List<T> listOf(int count, IntFunction<? extends T> entry) {
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(entry.apply(i));
        }
        return List.copyOf(list);
    }
}
