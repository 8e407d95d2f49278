package dev.cleave.runner;

import dev.cleave.api.Arguments;
import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.engine.Assignment;
import dev.cleave.engine.BestKnown;
import dev.cleave.engine.Engine;
import dev.cleave.engine.EngineSettings;
import dev.cleave.engine.EngineStatus;
import dev.cleave.runner.loading.CancellableContext;
import dev.cleave.runner.loading.JobNotLoadableException;
import dev.cleave.runner.loading.LoadedJob;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.blob.Payloads;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The job of this process: its engine, and its values on their way between bytes and objects. */
final class RunningJob<P, R> {

    private final LoadedJob<P, R> loaded;
    private final Arguments arguments;
    private final ValueCodec<P> problems;
    private final ValueCodec<R> results;
    private final BlobFolder blobs;
    private final Outbox outbox;
    private final LeaseReporter<P, R> reporter;
    private final Engine<P, R> engine;
    private final BesideLanes<P, R> beside;

    private RunningJob(
            LoadedJob<P, R> loaded,
            ToRunner.StartJob start,
            Outbox outbox,
            java.nio.file.Path traceFile,
            ProcessEnd process)
            throws JobNotLoadableException, IOException {
        this.loaded = loaded;
        this.outbox = outbox;
        this.arguments = loaded.arguments(start.arguments());
        this.problems = loaded.problemCodec(start.maxPayloadBytes());
        this.results = loaded.resultCodec(start.maxPayloadBytes());
        this.blobs = BlobFolder.in(java.nio.file.Path.of(start.blobFolder()));
        BestKnown best = new BestKnown();
        DivideAndConquer<P, R> program = loaded.program(new CancellableContext(arguments, System.out, best));
        this.reporter = new LeaseReporter<>(
                outbox,
                new OutgoingValues<>(problems, blobs),
                new OutgoingValues<>(results, blobs),
                new ResultText<>(loaded.job()),
                traceFile,
                process);
        this.engine = new Engine<>(
                program,
                EngineSettings.<P>ofLanes(start.lanes())
                        .withMaxDepth(start.maxDepth())
                        .withProfile(start.profile())
                        .withCheckpoints(true)
                        .withProblemDigest(this::digest),
                reporter,
                best);
        reporter.attach(engine);
        this.beside = new BesideLanes<>(program, reporter);
    }

    static <P, R> RunningJob<P, R> start(
            LoadedJob<P, R> loaded,
            ToRunner.StartJob start,
            Outbox outbox,
            java.nio.file.Path traceFile,
            ProcessEnd process)
            throws JobNotLoadableException, IOException {
        return new RunningJob<>(loaded, start, outbox, traceFile, process);
    }

    void perform(ToRunner message) {
        if (message instanceof ToRunner.RunLease run) {
            run(run.lease());
        } else if (message instanceof ToRunner.DeliverResult deliver) {
            deliver(deliver);
        } else if (message instanceof ToRunner.GiveAway give) {
            if (give.count() > 0) {
                engine.giveAway(give.count(), give.leastNanos());
            } else {
                reporter.gave(List.of(), List.of());
            }
        } else if (message instanceof ToRunner.DropLease drop) {
            engine.drop(drop.lease());
            beside.drop(drop.lease());
            reporter.forget(drop.lease());
        } else if (message instanceof ToRunner.SetLanes set) {
            engine.resize(set.lanes());
        } else if (message instanceof ToRunner.BestKnown best) {
            engine.learn(best.cost());
        } else if (message instanceof ToRunner.TakeCheckpoint) {
            engine.takeCheckpoint();
        }
    }

    private void run(Lease lease) {
        // Making a problem of nothing or of bytes can bring the process down as well. If nothing else runs that could
        // be blamed for it, the lease is said to be running now.
        if (lease.problem() == null || reporter.isIdle()) {
            reporter.announce(lease.id());
        }
        try {
            if (lease.care() == Lease.Care.TRACED) {
                reporter.beginTrace();
            }
            P problem = problemOf(lease);
            Assignment<P> assignment =
                    new Assignment<>(lease.id(), lease.depth(), lease.weight(), problem, lease.known(), lease.care());
            if (!lease.beside() || lease.care() != Lease.Care.NORMAL || !beside.run(lease.id(), problem)) {
                engine.run(assignment);
            }
        } catch (JobNotLoadableException refused) {
            fail(lease, refused.failure());
        } catch (ValueRefusedException refused) {
            fail(lease, refused.failure(Path.EMPTY.toString()));
        } catch (IOException failed) {
            fail(lease, JobFailure.of(Code.IO, Path.EMPTY.toString(), failed));
        }
    }

    private P problemOf(Lease lease) throws JobNotLoadableException, ValueRefusedException, IOException {
        Payload payload = lease.problem();
        if (payload == null) {
            return loaded.rootProblem(arguments);
        }
        P problem = problems.decode(Payloads.bytes(payload, blobs));
        if (problem == null) {
            throw new IOException("the problem of lease " + lease.id() + " is null");
        }
        return problem;
    }

    private void fail(Lease lease, JobFailure failure) {
        reporter.failed(lease.id(), Path.EMPTY, failure);
    }

    private void deliver(ToRunner.DeliverResult deliver) {
        try {
            engine.deliver(deliver.key(), results.decode(Payloads.bytes(deliver.result(), blobs)), deliver.measured());
        } catch (ValueRefusedException refused) {
            reporter.failAnyLease(refused.failure(""));
        } catch (IOException failed) {
            reporter.failAnyLease(JobFailure.of(Code.IO, "", failed));
        }
    }

    /** Stops what is left of the job; lanes that do not come back from user code are left behind. */
    void end() {
        engine.close();
        beside.close();
    }

    private long digest(P problem) {
        try {
            return problems.encode(problem).digest();
        } catch (ValueRefusedException refused) {
            return 0;
        }
    }

    FromRunner.Status status() {
        EngineStatus now = engine.status();
        List<FromRunner.LeaseProgress> leases = new ArrayList<>(now.leases().size());
        for (EngineStatus.LeaseWeight lease : now.leases()) {
            leases.add(new FromRunner.LeaseProgress(lease.lease(), lease.finishedWeight()));
        }
        return new FromRunner.Status(
                now.lanes(), now.busyLanes(), now.queuedLeases(), now.openPieces(), now.busyNanos(), leases);
    }
}
