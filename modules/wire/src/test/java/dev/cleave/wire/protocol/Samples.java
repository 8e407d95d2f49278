package dev.cleave.wire.protocol;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.api.Objective;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import dev.cleave.wire.cluster.ClusterMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of every message, by name. */
final class Samples {

    static final LeaseId ID = new LeaseId(PathKey.ROOT.child(3), 2);
    static final LeaseId OTHER = new LeaseId(PathKey.ROOT.child(1).child(0), 1);
    static final JobId JOB = new JobId("nqueens-7f3a");
    static final NodeId NODE = new NodeId("node-1-x7f3");
    static final Payload INLINE = new Payload.Inline(new byte[] {1, 2, 3, -1});
    static final Payload.Blob BLOB = new Payload.Blob("00ff".repeat(16), 70_000);
    static final Measured MEASURED = new Measured(1_234_567, 89_012, 345);
    static final JobFailure FAILURE =
            new JobFailure(Code.SOLVE_THREW, "/3/1", "java.lang.IllegalStateException: é∞", "at Board.solve\n");
    static final List<KnownChild> KNOWN = List.of(
            new KnownChild(Path.of(0, 0, 0, 5), Weight.WHOLE / 3, 77),
            new KnownChild(Path.of(0, 0, 1), 5, 0),
            new KnownChild(Path.of(2), 0, -1));
    static final List<ShedChild> SHED = List.of(
            new ShedChild(ID, Path.of(1, 7, 7, 7), 9, INLINE, 11), new ShedChild(OTHER, Path.of(1, 8), 8, BLOB, 12));
    static final String TEXT = "14200 — all of them";
    static final List<FinishedChild> FINISHED = List.of(
            new FinishedChild(Path.of(0), 4, INLINE, MEASURED, 13),
            new FinishedChild(Path.of(1, 2), 3, BLOB, Measured.NOTHING, 0));
    static final JobSpec SPEC = new JobSpec(
            JOB, "my.pkg.MyJob", List.of(BLOB), arguments(), List.of("-Xmx512m"), 10_000_000, 64L << 20, true);

    static final Found FOUND = new Found(-579, Objective.MAXIMIZE, INLINE, TEXT);

    private Samples() {}

    static Map<String, JournalRecord> journal() {
        Map<String, JournalRecord> journal = new LinkedHashMap<>();
        journal.put("begun", new JournalRecord.Begun(7, 2));
        journal.put("shed", new JournalRecord.Shed(SHED.get(0)));
        journal.put("shed-beside", new JournalRecord.Shed(new ShedChild(ID, Path.of(4), 1, INLINE, 0, true)));
        journal.put("granted", new JournalRecord.Granted(ID, NODE));
        journal.put("lost", new JournalRecord.Lost(ID, 1));
        journal.put("reported", new JournalRecord.Reported(ID.key(), FINISHED.get(1)));
        journal.put("forgot", new JournalRecord.Forgot(ID.key(), Path.of(1, 1, 4)));
        journal.put("finished", new JournalRecord.Finished(ID.key(), INLINE, MEASURED, TEXT));
        journal.put("improved", new JournalRecord.Improved(FOUND));
        journal.put("discarded", new JournalRecord.Discarded(ID.key()));
        journal.put("restarted", new JournalRecord.Restarted());
        journal.put("ended", new JournalRecord.Ended(new Outcome.Failed(FAILURE)));
        return journal;
    }

    private static Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("n", "15");
        arguments.put("kernel", "false");
        return arguments;
    }

    static Map<String, ToNode> toNode() {
        Map<String, ToNode> all = new LinkedHashMap<>();
        all.put("grant", new ToNode.Grant(new Lease(ID, 7, 1, Weight.WHOLE, INLINE, KNOWN, Lease.Care.NORMAL)));
        all.put(
                "grant-root",
                new ToNode.Grant(new Lease(OTHER, 1, 0, Weight.WHOLE, null, List.of(), Lease.Care.TRACED)));
        all.put("grant-beside", new ToNode.Grant(new Lease(ID, 7, 1, 1, INLINE, List.of(), Lease.Care.NORMAL, true)));
        all.put("ask-to-shed", new ToNode.AskToShed(8, 0));
        all.put("ask-to-shed-large", new ToNode.AskToShed(8, 250_000_000));
        all.put("deliver", new ToNode.Deliver(ID.key(), BLOB, MEASURED));
        all.put("acknowledge", new ToNode.Acknowledge(List.of(ID.key(), OTHER.key())));
        all.put("revoke", new ToNode.Revoke(ID));
        all.put("best-known", new ToNode.BestKnown(-579));
        return all;
    }

    /** As they were before there were texts of results, and solutions. */
    private static List<ToCoordinator> firstOnes(Map<String, ToCoordinator> all) {
        return all.values().stream()
                .filter(message -> !(message instanceof ToCoordinator.Finished finished)
                        || finished.text().isEmpty())
                .filter(message -> !(message instanceof ToCoordinator.Improved))
                .filter(message -> !(message instanceof ToCoordinator.Heartbeat beat) || beat.bestKnown() == Cost.NONE)
                .toList();
    }

    private static List<ToNode> firstToNode() {
        return toNode().values().stream()
                .filter(message -> !(message instanceof ToNode.BestKnown))
                .filter(message ->
                        !(message instanceof ToNode.Grant grant && grant.lease().beside()))
                .toList();
    }

    static Map<String, ToCoordinator> toCoordinator() {
        Map<String, ToCoordinator> all = new LinkedHashMap<>();
        all.put(
                "heartbeat",
                new ToCoordinator.Heartbeat(
                        99,
                        2,
                        1,
                        3,
                        40,
                        5_000_000_000L,
                        List.of(new ToCoordinator.HeldLease(ID, true, 6), new ToCoordinator.HeldLease(OTHER, false, 0)),
                        List.of(OTHER.key()),
                        List.of(ID.key()),
                        true));
        all.put(
                "heartbeat-of-a-search",
                new ToCoordinator.Heartbeat(
                        100, 2, 1, 0, 0, 1, List.of(), List.of(), List.of(), true, Cost.of(Objective.MINIMIZE, 578)));
        all.put("improved", new ToCoordinator.Improved(FOUND));
        all.put("finished", new ToCoordinator.Finished(ID, INLINE, MEASURED));
        all.put("finished-root", new ToCoordinator.Finished(ID, INLINE, MEASURED, TEXT));
        all.put("shed", new ToCoordinator.Shed(SHED));
        all.put("returned", new ToCoordinator.Returned(List.of(ID, OTHER)));
        all.put("checkpoint", new ToCoordinator.Checkpoint(ID, FINISHED));
        all.put("lease-failed", new ToCoordinator.LeaseFailed(ID, Path.of(3, 1), FAILURE));
        all.put(
                "runner-died",
                new ToCoordinator.RunnerDied(4, List.of(ID), List.of(OTHER), "killed (signal 9)", Path.of(2, 2, 2)));
        all.put("job-not-started", new ToCoordinator.JobNotStarted(FAILURE));
        return all;
    }

    static Map<String, ToRunner> toRunner() {
        Map<String, ToRunner> all = new LinkedHashMap<>();
        all.put(
                "start-job",
                new ToRunner.StartJob(
                        JOB, "my.pkg.MyJob", List.of("/a/b.jar"), arguments(), 2, 100, 1 << 20, false, "/a/blobs"));
        all.put("run-lease", new ToRunner.RunLease(new Lease(ID, 7, 1, 5, BLOB, KNOWN, Lease.Care.ALONE)));
        all.put("give-away", new ToRunner.GiveAway(4, 0));
        all.put("deliver-result", new ToRunner.DeliverResult(ID.key(), INLINE, MEASURED));
        all.put("drop-lease", new ToRunner.DropLease(ID));
        all.put("set-lanes", new ToRunner.SetLanes(0));
        all.put("take-checkpoint", new ToRunner.TakeCheckpoint());
        all.put("report-status", new ToRunner.ReportStatus());
        all.put("stop", new ToRunner.Stop());
        all.put("end-job", new ToRunner.EndJob());
        all.put("best-known", new ToRunner.BestKnown(578));
        return all;
    }

    static Map<String, FromRunner> fromRunner() {
        Map<String, FromRunner> all = new LinkedHashMap<>();
        all.put("hello", new FromRunner.Hello(4711, "17.0.15+6"));
        all.put("job-loaded", new FromRunner.JobLoaded());
        all.put("job-not-loaded", new FromRunner.JobNotLoaded(FAILURE));
        all.put("lease-started", new FromRunner.LeaseStarted(ID));
        all.put("lease-finished", new FromRunner.LeaseFinished(ID, INLINE, MEASURED));
        all.put("lease-finished-root", new FromRunner.LeaseFinished(ID, INLINE, MEASURED, TEXT));
        all.put("lease-failed", new FromRunner.LeaseFailed(ID, Path.EMPTY, FAILURE));
        all.put("gave", new FromRunner.Gave(SHED, List.of(OTHER)));
        all.put(
                "checkpoint-taken",
                new FromRunner.CheckpointTaken(List.of(
                        new FromRunner.CheckpointOf(ID, FINISHED), new FromRunner.CheckpointOf(OTHER, List.of()))));
        all.put(
                "status",
                new FromRunner.Status(
                        2, 1, 3, 40, 5_000_000_000L, List.of(new FromRunner.LeaseProgress(ID, Weight.WHOLE))));
        all.put("improved", new FromRunner.Improved(FOUND));
        all.put("job-ended", new FromRunner.JobEnded(3, 1, 70L << 20, 2L << 30));
        return all;
    }

    static Map<String, ClusterMessage> cluster() {
        Map<String, ClusterMessage> all = new LinkedHashMap<>();
        all.put("register-node", new ClusterMessage.RegisterNode(NODE, 2, "0.1.0", "17.0.15", 3, "akka://a/b#1"));
        all.put("node-registered", new ClusterMessage.NodeRegistered(NODE, 3, "akka://a/c#2"));
        all.put("node-refused", new ClusterMessage.NodeRefused(NODE, FAILURE));
        all.put("node-alive", new ClusterMessage.NodeAlive(NODE, 12, 3, List.of(JOB)));
        all.put("node-leaving", new ClusterMessage.NodeLeaving(NODE));
        all.put("start-job", new ClusterMessage.StartJob(3, SPEC, 2, "akka://a/d#3", 60_000));
        all.put("share-lanes", new ClusterMessage.ShareLanes(3, JOB, 2));
        all.put("drain-node", new ClusterMessage.DrainNode(3, NODE));
        all.put("stop-job", new ClusterMessage.StopJob(3, JOB, "cancelled"));
        all.put("for-node", new ClusterMessage.ForNode(JOB, 3, 5, 6, firstToNode()));
        all.put("for-coordinator", new ClusterMessage.ForCoordinator(JOB, NODE, 3, 6, 5, firstOnes(toCoordinator())));
        all.put("blob-wanted", new ClusterMessage.BlobWanted(BLOB, 65_536, 4_464, "akka://a/e#4"));
        all.put("blob-chunk", new ClusterMessage.BlobChunk(BLOB, 65_536, new byte[] {9, 8, 7}));
        all.put("blob-missing", new ClusterMessage.BlobMissing(BLOB));
        all.put("job-log", new ClusterMessage.JobLog(JOB, NODE, List.of("one", "two é")));
        return all;
    }

    static Map<String, Outcome> outcomes() {
        Map<String, Outcome> all = new LinkedHashMap<>();
        all.put("succeeded", new Outcome.Succeeded(INLINE, MEASURED));
        all.put("succeeded-with-text", new Outcome.Succeeded(INLINE, MEASURED, TEXT));
        all.put("failed", new Outcome.Failed(FAILURE));
        all.put("cancelled", new Outcome.Cancelled());
        return all;
    }

    static final Progress PROGRESS = new Progress(0.25, 2, 4, 3, 10, 4, "no node has joined");
    static final Counts COUNTS = new Counts(100, 50, 2, 1, 1, 3, 7, 123_456_789);
}
