package dev.cleave.service.api;

import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.request.Names;
import dev.cleave.wire.proto.jobs.v1.JobEvent;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.LogLine;
import dev.cleave.wire.proto.jobs.v1.ReadLogsRequest;
import dev.cleave.wire.proto.jobs.v1.WatchJobRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Opens feeds for those who may read them, and counts how many are open. */
final class Feeds {
    private static final int SHARE_OF_ONE_TOKEN = 10;

    private final JobDesk desk;
    private final Reception reception;
    private final int most;
    private final Map<String, Integer> openByToken = new HashMap<>();
    private final Map<String, Set<OpenFeed<?>>> openOf = new HashMap<>();
    private int open;

    Feeds(JobDesk desk, Reception reception, int most) {
        this.desk = desk;
        this.reception = reception;
        this.most = most;
    }

    CompletionStage<Feed<JobEvent>> watch(Caller caller, Supplier<WatchJobRequest> reading) {
        return open(caller, JobServiceGrpc.getWatchJobMethod().getFullMethodName(), () -> {
            WatchJobRequest request = reading.get();
            Names.job(request.getJob());
            return desk.watch(request.getJob(), request.getAfter());
        });
    }

    CompletionStage<Feed<LogLine>> logs(Caller caller, Supplier<ReadLogsRequest> reading) {
        return open(caller, JobServiceGrpc.getReadLogsMethod().getFullMethodName(), () -> {
            ReadLogsRequest request = reading.get();
            Names.job(request.getJob());
            return desk.logs(request.getJob(), request.getFollow(), request.getTail());
        });
    }

    /** How many are open now. */
    synchronized int open() {
        return open;
    }

    private <T> CompletionStage<Feed<T>> open(
            Caller caller, String action, Supplier<CompletionStage<Feed<T>>> opening) {
        return reception.decide(caller, Permission.SEE, false, action, () -> "", () -> {
            enter(caller.tokenId());
            AtomicBoolean entered = new AtomicBoolean(true);
            Runnable leave = () -> {
                if (entered.getAndSet(false)) {
                    leave(caller.tokenId());
                }
            };
            try {
                return opening.get().handle((feed, failure) -> {
                    if (failure != null) {
                        leave.run();
                        throw Failures.refusal(failure);
                    }
                    return opened(caller.tokenId(), feed, leave);
                });
            } catch (RuntimeException e) {
                leave.run();
                throw e;
            }
        });
    }

    private <T> Feed<T> opened(String token, Feed<T> feed, Runnable leave) {
        List<OpenFeed<?>> self = new ArrayList<>(1);
        OpenFeed<T> opened = new OpenFeed<>(feed, () -> {
            self.forEach(one -> forget(token, one));
            leave.run();
        });
        self.add(opened);
        synchronized (this) {
            openOf.computeIfAbsent(token, t -> new HashSet<>()).add(opened);
        }
        return opened;
    }

    private synchronized void forget(String token, OpenFeed<?> feed) {
        Set<OpenFeed<?>> own = openOf.get(token);
        if (own != null && own.remove(feed) && own.isEmpty()) {
            openOf.remove(token);
        }
    }

    /** Ends all feeds of a token that is good no more. */
    void end(String token) {
        List<OpenFeed<?>> own;
        synchronized (this) {
            own = List.copyOf(openOf.getOrDefault(token, Set.of()));
        }
        Refusal why = Refusal.of(
                RefusalCode.UNAUTHENTICATED, "authorization", "a token that was revoked", "one that is good");
        own.forEach(feed -> feed.end(why));
    }

    private synchronized void enter(String token) {
        int own = openByToken.getOrDefault(token, 0);
        if (open >= most || own >= Math.max(1, most / SHARE_OF_ONE_TOKEN)) {
            throw Refusal.of(
                            RefusalCode.RATE_LIMITED,
                            "too many watches and logs are open: " + own + " of this token, " + open + " in all")
                    .retryableAfter(Duration.ofSeconds(10));
        }
        open++;
        openByToken.put(token, own + 1);
    }

    private synchronized void leave(String token) {
        open--;
        openByToken.computeIfPresent(token, (t, own) -> own == 1 ? null : own - 1);
    }
}
