package dev.cleave.client;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Asks a cluster until it answers, within bounds.
 *
 * <p>A node that does not answer is left for the next one; when all have been tried, there is a pause, longer each time.
 * What may be accepted later is asked for again after the time that the cluster named. Questions that must not be
 * asked twice are asked again only if the first certainly had no effect. Safe for use by many threads at once.
 */
final class Asking {

    /** Refused for as long as a job runs: whoever wants to wait does so by other means. */
    static final String JOB_NOT_ENDED = "JOB_NOT_ENDED";

    private static final int MOST_NONSENSE = 4;

    private final Nodes nodes;
    private final Time time;
    private final RandomGenerator random;
    private final Duration patience;
    private final Duration answerWithin;

    Asking(Nodes nodes, Time time, RandomGenerator random, Duration patience, Duration answerWithin) {
        this.nodes = nodes;
        this.time = time;
        this.random = random;
        this.patience = patience;
        this.answerWithin = answerWithin;
    }

    /** One call to one node. */
    @FunctionalInterface
    interface Question<T> {
        /**
         * Asks.
         *
         * @param node the connection
         * @param deadline how long it may take
         */
        T ask(Channel node, Duration deadline) throws InterruptedException;
    }

    /**
     * The answer to a question that may be asked any number of times.
     *
     * @throws CleaveException if it is refused, or nobody answers
     */
    <T> T ask(Question<T> question) {
        return ask(question, true);
    }

    /**
     * The answer to a question that must have its effect once.
     *
     * @throws CleaveException if it is refused, nobody answers, or {@code UNCERTAIN}
     */
    <T> T askOnce(Question<T> question) {
        return ask(question, false);
    }

    private <T> T ask(Question<T> question, boolean repeatable) {
        long end = time.nanos() + patience.toNanos();
        BackOff backOff = new BackOff(random);
        int nonsense = 0;
        for (int failed = 1; ; failed++) {
            Nodes.Turn turn = nodes.turn();
            Trouble trouble;
            try {
                Duration left = Duration.ofNanos(Math.max(1, end - time.nanos()));
                return question.ask(turn.channel(), left.compareTo(answerWithin) < 0 ? left : answerWithin);
            } catch (StatusRuntimeException thrown) {
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted(thrown);
                }
                trouble = Trouble.of(thrown);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            CleaveException exception = trouble.exception();
            if (trouble.isRefusal()
                    && (!exception.isRetryable() || exception.code().equals(JOB_NOT_ENDED))) {
                throw exception;
            }
            if (!repeatable && !trouble.neverArrived()) {
                throw CleaveException.of(
                        CleaveException.UNCERTAIN,
                        "no answer, and it may have been done all the same: " + exception.getMessage(),
                        false,
                        exception);
            }
            nonsense += trouble.isNonsense() ? 1 : 0;
            if (trouble.anotherMayDo()) {
                nodes.failed(turn);
            }
            Duration pause = pause(trouble, failed, backOff);
            if (time.nanos() + pause.toNanos() >= end || nonsense >= MOST_NONSENSE) {
                throw trouble.isRefusal() ? exception : nobody(exception, failed);
            }
            pause(pause);
        }
    }

    private Duration pause(Trouble trouble, int failed, BackOff backOff) {
        if (trouble.exception().retryAfter().isPresent()) {
            return backOff.notBefore(trouble.exception().retryAfter().get());
        }
        boolean allTried = failed % nodes.count() == 0;
        return allTried || !trouble.anotherMayDo() ? backOff.next() : Duration.ZERO;
    }

    private void pause(Duration howLong) {
        try {
            time.pause(howLong);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CleaveException nobody(CleaveException last, int failed) {
        String times = failed == 1 ? "1 try" : failed + " tries";
        return CleaveException.of(
                last.code(), "no answer from " + nodes + " after " + times + ": " + last.getMessage(), true, last);
    }

    static CleaveException interrupted(Throwable cause) {
        Thread.currentThread().interrupt();
        return CleaveException.of(CleaveException.INTERRUPTED, "interrupted while waiting", true, cause);
    }
}
