package dev.cleave.service.keeper;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JournalBatch;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.PipelineWriter;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A writer whose writes fail when they are told to: before anything is written, or after, when only the answer is lost. */
final class FaultyWriter implements Writer {

    private final Writer real;
    private final Map<String, AtomicInteger> failing = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> losing = new ConcurrentHashMap<>();

    FaultyWriter(Writer real) {
        this.real = real;
    }

    /** The next so many writes of a kind are not made. */
    void fail(String kind, int times) {
        failing.put(kind, new AtomicInteger(times));
    }

    /** The next so many writes of a kind are made, and nobody is told. */
    void loseAnswers(String kind, int times) {
        losing.put(kind, new AtomicInteger(times));
    }

    private <T> T write(String kind, Supplier<T> write) {
        if (isDue(failing, kind)) {
            throw new StoreException(StoreCode.STORE_UNREACHABLE, kind + " was not made");
        }
        T answer = write.get();
        if (isDue(losing, kind)) {
            throw new StoreException(StoreCode.STORE_UNREACHABLE, "the answer to " + kind + " was lost");
        }
        return answer;
    }

    private static boolean isDue(Map<String, AtomicInteger> faults, String kind) {
        AtomicInteger left = faults.get(kind);
        return left != null && left.getAndDecrement() > 0;
    }

    @Override
    public PipelineWriter pipelines() {
        return real.pipelines();
    }

    @Override
    public long epoch() {
        return real.epoch();
    }

    @Override
    public Accepted submit(Submission submission) {
        return write("submit", () -> real.submit(submission));
    }

    @Override
    public boolean waits(JobId id, String reason) {
        return write("waits", () -> real.waits(id, reason));
    }

    @Override
    public boolean start(JobId id, long at) {
        return write("start", () -> real.start(id, at));
    }

    @Override
    public boolean requeue(JobId id, long at, long notBefore, String reason) {
        return write("requeue", () -> real.requeue(id, at, notBefore, reason));
    }

    @Override
    public boolean end(JobId id, JobEnd end) {
        return write("end", () -> real.end(id, end));
    }

    @Override
    public long event(JobId id, long at, String kind, String text) {
        return write("event", () -> real.event(id, at, kind, text));
    }

    @Override
    public boolean journal(JournalBatch batch) {
        return real.journal(batch);
    }

    @Override
    public void putOwner(OwnerRow owner) {
        real.putOwner(owner);
    }

    @Override
    public void putDrained(String node, long at) {
        real.putDrained(node, at);
    }

    @Override
    public void putBlob(BlobRow blob) {
        real.putBlob(blob);
    }

    @Override
    public void putBlobPart(String sha256, int part, byte[] bytes) {
        real.putBlobPart(sha256, part, bytes);
    }

    @Override
    public boolean putJournalPart(JobId job, String sha256, int part, byte[] bytes) {
        return real.putJournalPart(job, sha256, part, bytes);
    }

    @Override
    public boolean removeBlob(String sha256, long unlessUsedAfter) {
        return real.removeBlob(sha256, unlessUsedAfter);
    }

    @Override
    public long prune(Retention retention, long now) {
        return real.prune(retention, now);
    }
}
