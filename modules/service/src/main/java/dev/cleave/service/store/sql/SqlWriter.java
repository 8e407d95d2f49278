package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.JournalBatch;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.PipelineWriter;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The pen of one term: each call is one change in the queue, under the term's epoch. */
final class SqlWriter implements Writer {

    private final long epoch;
    private final WriteQueue writes;
    private final Space space;
    /** What writes are conditional on: the term, or nothing in tests that show what that is for. */
    private final long fence;

    private final PipelineWriter pipelines;

    SqlWriter(long epoch, WriteQueue writes, Space space, boolean fenced) {
        this.epoch = epoch;
        this.fence = fenced ? epoch : PendingChange.ANY_EPOCH;
        this.writes = writes;
        this.space = space;
        this.pipelines = new SqlPipelineWriter(fence, writes);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public Accepted submit(Submission submission) {
        try {
            return writes.write(
                    fence,
                    Change.Need.GROWTH,
                    handle -> acceptedBefore(handle, submission).orElseGet(() -> accept(handle, submission)));
        } catch (StoreException e) {
            if (e.code() != StoreCode.STORE_FULL) {
                throw e;
            }
            // A request that was accepted before asks for nothing new.
            return change(handle -> acceptedBefore(handle, submission)).orElseThrow(() -> e);
        }
    }

    private static Accepted accept(Handle handle, Submission submission) {
        JobTable.insert(handle, submission);
        EventTable.insertFirst(handle, submission.id(), submission.submittedAt(), JobState.QUEUED.name());
        return new Accepted(JobRow.queued(submission), true);
    }

    private static Optional<Accepted> acceptedBefore(Handle handle, Submission submission) {
        Optional<JobRow> sameId = JobTable.find(handle, submission.id());
        if (sameId.isPresent()) {
            return Optional.of(acceptedBefore(sameId.get(), submission, StoreCode.ID_TAKEN, "job " + submission.id()));
        }
        String key = submission.idempotencyKey();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return JobTable.findByKey(handle, submission.owner(), key)
                .map(job -> acceptedBefore(job, submission, StoreCode.IDEMPOTENCY_CONFLICT, "idempotency key " + key));
    }

    private static Accepted acceptedBefore(JobRow job, Submission again, StoreCode conflict, String what) {
        String before = job.submission().requestSha256();
        if (before.equals(again.requestSha256())) {
            return new Accepted(job, false);
        }
        throw new StoreException(
                conflict,
                what + ": a request with digest " + again.requestSha256() + " (expected: " + before
                        + ", as in the request that made job " + job.id() + ")");
    }

    @Override
    public boolean waits(JobId id, String reason) {
        return change(handle -> {
            if (stateOf(handle, id).hasEnded()) {
                return false;
            }
            JobTable.waits(handle, id, reason);
            return true;
        });
    }

    @Override
    public boolean start(JobId id, long at) {
        return change(handle -> {
            if (stateOf(handle, id) != JobState.QUEUED) {
                return false;
            }
            JobTable.start(handle, id, at);
            EventTable.append(handle, id, at, JobState.RUNNING.name(), "");
            return true;
        });
    }

    @Override
    public boolean requeue(JobId id, long at, long notBefore, String reason) {
        return change(handle -> {
            if (stateOf(handle, id) != JobState.RUNNING) {
                return false;
            }
            JobTable.requeue(handle, id, notBefore, reason);
            JournalTable.forget(handle, id);
            EventTable.append(handle, id, at, JobState.QUEUED.name(), reason);
            return true;
        });
    }

    @Override
    public boolean end(JobId id, JobEnd end) {
        return change(handle -> {
            if (stateOf(handle, id).hasEnded()) {
                return false;
            }
            JobTable.end(handle, id, end.state(), end.endedAt());
            OutcomeTable.insert(handle, id, end);
            JournalTable.forget(handle, id);
            EventTable.append(handle, id, end.endedAt(), end.state().name(), "");
            return true;
        });
    }

    @Override
    public long event(JobId id, long at, String kind, String text) {
        return change(handle -> {
            stateOf(handle, id);
            return EventTable.append(handle, id, at, kind, text);
        });
    }

    @Override
    public boolean journal(JournalBatch batch) {
        // Grows as long as a job runs: on a full disk, jobs wait rather than use up what is left to end them.
        return writes.write(epoch, Change.Need.GROWTH, handle -> {
            if (stateOf(handle, batch.job()) != JobState.RUNNING) {
                return false;
            }
            JournalTable.write(handle, batch);
            return true;
        });
    }

    @Override
    public PipelineWriter pipelines() {
        return pipelines;
    }

    @Override
    public void putOwner(OwnerRow owner) {
        change(handle -> {
            OwnerTable.put(handle, owner);
            return true;
        });
    }

    @Override
    public void putDrained(String node, long at) {
        change(handle -> {
            DrainTable.put(handle, node, at);
            return true;
        });
    }

    @Override
    public void putBlob(BlobRow blob) {
        writes.write(fence, Change.Need.GROWTH, handle -> BlobTable.put(handle, blob));
    }

    @Override
    public void putBlobPart(String sha256, int part, byte[] bytes) {
        writes.write(fence, Change.Need.GROWTH, handle -> BlobTable.putPart(handle, sha256, part, bytes));
    }

    @Override
    public boolean putJournalPart(JobId job, String sha256, int part, byte[] bytes) {
        return change(handle -> {
            if (stateOf(handle, job) != JobState.RUNNING) {
                return false;
            }
            JournalTable.putPart(handle, job, sha256, part, bytes);
            return true;
        });
    }

    @Override
    public boolean removeBlob(String sha256, long unlessUsedAfter) {
        return change(handle -> BlobTable.remove(handle, sha256, unlessUsedAfter));
    }

    @Override
    public long prune(Retention retention, long now) {
        Pruning pruning = change(handle -> Pruning.of(handle, retention, now));
        long forgotten = 0;
        while (true) {
            int some = change(handle -> {
                int count = pruning.forgetSome(handle) + PipelinePruning.forgetSome(handle, retention, now);
                space.giveBack(handle);
                return count;
            });
            if (some == 0) {
                return forgotten;
            }
            forgotten += some;
        }
    }

    private <T> T change(Change<T> change) {
        return writes.write(fence, Change.Need.REPLACEMENT, change);
    }

    private static JobState stateOf(Handle handle, JobId id) {
        return JobTable.state(handle, id)
                .orElseThrow(() -> new StoreException(
                        StoreCode.NO_SUCH_JOB, "job " + id + " (expected: one that was accepted and is remembered)"));
    }
}
