package dev.cleave.service.api;

import com.google.protobuf.Message;
import dev.cleave.service.access.Audit;
import dev.cleave.service.access.AuditEntry;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.refusal.Refusal;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where every request passes, over whatever it came: authorise, check, call, write down what was decided. */
final class Reception {
    private final Audit audit;
    private final InstantSource clock;

    Reception(Audit audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The answer, or a failure that is always a {@link Refusal}.
     *
     * @param reading makes the request from what arrived; not asked if the caller may not ask at all
     */
    <Q extends Message, A extends Message> CompletionStage<A> answer(
            Operation<Q, A> operation, Caller caller, Supplier<Q> reading) {
        AtomicReference<String> target = new AtomicReference<>("");
        return decide(caller, operation.permission(), operation.change(), operation.name(), target::get, () -> {
            Q request = reading.get();
            target.set(operation.target().apply(request));
            operation.check().accept(request);
            return operation.call().apply(caller, request);
        });
    }

    /** As {@link #answer}, for what is no operation: streams. */
    <A> CompletionStage<A> decide(
            Caller caller,
            Permission permission,
            boolean change,
            String action,
            Supplier<String> target,
            Supplier<CompletionStage<A>> call) {
        CompletionStage<A> answer;
        try {
            caller.need(permission);
            answer = call.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.handle((value, failure) -> {
            if (failure != null) {
                Refusal refusal = Failures.refusal(failure);
                refused(caller, caller.from(), action, target.get(), refusal);
                throw refusal;
            }
            if (change) {
                record(caller, caller.from(), action, target.get(), AuditEntry.ACCEPTED, "");
            }
            return value;
        });
    }

    void refused(@Nullable Caller caller, String from, String action, String target, Refusal refusal) {
        record(
                caller,
                from,
                action,
                target,
                refusal.code().name(),
                refusal.error().getMessage());
    }

    private void record(
            @Nullable Caller caller, String from, String action, String target, String decision, String reason) {
        audit.record(new AuditEntry(
                clock.instant(),
                caller == null ? "" : caller.owner(),
                caller == null ? "" : caller.tokenId(),
                from,
                action,
                target,
                decision,
                reason));
    }
}
