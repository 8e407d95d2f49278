package dev.cleave.service.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A feed as a stream of gRPC messages. */
final class GrpcFeed<T, M> implements FeedPump.Sink<T> {
    private final ServerCallStreamObserver<M> out;
    private final BiConsumer<List<T>, StreamObserver<M>> writing;
    private final Executor executor;
    private @Nullable FeedPump<T> pump;
    private boolean gone;

    private GrpcFeed(
            ServerCallStreamObserver<M> out, BiConsumer<List<T>, StreamObserver<M>> writing, Executor executor) {
        this.out = out;
        this.writing = writing;
        this.executor = executor;
    }

    /** Called where the call begins. */
    static <T, M> void answer(
            CompletionStage<? extends Feed<T>> opening,
            StreamObserver<M> observer,
            BiConsumer<List<T>, StreamObserver<M>> writing) {
        ServiceRequestContext ctx = ServiceRequestContext.current();
        ctx.clearRequestTimeout();
        ServerCallStreamObserver<M> out = (ServerCallStreamObserver<M>) observer;
        GrpcFeed<T, M> answer = new GrpcFeed<>(out, writing, ctx.eventLoop());
        out.setOnReadyHandler(answer::wake);
        out.setOnCancelHandler(answer::cancelled);
        opening.whenComplete((feed, failure) -> answer.executor.execute(() -> answer.opened(feed, failure)));
    }

    private void opened(@Nullable Feed<T> feed, @Nullable Throwable failure) {
        if (feed == null) {
            fail(failure == null ? new IllegalStateException("no feed") : failure);
        } else if (gone) {
            feed.close();
        } else {
            pump = new FeedPump<>(feed, this, executor);
            pump.wake();
        }
    }

    private void wake() {
        executor.execute(() -> {
            if (pump != null) {
                pump.wake();
            }
        });
    }

    private void cancelled() {
        executor.execute(() -> {
            gone = true;
            if (pump != null) {
                pump.stop();
            }
        });
    }

    @Override
    public boolean isReady() {
        return !gone && out.isReady();
    }

    @Override
    public void take(List<T> items) {
        writing.accept(items, out);
    }

    @Override
    public void end() {
        out.onCompleted();
    }

    @Override
    public void fail(Throwable failure) {
        out.onError(Answers.status(Failures.refusal(failure)));
    }
}
