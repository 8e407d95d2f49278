package dev.cleave.core.node;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A node's part in a job to try out: says what coordinator and runner would say, and keeps time. */
final class NodeBench {

    static final long MILLI = 1_000_000L;
    static final Payload RESULT = new Payload.Inline(new byte[] {42});

    final RecordingNodePort port = new RecordingNodePort();
    final NodeJob job;
    long now;
    long runner;

    NodeBench(int lanes) {
        this(lanes, false);
    }

    NodeBench(int lanes, boolean profile) {
        JobSpec spec =
                new JobSpec(new JobId("job"), "my.Job", List.of(), Map.of("n", "4"), List.of(), 1000, 1 << 20, profile);
        job = new NodeJob(spec, List.of("a.jar"), "/blobs", lanes, NodeSettings.defaults(), port);
        job.start(now);
    }

    /** A node whose runner has loaded the job. */
    static NodeBench ready(int lanes) {
        NodeBench bench = new NodeBench(lanes);
        bench.runnerReady();
        return bench;
    }

    void stop() {
        job.stop("the job is over", now);
    }

    void runnerReady() {
        runner++;
        job.runnerUp(runner, now);
        from(new FromRunner.JobLoaded());
    }

    void from(FromRunner message) {
        job.fromRunner(runner, message, now);
    }

    void receive(ToNode message) {
        job.receive(message, now);
    }

    void pass(long millis) {
        now += millis * MILLI;
        job.tick(now);
    }

    static LeaseId id(int attempt, int... path) {
        return new LeaseId(PathKey.ROOT.descendant(Path.of(path)), attempt);
    }

    static Lease lease(LeaseId id, long epoch, Path... known) {
        return new Lease(
                id,
                epoch,
                0,
                1000,
                RESULT,
                Arrays.stream(known).map(path -> new KnownChild(path, 1, 0)).toList(),
                Lease.Care.NORMAL);
    }

    void grant(LeaseId id, Path... known) {
        receive(new ToNode.Grant(lease(id, 1, known)));
    }

    void started(LeaseId id) {
        from(new FromRunner.LeaseStarted(id));
    }

    void finished(LeaseId id) {
        from(new FromRunner.LeaseFinished(id, RESULT, Measured.NOTHING));
    }

    void gave(LeaseId parent, int... children) {
        from(new FromRunner.Gave(
                Arrays.stream(children).mapToObj(child -> shed(parent, child)).toList(), List.of()));
    }

    static ShedChild shed(LeaseId parent, int child) {
        return new ShedChild(parent, Path.of(child), 1, RESULT, 1);
    }

    void status(int lanes, int busy, int queued, int open) {
        from(new FromRunner.Status(lanes, busy, queued, open, 0, List.of()));
    }
}
