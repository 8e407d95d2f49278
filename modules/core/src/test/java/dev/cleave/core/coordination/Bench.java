package dev.cleave.core.coordination;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A coordinator to try out: says what nodes would say, and keeps time. */
final class Bench {

    static final NodeId A = new NodeId("a");
    static final NodeId B = new NodeId("b");
    static final NodeId C = new NodeId("c");
    static final LeaseId ROOT = new LeaseId(PathKey.ROOT, 1);
    static final long MILLI = 1_000_000L;

    final RecordingPort port = new RecordingPort();
    final Coordination coordination;
    /** The journal, the ones before included. */
    final List<JournalRecord> journal;

    private final CoordinationSettings settings;
    private final Map<String, String> arguments;
    private final Map<NodeId, Long> sequences = new HashMap<>();
    long now;

    Bench() {
        this(CoordinationSettings.defaults());
    }

    Bench(CoordinationSettings settings) {
        this(settings, List.of(), 0, Map.of());
    }

    /** A bench whose job is a session. */
    static Bench ofSession() {
        return new Bench(CoordinationSettings.defaults(), List.of(), 0, Map.of(JobSpec.SESSION, ""));
    }

    private Bench(CoordinationSettings settings, List<JournalRecord> before, long now, Map<String, String> arguments) {
        this.settings = settings;
        this.arguments = arguments;
        this.journal = new ArrayList<>(before);
        this.now = now;
        JobSpec spec = new JobSpec(new JobId("job"), "Job", List.of(), arguments, List.of(), 1000, 1 << 20, false);
        JobImage image = image();
        coordination = new Coordination(spec, 7 + image.term() + 1, settings, port, journal::add);
        coordination.start(image, now);
    }

    /** What the journal says. */
    JobImage image() {
        JobImage image = new JobImage();
        journal.forEach(image::apply);
        return image;
    }

    /** The next coordinator, when the last records were not written. */
    Bench afterLosing(int records) {
        return new Bench(settings, journal.subList(0, journal.size() - records), now, arguments);
    }

    /** A bench whose root lease is held, and being run, by node A. */
    static Bench withRootAt(NodeId node) {
        Bench bench = new Bench();
        bench.join(node, 1);
        bench.hungry(node);
        bench.beat(node, 1, 1, 0, 0, bench.held(ROOT));
        return bench;
    }

    void join(NodeId node, int lanes) {
        coordination.nodeJoined(node, lanes, now);
    }

    /** A heartbeat of a node that has one lane, holds nothing and wants a lease. */
    void hungry(NodeId node) {
        beat(node, 1, 0, 1, 0, List.of());
    }

    void beat(NodeId node, int lanes, int busy, int wanted, int open, List<ToCoordinator.HeldLease> held) {
        beat(node, lanes, busy, wanted, open, held, List.of(), List.of());
    }

    void beat(
            NodeId node,
            int lanes,
            int busy,
            int wanted,
            int open,
            List<ToCoordinator.HeldLease> held,
            List<PathKey> unacknowledged,
            List<PathKey> awaited) {
        long sequence = sequences.merge(node, 1L, Long::sum);
        receive(
                node,
                new ToCoordinator.Heartbeat(
                        sequence, lanes, busy, wanted, open, 0, held, unacknowledged, awaited, true));
    }

    List<ToCoordinator.HeldLease> held(LeaseId... ids) {
        List<ToCoordinator.HeldLease> held = new ArrayList<>();
        for (LeaseId id : ids) {
            held.add(new ToCoordinator.HeldLease(id, true, 0));
        }
        return held;
    }

    void receive(NodeId node, ToCoordinator message) {
        coordination.receive(node, message, now);
    }

    void pass(long millis) {
        now += millis * MILLI;
        coordination.tick(now);
    }

    /** Sheds children of a lease; the digest follows from the path, the weight falls with the index. */
    void shed(NodeId node, LeaseId parent, Path... paths) {
        receive(
                node,
                new ToCoordinator.Shed(
                        Arrays.stream(paths).map(path -> child(parent, path)).toList()));
    }

    static ShedChild child(LeaseId parent, Path path) {
        long weight = 1000 - path.index(path.length() - 1);
        return new ShedChild(parent, path, weight, payload(path.toString()), 1 + path.hashCode());
    }

    static Payload payload(String text) {
        return new Payload.Inline(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static LeaseId id(int attempt, int... path) {
        return new LeaseId(PathKey.ROOT.descendant(Path.of(path)), attempt);
    }

    void finish(NodeId node, LeaseId lease, String result) {
        receive(node, new ToCoordinator.Finished(lease, payload(result), Measured.NOTHING));
    }

    static FinishedChild finished(String result, int... path) {
        return new FinishedChild(Path.of(path), 10, payload(result), Measured.NOTHING, 0);
    }

    void checkpoint(NodeId node, LeaseId lease, FinishedChild... children) {
        receive(node, new ToCoordinator.Checkpoint(lease, List.of(children)));
    }

    void runnerDied(NodeId node, long runner, List<LeaseId> running, List<LeaseId> others) {
        receive(node, new ToCoordinator.RunnerDied(runner, running, others, "exit status 1", Path.EMPTY));
    }

    List<LeaseId> grantedTo(NodeId node) {
        return grants(node).stream().map(Lease::id).toList();
    }

    List<Lease> grants(NodeId node) {
        return port.to(node, ToNode.Grant.class).stream()
                .map(ToNode.Grant::lease)
                .toList();
    }

    Lease lastGrant(NodeId node) {
        List<Lease> grants = grants(node);
        return grants.get(grants.size() - 1);
    }

    List<PathKey> deliveredTo(NodeId node) {
        return port.to(node, ToNode.Deliver.class).stream()
                .map(ToNode.Deliver::key)
                .toList();
    }

    List<LeaseId> revokedAt(NodeId node) {
        return port.to(node, ToNode.Revoke.class).stream()
                .map(ToNode.Revoke::lease)
                .toList();
    }

    List<Integer> askedOf(NodeId node) {
        return port.to(node, ToNode.AskToShed.class).stream()
                .map(ToNode.AskToShed::count)
                .toList();
    }

    Outcome outcome() {
        return port.outcomes.get(0);
    }
}
