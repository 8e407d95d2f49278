package dev.cleave.service.desk;

import dev.cleave.core.job.JobId;
import dev.cleave.service.api.Feed;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.store.JobEvent;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.Store;
import dev.cleave.wire.proto.jobs.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What happens to one job, read from the store as the reader goes on. */
final class EventFeed implements Feed<dev.cleave.wire.proto.jobs.v1.JobEvent> {

    private final JobId job;
    private final Store store;
    private final Happenings happenings;
    private final Executor blocking;
    private long after;
    private dev.cleave.core.job.@Nullable Progress shown;
    private volatile boolean closed;
    private volatile @Nullable CompletableFuture<Long> waiting;

    EventFeed(JobId job, long after, Store store, Happenings happenings, Executor blocking) {
        this.job = job;
        this.after = after;
        this.store = store;
        this.happenings = happenings;
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<List<dev.cleave.wire.proto.jobs.v1.JobEvent>> next(int most) {
        return CompletableFuture.supplyAsync(() -> look(most), blocking).thenCompose(found -> found);
    }

    private CompletionStage<List<dev.cleave.wire.proto.jobs.v1.JobEvent>> look(int most) {
        if (closed) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (happenings.isOver()) {
            return CompletableFuture.failedFuture(Refusals.termOver());
        }
        Happenings.Mark mark = happenings.mark(job);
        // In this order: events that are read after the job's state tell of its end if the state does, and a job that
        // is
        // read after an event is at least as far.
        boolean over = hasEnded(store.jobs().find(job));
        List<JobEvent> events = store.jobs().events(job, after, most);
        if (!events.isEmpty()) {
            after = events.get(events.size() - 1).number();
            return CompletableFuture.completedFuture(shown(events, mark));
        }
        if (over) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (mark.progress() != null && !mark.progress().equals(shown)) {
            shown = mark.progress();
            return CompletableFuture.completedFuture(List.of(dev.cleave.wire.proto.jobs.v1.JobEvent.newBuilder()
                    .setAt(Shown.at(System.currentTimeMillis()))
                    .setProgress(Shown.progress(shown))
                    .build()));
        }
        CompletableFuture<Long> something = happenings.after(job, mark).toCompletableFuture();
        waiting = something;
        if (closed) {
            something.cancel(false);
        }
        return something.handleAsync((version, gone) -> look(most), blocking).thenCompose(again -> again);
    }

    private List<dev.cleave.wire.proto.jobs.v1.JobEvent> shown(List<JobEvent> events, Happenings.Mark mark) {
        Optional<JobRow> row = store.jobs().find(job);
        if (row.isEmpty()) {
            return List.of(); // Forgotten meanwhile.
        }
        Job now = Shown.job(row.get(), store.jobs().end(job), mark.progress());
        return events.stream().map(event -> Shown.event(event, now)).toList();
    }

    private static boolean hasEnded(Optional<JobRow> row) {
        return row.isEmpty() || row.get().state().hasEnded();
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<Long> something = waiting;
        if (something != null) {
            something.cancel(false);
        }
    }
}
