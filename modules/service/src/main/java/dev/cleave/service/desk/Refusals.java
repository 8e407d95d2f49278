package dev.cleave.service.desk;

import dev.cleave.service.keeper.Refused;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** What the queue and the store refuse, as callers are told. */
final class Refusals {

    static final Duration BUSY = Duration.ofSeconds(1);

    private Refusals() {}

    /** This node was the controller when it was asked, and is not any more. */
    static Refusal termOver() {
        return Refusal.of(RefusalCode.UNAVAILABLE, "this node is not the controller any more (expected: the next one)")
                .retryableElsewhere();
    }

    /** A failure as it is to be thrown: a refusal if it is one. */
    static RuntimeException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            return of(refused.refusal());
        }
        if (cause instanceof StoreException stored) {
            return of(stored);
        }
        if (cause instanceof RejectedExecutionException) {
            return Refusal.of(RefusalCode.UNAVAILABLE, "too much waits for the disk, or the node is about to end")
                    .retryableAfter(BUSY);
        }
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }

    private static Refusal of(dev.cleave.core.queue.Refusal why) {
        boolean isFull = why.retryAfterNanos() > 0;
        Refusal shown = Refusal.of(isFull ? RefusalCode.QUEUE_FULL : RefusalCode.INVALID_ARGUMENT, why.message());
        return isFull ? shown.retryableAfter(Duration.ofNanos(why.retryAfterNanos())) : shown;
    }

    private static RuntimeException of(StoreException stored) {
        return switch (stored.code()) {
            case IDEMPOTENCY_CONFLICT -> Refusal.of(RefusalCode.IDEMPOTENCY_CONFLICT, stored.detail());
            case INVALID_VALUE -> Refusal.of(RefusalCode.INVALID_ARGUMENT, stored.detail());
            case STORE_FULL ->
                Refusal.of(RefusalCode.STORE_FULL, stored.detail()).retryableAfter(BUSY);
            case EPOCH_LOST, STORE_CLOSED, STORE_UNREACHABLE ->
                Refusal.of(RefusalCode.UNAVAILABLE, stored.detail()).retryableAfter(BUSY);
            default -> stored;
        };
    }
}
