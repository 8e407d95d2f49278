package dev.cleave.core.queue;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;

/** A queue with a recording port and a clock that is moved by hand. */
final class QueueBench {

    static final long SECOND = 1_000_000_000L;

    final RecordingQueuePort port = new RecordingQueuePort();
    final JobQueue queue;
    long now = SECOND;

    QueueBench(int mostRunning, int mostWaiting) {
        queue = new JobQueue(QueueSettings.defaults().withMost(mostRunning, mostWaiting), port);
    }

    /** With one node of many lanes. */
    static QueueBench withNode(int mostRunning) {
        QueueBench bench = new QueueBench(mostRunning, 1000);
        bench.node("node", 16);
        return bench;
    }

    void node(String name, int lanes) {
        queue.nodeJoined(new NodeId(name), lanes, now);
    }

    static JobRequest job(String name, String owner) {
        return JobRequest.of(new JobId(name), owner);
    }

    boolean submit(JobRequest request) {
        return queue.submit(request, now);
    }

    void submit(String name, String owner) {
        submit(job(name, owner));
    }

    void succeed(String name) {
        queue.jobEnded(new JobId(name), new Outcome.Succeeded(new Payload.Inline(new byte[0]), Measured.NOTHING), now);
    }

    void fail(String name, Code code) {
        queue.jobEnded(new JobId(name), new Outcome.Failed(JobFailure.of(code, "", "as planned")), now);
    }

    void cancel(String name) {
        queue.cancel(new JobId(name), now);
    }

    void used(String name, long laneSeconds) {
        queue.used(new JobId(name), laneSeconds * SECOND, now);
    }

    void pass(long nanos) {
        now += nanos;
        queue.tick(now);
    }

    String why(String name) {
        return queue.why(new JobId(name), now).map(Explanation::sentence).orElse("unknown");
    }
}
