package dev.cleave.service.store.sql;

import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.service.store.AcceptedRun;
import dev.cleave.service.store.PipelineChange;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.PipelineSchedule;
import dev.cleave.service.store.PipelineSubmission;
import dev.cleave.service.store.PipelineText;
import dev.cleave.service.store.PipelineWriter;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The pen of one term for runs of pipelines: each call is one change in the queue, under the term's epoch. */
final class SqlPipelineWriter implements PipelineWriter {

    private final long fence;
    private final WriteQueue writes;

    /**
     * A pen.
     *
     * @param fence what writes are conditional on
     */
    SqlPipelineWriter(long fence, WriteQueue writes) {
        this.fence = fence;
        this.writes = writes;
    }

    @Override
    public AcceptedRun submit(PipelineSubmission submission) {
        return writes.write(
                fence,
                Change.Need.GROWTH,
                handle -> acceptedBefore(handle, submission).orElseGet(() -> {
                    RunTable.insert(handle, submission);
                    return new AcceptedRun(PipelineRow.accepted(submission), true);
                }));
    }

    private static Optional<AcceptedRun> acceptedBefore(Handle handle, PipelineSubmission submission) {
        Optional<PipelineRow> sameId = RunTable.find(handle, submission.id());
        if (sameId.isPresent()) {
            return Optional.of(same(sameId.get(), submission, StoreCode.ID_TAKEN, "run " + submission.id()));
        }
        String key = submission.idempotencyKey();
        return key.isEmpty()
                ? Optional.empty()
                : RunTable.findByKey(handle, submission.owner(), key)
                        .map(run -> same(run, submission, StoreCode.IDEMPOTENCY_CONFLICT, "idempotency key " + key));
    }

    private static AcceptedRun same(PipelineRow run, PipelineSubmission again, StoreCode conflict, String what) {
        String before = run.submission().requestSha256();
        if (before.equals(again.requestSha256())) {
            return new AcceptedRun(run, false);
        }
        throw new StoreException(
                conflict,
                what + ": a request with digest " + again.requestSha256() + " (expected: " + before
                        + ", as in the request that made run " + run.id() + ")");
    }

    /** Grows as a run goes on: on a full disk runs wait rather than use up what is left to end jobs. */
    @Override
    public boolean keep(PipelineChange change) {
        return writes.write(fence, Change.Need.GROWTH, handle -> {
            if (RunTable.find(handle, change.run()).isEmpty()) {
                return false;
            }
            change.record().ifPresent(record -> RunTable.keep(handle, change.run(), record, change.at()));
            InstanceTable.forget(handle, change.run(), change.forgotten());
            InstanceTable.put(handle, change.run(), change.instances());
            InstanceTable.putJobs(handle, change.run(), change.jobs());
            ValueTable.put(handle, change.values(), change.at());
            return true;
        });
    }

    @Override
    public boolean resume(String run, PipelineText pipeline, RunRecord record) {
        return writes.write(fence, Change.Need.GROWTH, handle -> {
            Optional<PipelineRow> before = RunTable.find(handle, run);
            boolean mayBegin = before.isPresent()
                    && before.get().record().state().isFinal()
                    && before.get().record().round() == record.round() - 1;
            if (mayBegin) {
                RunTable.mend(handle, run, pipeline);
                RunTable.keep(handle, run, record, 0);
            }
            return mayBegin;
        });
    }

    @Override
    public void putSchedule(PipelineSchedule schedule) {
        writes.write(fence, Change.Need.GROWTH, handle -> {
            ScheduleTable.put(handle, schedule);
            return true;
        });
    }

    @Override
    public boolean seenTo(String owner, String schedule, long at) {
        return writes.write(
                fence, Change.Need.REPLACEMENT, handle -> ScheduleTable.seenTo(handle, owner, schedule, at));
    }

    @Override
    public boolean removeSchedule(String owner, String schedule) {
        return writes.write(fence, Change.Need.REPLACEMENT, handle -> ScheduleTable.remove(handle, owner, schedule));
    }
}
