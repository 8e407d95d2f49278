package dev.cleave.runner;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.api.Objective;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.search.Found;
import dev.cleave.engine.Engine;
import dev.cleave.engine.EngineListener;
import dev.cleave.engine.FinishedPiece;
import dev.cleave.engine.FinishedUnder;
import dev.cleave.engine.GivenChild;
import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.runner.remains.TraceFile;
import dev.cleave.wire.value.Encoded;
import dev.cleave.wire.value.ValueRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the node what the engine did, with values as bytes.
 *
 * <p>Values are encoded on the thread that has them, mostly a lane. What cannot be encoded but has to be sent fails its
 * lease; what a checkpoint cannot take is left out of it.
 */
final class LeaseReporter<P, R> implements EngineListener<P, R> {

    private final Outbox outbox;
    private final OutgoingValues<P> problems;
    private final OutgoingValues<R> results;
    private final ResultText<R> text;
    private final java.nio.file.Path traceFile;
    private final ProcessEnd process;
    private final Set<LeaseId> running = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Engine<P, R> engine;
    private volatile @Nullable TraceFile trace;

    LeaseReporter(
            Outbox outbox,
            OutgoingValues<P> problems,
            OutgoingValues<R> results,
            ResultText<R> text,
            java.nio.file.Path traceFile,
            ProcessEnd process) {
        this.outbox = outbox;
        this.problems = problems;
        this.results = results;
        this.text = text;
        this.traceFile = traceFile;
        this.process = process;
    }

    /** From now on, this engine is told to stop what cannot go on. */
    void attach(Engine<P, R> attached) {
        engine = attached;
    }

    /** Whether no lease is running. */
    boolean isIdle() {
        return running.isEmpty();
    }

    /** From now on each step of a traced lease is noted. */
    void beginTrace() throws IOException {
        trace = TraceFile.create(traceFile);
    }

    void forget(LeaseId lease) {
        running.remove(lease);
    }

    /** Says that a lease is running because its problem is about to be made. */
    void announce(LeaseId lease) {
        if (running.add(lease)) {
            outbox.send(new FromRunner.LeaseStarted(lease));
        }
    }

    @Override
    public void started(LeaseId lease) {
        announce(lease);
    }

    @Override
    public void finished(LeaseId lease, @Nullable R result, Measured measured) {
        try {
            Encoded encoded = results.encode(result);
            Payload payload = results.payload(encoded, OutgoingValues.ROOM);
            String shown = lease.key().equals(PathKey.ROOT) ? text.of(result, encoded.bytes().length) : "";
            outbox.send(new FromRunner.LeaseFinished(lease, payload, measured, shown));
            running.remove(lease);
        } catch (ValueRefusedException refused) {
            failed(lease, Path.EMPTY, refused.failure(Path.EMPTY.toString()));
        } catch (IOException failed) {
            failed(lease, Path.EMPTY, JobFailure.of(Code.IO, Path.EMPTY.toString(), failed));
        }
    }

    @Override
    public void failed(LeaseId lease, Path path, JobFailure failure) {
        if (failure.message().startsWith(OutOfMemoryError.class.getName())) {
            process.end(ExitStatus.OUT_OF_MEMORY, failure.message());
        }
        outbox.send(new FromRunner.LeaseFailed(lease, path, failure));
        forget(lease);
        Engine<P, R> attached = engine;
        if (attached != null) {
            attached.drop(lease);
        }
    }

    /** Fails one of the leases that run; there is no telling which of them waited for what cannot be had. */
    void failAnyLease(JobFailure failure) {
        for (LeaseId lease : running) {
            failed(lease, Path.EMPTY, failure);
            return;
        }
        System.err.println("cleave: " + failure);
    }

    @Override
    public void gave(List<GivenChild<P>> children, List<LeaseId> unstarted) {
        List<ShedChild> shed = new ArrayList<>(children.size());
        int room = OutgoingValues.ROOM;
        for (GivenChild<P> child : children) {
            try {
                Encoded encoded = problems.encode(child.problem());
                Payload payload = problems.payload(encoded, room);
                room = OutgoingValues.roomAfter(payload, room);
                shed.add(new ShedChild(child.parent(), child.path(), child.weight(), payload, encoded.digest()));
            } catch (ValueRefusedException refused) {
                failed(
                        child.parent(),
                        child.path(),
                        refused.failure(child.path().toString()));
            } catch (IOException failed) {
                failed(
                        child.parent(),
                        child.path(),
                        JobFailure.of(Code.IO, child.path().toString(), failed));
            }
        }
        unstarted.forEach(this::forget); // also those that were said to be running before a lane began them
        outbox.send(new FromRunner.Gave(shed, unstarted));
    }

    @Override
    public void checkpoint(List<FinishedUnder<P, R>> leases) {
        List<FromRunner.CheckpointOf> taken = new ArrayList<>(leases.size());
        long room = OutgoingValues.ROOM;
        for (FinishedUnder<P, R> lease : leases) {
            List<FinishedChild> finished = new ArrayList<>();
            for (FinishedPiece<P, R> piece : lease.finished()) {
                FinishedChild child = finishedChild(piece);
                if (child != null) {
                    finished.add(child);
                    room -= OutgoingValues.sizeOf(child);
                }
                if (room < 0) {
                    taken.add(new FromRunner.CheckpointOf(lease.lease(), finished));
                    outbox.send(new FromRunner.CheckpointTaken(taken));
                    taken = new ArrayList<>();
                    finished = new ArrayList<>();
                    room = OutgoingValues.ROOM;
                }
            }
            taken.add(new FromRunner.CheckpointOf(lease.lease(), finished));
        }
        outbox.send(new FromRunner.CheckpointTaken(taken));
    }

    /** Null if it cannot be sent: it would be solved again if the lease were lost, but nothing is wrong yet. */
    private @Nullable FinishedChild finishedChild(FinishedPiece<P, R> piece) {
        try {
            Payload payload = results.payload(results.encode(piece.result()), OutgoingValues.ROOM);
            return new FinishedChild(piece.path(), piece.weight(), payload, piece.measured(), digest(piece.problem()));
        } catch (ValueRefusedException | IOException leftOut) {
            return null;
        }
    }

    private long digest(P problem) {
        try {
            return problems.encode(problem).digest();
        } catch (ValueRefusedException unknown) {
            return 0;
        }
    }

    @Override
    public void improved(long cost, Objective objective, @Nullable R solution) {
        try {
            Encoded encoded = results.encode(solution);
            Payload payload = results.payload(encoded, OutgoingValues.ROOM);
            outbox.send(new FromRunner.Improved(
                    new Found(cost, objective, payload, text.of(solution, encoded.bytes().length))));
        } catch (ValueRefusedException refused) {
            failAnyLease(refused.failure(""));
        } catch (IOException failed) {
            failAnyLease(JobFailure.of(Code.IO, "", failed));
        }
    }

    @Override
    public void statusChanged() {
        outbox.sendStatus();
    }

    @Override
    public void traced(int level, int childIndex) {
        TraceFile file = trace;
        if (file == null) {
            return;
        }
        try {
            file.note(level, childIndex);
        } catch (IOException full) {
            // A path that stays behind is better than none.
            trace = null;
        }
    }
}
