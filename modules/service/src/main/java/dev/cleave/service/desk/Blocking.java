package dev.cleave.service.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * What waits for the disk, done elsewhere; what fails is told as a refusal if it is one.
 *
 * @param executor runs it
 */
record Blocking(Executor executor) {

    <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> asked;
        try {
            asked = CompletableFuture.supplyAsync(question, executor);
        } catch (RejectedExecutionException busy) {
            throw Refusals.of(busy);
        }
        return told(asked);
    }

    /** The same answer; what fails is told as a refusal if it is one. */
    static <T> CompletionStage<T> told(CompletionStage<T> asked) {
        return asked.handle((answer, failure) -> {
            if (failure != null) {
                throw Refusals.of(failure);
            }
            return answer;
        });
    }
}
