package dev.cleave.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A stage that completes with a future and cannot be completed through itself. */
abstract class ReadOnlyStage<T> implements CompletionStage<T> {

    private final CompletableFuture<T> future;

    ReadOnlyStage(CompletableFuture<T> future) {
        this.future = future;
    }

    /** A copy: whatever is done to it, this stays as it is. */
    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        return future.copy();
    }

    @Override
    public final <U> CompletionStage<U> thenApply(Function<? super T, ? extends U> action) {
        return future.thenApply(action);
    }

    @Override
    public final <U> CompletionStage<U> thenApplyAsync(Function<? super T, ? extends U> action) {
        return future.thenApplyAsync(action);
    }

    @Override
    public final <U> CompletionStage<U> thenApplyAsync(Function<? super T, ? extends U> action, Executor executor) {
        return future.thenApplyAsync(action, executor);
    }

    @Override
    public final CompletionStage<Void> thenAccept(Consumer<? super T> action) {
        return future.thenAccept(action);
    }

    @Override
    public final CompletionStage<Void> thenAcceptAsync(Consumer<? super T> action) {
        return future.thenAcceptAsync(action);
    }

    @Override
    public final CompletionStage<Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
        return future.thenAcceptAsync(action, executor);
    }

    @Override
    public final CompletionStage<Void> thenRun(Runnable action) {
        return future.thenRun(action);
    }

    @Override
    public final CompletionStage<Void> thenRunAsync(Runnable action) {
        return future.thenRunAsync(action);
    }

    @Override
    public final CompletionStage<Void> thenRunAsync(Runnable action, Executor executor) {
        return future.thenRunAsync(action, executor);
    }

    @Override
    public final <U, V> CompletionStage<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> action) {
        return future.thenCombine(other, action);
    }

    @Override
    public final <U, V> CompletionStage<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> action) {
        return future.thenCombineAsync(other, action);
    }

    @Override
    public final <U, V> CompletionStage<V> thenCombineAsync(
            CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> action,
            Executor executor) {
        return future.thenCombineAsync(other, action, executor);
    }

    @Override
    public final <U> CompletionStage<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return future.thenAcceptBoth(other, action);
    }

    @Override
    public final <U> CompletionStage<Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return future.thenAcceptBothAsync(other, action);
    }

    @Override
    public final <U> CompletionStage<Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action, Executor executor) {
        return future.thenAcceptBothAsync(other, action, executor);
    }

    @Override
    public final CompletionStage<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return future.runAfterBoth(other, action);
    }

    @Override
    public final CompletionStage<Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
        return future.runAfterBothAsync(other, action);
    }

    @Override
    public final CompletionStage<Void> runAfterBothAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return future.runAfterBothAsync(other, action, executor);
    }

    @Override
    public final <U> CompletionStage<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> action) {
        return future.applyToEither(other, action);
    }

    @Override
    public final <U> CompletionStage<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> action) {
        return future.applyToEitherAsync(other, action);
    }

    @Override
    public final <U> CompletionStage<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> action, Executor executor) {
        return future.applyToEitherAsync(other, action, executor);
    }

    @Override
    public final CompletionStage<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return future.acceptEither(other, action);
    }

    @Override
    public final CompletionStage<Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return future.acceptEitherAsync(other, action);
    }

    @Override
    public final CompletionStage<Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return future.acceptEitherAsync(other, action, executor);
    }

    @Override
    public final CompletionStage<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return future.runAfterEither(other, action);
    }

    @Override
    public final CompletionStage<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
        return future.runAfterEitherAsync(other, action);
    }

    @Override
    public final CompletionStage<Void> runAfterEitherAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        return future.runAfterEitherAsync(other, action, executor);
    }

    @Override
    public final <U> CompletionStage<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> action) {
        return future.thenCompose(action);
    }

    @Override
    public final <U> CompletionStage<U> thenComposeAsync(Function<? super T, ? extends CompletionStage<U>> action) {
        return future.thenComposeAsync(action);
    }

    @Override
    public final <U> CompletionStage<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> action, Executor executor) {
        return future.thenComposeAsync(action, executor);
    }

    @Override
    public final <U> CompletionStage<U> handle(BiFunction<? super T, Throwable, ? extends U> action) {
        return future.handle(action);
    }

    @Override
    public final <U> CompletionStage<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> action) {
        return future.handleAsync(action);
    }

    @Override
    public final <U> CompletionStage<U> handleAsync(
            BiFunction<? super T, Throwable, ? extends U> action, Executor executor) {
        return future.handleAsync(action, executor);
    }

    @Override
    public final CompletionStage<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return future.whenComplete(action);
    }

    @Override
    public final CompletionStage<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
        return future.whenCompleteAsync(action);
    }

    @Override
    public final CompletionStage<T> whenCompleteAsync(
            BiConsumer<? super T, ? super Throwable> action, Executor executor) {
        return future.whenCompleteAsync(action, executor);
    }

    @Override
    public final CompletionStage<T> exceptionally(Function<Throwable, ? extends T> action) {
        return future.exceptionally(action);
    }

    @Override
    public final CompletionStage<T> exceptionallyAsync(Function<Throwable, ? extends T> action) {
        return future.exceptionallyAsync(action);
    }

    @Override
    public final CompletionStage<T> exceptionallyAsync(Function<Throwable, ? extends T> action, Executor executor) {
        return future.exceptionallyAsync(action, executor);
    }

    @Override
    public final CompletionStage<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> action) {
        return future.exceptionallyCompose(action);
    }

    @Override
    public final CompletionStage<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> action) {
        return future.exceptionallyComposeAsync(action);
    }

    @Override
    public final CompletionStage<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> action, Executor executor) {
        return future.exceptionallyComposeAsync(action, executor);
    }
}
