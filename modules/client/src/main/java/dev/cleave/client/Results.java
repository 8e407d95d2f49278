package dev.cleave.client;

import dev.cleave.api.JobFailedException;
import dev.cleave.wire.proto.jobs.v1.GetResultRequest;
import dev.cleave.wire.proto.jobs.v1.JobResult;
import dev.cleave.wire.value.ValueRefusedException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fetches results, and waits for them. */
final class Results {

    /** How long one question waits at most. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Asking asking;
    private final Jobs jobs;
    private final Time time;
    private final RandomGenerator random;

    Results(Asking asking, Jobs jobs, Time time, RandomGenerator random) {
        this.asking = asking;
        this.jobs = jobs;
        this.time = time;
        this.random = random;
    }

    /**
     * The result of a job.
     *
     * @param wait how long to wait for its end
     * @throws JobFailedException if it failed
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws CleaveException {@code JOB_NOT_ENDED} if it has not ended by then, and whatever else is in the way
     */
    <R> @Nullable R result(String id, Duration wait, Decoding<R> decoding) throws JobFailedException {
        JobResult result = await(id, wait);
        if (result.hasBlob() && decoding != Decoding.TEXT) {
            throw CleaveException.of(
                    "RESULT_TOO_LARGE",
                    "the result of job " + id + " has " + result.getBlob().getSize()
                            + " bytes encoded, more than is sent to clients; its text can be had",
                    false,
                    null);
        }
        try {
            return decoding.decode(result.getText(), result.getEncoded().toByteArray());
        } catch (ValueRefusedException refused) {
            throw new JobFailedException(refused.failure("/"));
        }
    }

    private JobResult await(String id, Duration wait) throws JobFailedException {
        long end = time.nanos() + wait.toNanos();
        BackOff backOff = new BackOff(random);
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - time.nanos()));
            Duration now = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            GetResultRequest request = GetResultRequest.newBuilder()
                    .setJob(id)
                    .setWait(Moments.message(now))
                    .build();
            try {
                return asking.ask((node, deadline) ->
                        Jobs.service(node, deadline.plus(now)).getResult(request));
            } catch (CleaveException refused) {
                switch (refused.code()) {
                    case Asking.JOB_NOT_ENDED -> pauseUnlessOver(left, backOff, refused);
                    case "JOB_FAILED", "JOB_CANCELLED" -> throw ended(id);
                    default -> throw refused;
                }
            }
        }
    }

    private void pauseUnlessOver(Duration left, BackOff backOff, CleaveException notEnded) {
        if (left.isZero()) {
            throw notEnded;
        }
        Duration pause = backOff.next();
        try {
            time.pause(pause.compareTo(left) < 0 ? pause : left);
        } catch (InterruptedException e) {
            throw Asking.interrupted(e);
        }
    }

    private RuntimeException ended(String id) throws JobFailedException {
        Exception ending = Jobs.ending(jobs.status(id));
        if (ending instanceof JobFailedException failed) {
            throw failed;
        }
        return (RuntimeException) ending;
    }
}
