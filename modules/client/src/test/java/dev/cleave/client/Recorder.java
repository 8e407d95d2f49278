package dev.cleave.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Remembers what it is told about a job. */
final class Recorder implements JobListener {

    private final List<JobEvent> events = new ArrayList<>();
    final CompletableFuture<String> end = new CompletableFuture<>();

    synchronized List<Long> numbers() {
        return events.stream().map(JobEvent::number).toList();
    }

    /** How the watch ended: {@code ended} or the code of what stopped it. */
    String awaitEnd() throws Exception {
        return end.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public synchronized void happened(JobEvent event) {
        events.add(event);
    }

    @Override
    public void ended() {
        end.complete("ended");
    }

    @Override
    public void stopped(CleaveException why) {
        end.complete(why.code());
    }
}
