package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.ResolvedWork;
import org.jspecify.annotations.Nullable;

/** One instance of a task while its run goes on: its record, changed step by step, and its work. */
final class Instance {

    final InstanceId id;
    final String item;
    final TaskProgress task;

    InstanceState state = InstanceState.WAITING;
    int round;
    int attempt;
    int firstAttempt;
    String key = "";
    TaskValue value = TaskValue.NOTHING;
    boolean isKnown;
    String failureCode = "";
    String message = "";
    String skippedBy = "";
    long retryAt;
    boolean isTimedOut;
    long startedAt;
    long endedAt;
    long nanos;

    @Nullable
    ResolvedWork work;

    /** What was kept of it last. */
    private @Nullable InstanceRecord kept;

    Instance(InstanceId id, String item, TaskProgress task) {
        this.id = id;
        this.item = item;
        this.task = task;
    }

    /** Goes on where a record stands. */
    void adopt(InstanceRecord past) {
        kept = past;
        state = past.state();
        round = past.round();
        attempt = past.attempt();
        firstAttempt = past.firstAttempt();
        key = past.key();
        value = past.value();
        isKnown = past.isKnown();
        failureCode = past.failureCode();
        message = past.message();
        skippedBy = past.skippedBy();
        retryAt = past.retryAt();
        isTimedOut = past.isTimedOut();
        startedAt = past.startedAt();
        endedAt = past.endedAt();
        nanos = past.nanos();
    }

    /** Another attempt begins. */
    void nextAttempt() {
        attempt++;
        state = InstanceState.RUNNING;
        retryAt = 0;
        isTimedOut = false;
        startedAt = 0;
        nanos = 0;
    }

    void end(InstanceState end, long now) {
        state = end;
        retryAt = 0;
        endedAt = now;
    }

    /** When something is to be done for it, in milliseconds UTC; {@link Long#MAX_VALUE} if nothing is. */
    long dueAt() {
        if (state == InstanceState.BACKING_OFF) {
            return retryAt;
        }
        boolean isTimed = state == InstanceState.RUNNING && startedAt > 0 && !isTimedOut;
        return isTimed
                ? task.definition
                        .timeout()
                        .map(limit -> startedAt + limit.toMillis())
                        .orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    /** Has it kept as it is, unless it is so already. */
    void keep(PipelinePort port) {
        InstanceRecord now = record();
        if (!now.equals(kept)) {
            kept = now;
            port.record(now);
        }
    }

    InstanceRecord record() {
        return new InstanceRecord(
                id,
                item,
                state,
                round,
                attempt,
                firstAttempt,
                key,
                value,
                isKnown,
                failureCode,
                message,
                skippedBy,
                retryAt,
                isTimedOut,
                startedAt,
                endedAt,
                nanos);
    }
}
