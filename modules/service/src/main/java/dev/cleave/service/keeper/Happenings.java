package dev.cleave.service.keeper;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wakes up those who wait for something to happen to a job. What happened they read from the store; only progress, which
 * is not stored, is kept here while a job runs.
 *
 * <p>Safe for use by many threads. Bounded by the number of running jobs and of those who wait.
 */
public final class Happenings {

    /** What is known of a job while somebody waits or it runs. */
    private static final class Topic {
        private long version;
        private @Nullable Progress progress;
        private final List<CompletableFuture<Long>> waiting = new ArrayList<>();
    }

    /** The state of things at some moment: to be taken before the store is read, so that nothing is missed. */
    public record Mark(long version, @Nullable Progress progress) {}

    private final Map<JobId, Topic> topics = new HashMap<>();
    private final List<Consumer<JobId>> listeners = new CopyOnWriteArrayList<>();
    private long versions;
    private volatile boolean over;

    /** What is known now. */
    public synchronized Mark mark(JobId job) {
        Topic topic = topics.get(job);
        return topic == null ? new Mark(versions, null) : new Mark(topic.version, topic.progress);
    }

    /** Whether nothing will be told any more: the term is over. */
    public boolean isOver() {
        return over;
    }

    /** Tells nothing any more; wakes up all who wait, so that they find that out. */
    public void end() {
        List<CompletableFuture<Long>> woken = new ArrayList<>();
        synchronized (this) {
            over = true;
            topics.values().forEach(topic -> woken.addAll(topic.waiting));
            topics.clear();
        }
        woken.forEach(waiting -> waiting.complete(Long.MAX_VALUE));
    }

    /** Completed as soon as something has happened since the mark was taken; sometimes without that. */
    public synchronized CompletionStage<Long> after(JobId job, Mark mark) {
        Topic topic = topics.get(job);
        long version = topic == null ? versions : topic.version;
        if (over || version > mark.version()) {
            return CompletableFuture.completedFuture(version);
        }
        if (topic == null) {
            topic = new Topic();
            topic.version = version;
            topics.put(job, topic);
        }
        CompletableFuture<Long> happened = new CompletableFuture<>();
        topic.waiting.add(happened);
        happened.whenComplete((done, failure) -> drop(job, happened));
        return happened;
    }

    /** Tells somebody of each job of which something was written to the store, on the thread that wrote it. */
    public void listen(Consumer<JobId> listener) {
        listeners.add(listener);
    }

    /** How far a job is. */
    public void progress(JobId job, Progress progress) {
        wake(job, progress, false);
    }

    /** Something was written to the store. */
    public void stored(JobId job) {
        wake(job, null, false);
        listeners.forEach(listener -> listener.accept(job));
    }

    /** The job does not run any more. */
    public void stopped(JobId job) {
        wake(job, null, true);
        listeners.forEach(listener -> listener.accept(job));
    }

    private void wake(JobId job, @Nullable Progress progress, boolean stopped) {
        List<CompletableFuture<Long>> woken;
        long version;
        synchronized (this) {
            version = ++versions;
            Topic topic = topics.get(job);
            if (topic == null && progress == null) {
                return;
            }
            if (topic == null) {
                topic = new Topic();
                topics.put(job, topic);
            }
            topic.version = version;
            topic.progress = stopped ? null : progress == null ? topic.progress : progress;
            woken = List.copyOf(topic.waiting);
            topic.waiting.clear();
            if (topic.progress == null) {
                topics.remove(job);
            }
        }
        woken.forEach(waiting -> waiting.complete(version));
    }

    /** Of how many jobs something is kept. */
    synchronized int size() {
        return topics.size();
    }

    private synchronized void drop(JobId job, CompletableFuture<Long> waiting) {
        Topic topic = topics.get(job);
        if (topic != null && topic.waiting.remove(waiting) && topic.waiting.isEmpty() && topic.progress == null) {
            topics.remove(job);
        }
    }
}
