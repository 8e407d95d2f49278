package dev.cleave.service.keeper;

import dev.cleave.core.queue.JobRequest;
import dev.cleave.core.queue.OwnerTerms;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.Submission;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the store keeps, as the queue wants to know it. */
final class Requests {

    private Requests() {}

    /**
     * What a submission asks of the queue.
     *
     * @param nowMillis milliseconds UTC
     * @param nowNanos the same moment on the queue's clock
     */
    static JobRequest of(Submission submission, long nowMillis, long nowNanos) {
        JobLimits limits = submission.limits();
        long deadline = limits.deadlineMillis() == 0
                ? Long.MAX_VALUE
                : nowNanos + TimeUnit.MILLISECONDS.toNanos(limits.deadlineMillis() - nowMillis);
        return new JobRequest(
                submission.id(),
                submission.owner(),
                submission.priority(),
                any(limits.maxCores()),
                any(limits.maxNodes()),
                Math.max(1, limits.minCores()),
                1,
                deadline,
                submission.retries().retries(),
                Map.of());
    }

    static OwnerTerms terms(OwnerRow owner) {
        return new OwnerTerms(owner.weight(), any(owner.maxRunning()), any(owner.maxQueued()), any(owner.maxCores()));
    }

    private static int any(int most) {
        return most == 0 ? JobRequest.ANY : most;
    }
}
