package dev.cleave.service.api;

import com.google.protobuf.util.Timestamps;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.service.access.Caller;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.*;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A desk that keeps everything in memory and runs nothing: tests say what happens to a job. */
final class MemoryDesk implements JobDesk {
    private final Path folder;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, List<JobEvent>> events = new LinkedHashMap<>();
    private final List<MemoryFeed> feeds = new ArrayList<>();
    private int submitted;
    volatile boolean ready = true;
    volatile @Nullable RuntimeException broken;

    MemoryDesk(Path folder) {
        this.folder = folder;
    }

    /** Something happens to a job; who watches it learns of it. */
    synchronized void happens(String job, JobEvent.Builder what, boolean last) {
        List<JobEvent> all = events.get(job);
        all.add(what.setNumber(all.size() + 1).setAt(Timestamps.fromMillis(0)).build());
        if (last) {
            jobs.computeIfPresent(
                    job, (id, j) -> j.toBuilder().setState(JobState.SUCCEEDED).build());
        }
        List.copyOf(feeds).forEach(MemoryFeed::look);
    }

    synchronized int openFeeds() {
        return feeds.size();
    }

    @Override
    public synchronized CompletionStage<Job> submit(Caller caller, SubmitJobRequest request) {
        return answer(() -> {
            String id = String.format("job-%04d", ++submitted);
            Job job = Job.newBuilder()
                    .setId(id)
                    .setRequest(request.getJob())
                    .setOwner(caller.owner())
                    .setState(JobState.QUEUED)
                    .build();
            jobs.put(id, job);
            events.put(id, new ArrayList<>());
            return job;
        });
    }

    @Override
    public synchronized CompletionStage<Job> get(String job) {
        return answer(() -> Optional.ofNullable(jobs.get(job)).orElseThrow(() -> Refusal.notFound("job", job)));
    }

    @Override
    public synchronized CompletionStage<ListJobsResponse> list(ListJobsRequest request) {
        return answer(() -> ListJobsResponse.newBuilder()
                .addAllJobs(jobs.values().stream()
                        .filter(job -> request.getOwner().isEmpty()
                                || request.getOwner().equals(job.getOwner()))
                        .filter(job -> request.getStatesCount() == 0
                                || request.getStatesList().contains(job.getState()))
                        .toList())
                .build());
    }

    @Override
    public synchronized CompletionStage<Feed<JobEvent>> watch(String job, long after) {
        return get(job).thenApply(found -> {
            MemoryFeed feed = new MemoryFeed(job, (int) after);
            feeds.add(feed);
            return feed;
        });
    }

    @Override
    public synchronized CompletionStage<JobResult> result(String job, Duration wait) {
        return get(job).thenApply(found -> {
            if (found.getState() != JobState.SUCCEEDED) {
                throw Refusal.of(RefusalCode.JOB_NOT_ENDED, job + " has not ended")
                        .retryableAfter(Duration.ofMillis(1500));
            }
            return JobResult.newBuilder().setText("365596").build();
        });
    }

    @Override
    public synchronized CompletionStage<Feed<LogLine>> logs(String job, boolean follow, int tail) {
        return get(job).thenApply(found -> {
            List<LogLine> lines = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                lines.add(LogLine.newBuilder()
                        .setNode("node-1")
                        .setText("line " + i)
                        .build());
            }
            return new Feed<LogLine>() {
                private boolean read;

                @Override
                public CompletionStage<List<LogLine>> next(int most) {
                    List<LogLine> next = read ? List.of() : lines.subList(tail == 0 ? 0 : 3 - tail, 3);
                    read = true;
                    return CompletableFuture.completedFuture(next);
                }

                @Override
                public void close() {}
            };
        });
    }

    @Override
    public synchronized CompletionStage<Job> cancel(Caller caller, String job) {
        return answer(() -> jobs.computeIfPresent(
                job, (id, j) -> j.toBuilder().setState(JobState.CANCELLED).build()));
    }

    @Override
    public synchronized CompletionStage<Job> retry(Caller caller, RetryJobRequest request) {
        return get(request.getJob())
                .thenCompose(job -> submit(
                        caller,
                        SubmitJobRequest.newBuilder().setJob(job.getRequest()).build()));
    }

    @Override
    public CompletionStage<Explanation> explain(String job) {
        return get(job).thenApply(found -> Explanation.newBuilder().setJob(job).build());
    }

    @Override
    public CompletionStage<String> openSession(String job, SessionClient client) {
        return answer(() -> {
            client.opened(new EchoSession(client));
            return job;
        });
    }

    /** Answers each chunk with itself. */
    private record EchoSession(SessionClient client) implements SessionClient.Inlet {
        @Override
        public void say(List<ToSession> messages) {
            for (ToSession message : messages) {
                if (message instanceof ToSession.Chunk chunk) {
                    client.told(List.of(new FromSession.Ended(chunk.number(), chunk.problem())));
                } else if (message instanceof ToSession.Close) {
                    client.over(new Outcome.Cancelled());
                }
            }
        }

        @Override
        public void gone() {
            // Nothing is kept.
        }
    }

    @Override
    public CompletionStage<List<Blob>> missing(List<Blob> blobs) {
        return answer(() -> blobs.stream()
                .filter(blob -> !Files.exists(folder.resolve(blob.getSha256())))
                .toList());
    }

    @Override
    public CompletionStage<Optional<Path>> file(Blob blob) {
        return answer(() -> Optional.of(folder.resolve(blob.getSha256())).filter(Files::exists));
    }

    @Override
    public CompletionStage<Blob> keep(Caller caller, Blob blob, Path file) {
        return answer(() -> {
            try {
                Files.move(file, folder.resolve(blob.getSha256()), StandardCopyOption.REPLACE_EXISTING);
                return blob;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public CompletionStage<List<Node>> nodes() {
        return answer(
                () -> List.of(Node.newBuilder().setId("node-1").setLanes(2).build()));
    }

    @Override
    public CompletionStage<Node> drain(Caller caller, String node) {
        return answer(
                () -> Node.newBuilder().setId(node).setState(NodeState.DRAINING).build());
    }

    @Override
    public PipelineDesk pipelines() {
        return new MemoryPipelines();
    }

    @Override
    public Version version() {
        return Version.newBuilder().setVersion("1.2.3").setNode("node-1").build();
    }

    @Override
    public boolean ready() {
        return ready;
    }

    private <T> CompletionStage<T> answer(Supplier<T> answer) {
        RuntimeException failure = broken;
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        try {
            return CompletableFuture.completedFuture(answer.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private final class MemoryFeed implements Feed<JobEvent> {
        private final String job;
        private int seen;
        private @Nullable CompletableFuture<List<JobEvent>> owed;
        private int most;

        MemoryFeed(String job, int seen) {
            this.job = job;
            this.seen = seen;
        }

        @Override
        public CompletionStage<List<JobEvent>> next(int count) {
            synchronized (MemoryDesk.this) {
                CompletableFuture<List<JobEvent>> answer = new CompletableFuture<>();
                owed = answer;
                most = count;
                look();
                return answer;
            }
        }

        void look() {
            List<JobEvent> all = events.get(job);
            boolean ended = jobs.get(job).getState() == JobState.SUCCEEDED;
            CompletableFuture<List<JobEvent>> waiting = owed;
            if (waiting == null || (seen >= all.size() && !ended)) {
                return;
            }
            List<JobEvent> next =
                    seen >= all.size() ? List.of() : List.copyOf(all.subList(seen, Math.min(all.size(), seen + most)));
            seen += next.size();
            owed = null;
            waiting.complete(next);
        }

        @Override
        public void close() {
            synchronized (MemoryDesk.this) {
                feeds.remove(this);
            }
        }
    }
}
