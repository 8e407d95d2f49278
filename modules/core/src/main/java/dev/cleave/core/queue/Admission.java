package dev.cleave.core.queue;

import dev.cleave.core.job.JobId;
import org.jspecify.annotations.Nullable;

/** Which jobs are refused, and when to come back. */
final class Admission {

    /** Who is refused is asked to come back when one place in so many is free. */
    private static final int PLACES_PER_FREE_ONE = 100;

    /** Where nothing has started yet, as there are no nodes or it is early, nobody knows; they may come any moment. */
    private static final int SOON = 10;

    private static final long RATE_HALF_LIFE = 60_000_000_000L;

    private final QueueSettings settings;
    private final DecayingSum starts = new DecayingSum(RATE_HALF_LIFE);

    Admission(QueueSettings settings) {
        this.settings = settings;
    }

    /** A job has started, and left its place to another. */
    void started(long now) {
        starts.add(1, now);
    }

    static Refusal exists(JobId id) {
        return new Refusal(Refusal.Code.JOB_EXISTS, 0, "job id: " + id + " (expected: one that is not in use)");
    }

    /** Why a job cannot be taken, or null if it can. */
    @Nullable
    Refusal refusal(JobRequest request, @Nullable OwnerRecord owner, int waiting, long now) {
        OwnerTerms terms = owner == null ? OwnerTerms.USUAL : owner.terms;
        int ownersWaiting = owner == null ? 0 : owner.waiting;
        if (request.deadline() <= now) {
            return new Refusal(
                    Refusal.Code.DEADLINE_PASSED, 0, "deadline: has passed (expected: a time still to come)");
        }
        if (request.minCores() > terms.mostCores()) {
            return new Refusal(
                    Refusal.Code.OWNER_LIMIT,
                    0,
                    "minimum of cores: " + request.minCores() + " (expected: at most " + terms.mostCores()
                            + ", the limit of " + request.owner() + ")");
        }
        if (waiting >= settings.mostWaiting()) {
            return full(Refusal.Code.QUEUE_FULL, waiting + " jobs", settings.mostWaiting(), request.id(), now);
        }
        if (ownersWaiting >= terms.mostWaiting()) {
            return full(
                    Refusal.Code.OWNER_QUEUE_FULL,
                    ownersWaiting + " jobs of " + request.owner(),
                    terms.mostWaiting(),
                    request.id(),
                    now);
        }
        return null;
    }

    private Refusal full(Refusal.Code code, String who, int places, JobId job, long now) {
        return new Refusal(
                code, retryAfter(job, places, now), "queue: " + who + " wait (expected: fewer than " + places + ")");
    }

    /** How long it takes at the present rate of starts until a few places are free, spread over those who are refused. */
    private long retryAfter(JobId job, int places, long now) {
        double rate = starts.rate(now);
        double nanos = rate <= 0
                ? SOON * settings.leastRetryAfterNanos()
                : Math.max(1, places / PLACES_PER_FREE_ONE) / rate * (1 + BackOff.fraction(job, 0) / 2);
        return (long) Math.max(settings.leastRetryAfterNanos(), Math.min(settings.mostRetryAfterNanos(), nanos));
    }
}
