package dev.cleave.engine;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that remembers everything. */
class Recorder<P, R> implements EngineListener<P, R> {

    record Result<R>(R value, Measured measured) {}

    record Failed(Path path, JobFailure failure) {}

    final Map<LeaseId, CompletableFuture<Result<R>>> results = new ConcurrentHashMap<>();
    final Map<LeaseId, CompletableFuture<Failed>> failures = new ConcurrentHashMap<>();
    final Queue<GivenChild<P>> given = new ConcurrentLinkedQueue<>();
    final Queue<LeaseId> unstarted = new ConcurrentLinkedQueue<>();
    final Queue<FinishedUnder<P, R>> finished = new ConcurrentLinkedQueue<>();
    final Queue<LeaseId> started = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> deaths = new ConcurrentLinkedQueue<>();
    final AtomicInteger gaveAnswers = new AtomicInteger();
    final AtomicInteger checkpointAnswers = new AtomicInteger();
    final AtomicInteger endings = new AtomicInteger();

    CompletableFuture<Result<R>> resultOf(LeaseId lease) {
        return results.computeIfAbsent(lease, id -> new CompletableFuture<>());
    }

    CompletableFuture<Failed> failureOf(LeaseId lease) {
        return failures.computeIfAbsent(lease, id -> new CompletableFuture<>());
    }

    Result<R> await(LeaseId lease) throws Exception {
        return resultOf(lease).get(60, TimeUnit.SECONDS);
    }

    Failed awaitFailure(LeaseId lease) throws Exception {
        return failureOf(lease).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void started(LeaseId lease) {
        started.add(lease);
    }

    @Override
    public void finished(LeaseId lease, R result, Measured measured) {
        endings.incrementAndGet();
        resultOf(lease).complete(new Result<>(result, measured));
    }

    @Override
    public void failed(LeaseId lease, Path path, JobFailure failure) {
        endings.incrementAndGet();
        failureOf(lease).complete(new Failed(path, failure));
        resultOf(lease).completeExceptionally(new AssertionError(failure + "\n" + failure.stackTrace()));
    }

    @Override
    public void gave(List<GivenChild<P>> children, List<LeaseId> leases) {
        given.addAll(children);
        unstarted.addAll(leases);
        gaveAnswers.incrementAndGet();
    }

    @Override
    public void checkpoint(List<FinishedUnder<P, R>> leases) {
        finished.addAll(leases);
        checkpointAnswers.incrementAndGet();
    }

    @Override
    public void laneDied(Throwable error) {
        deaths.add(error);
    }
}
