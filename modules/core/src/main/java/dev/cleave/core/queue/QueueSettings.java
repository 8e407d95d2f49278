package dev.cleave.core.queue;

/**
 * The bounds and times by which the queue decides. All times are in nanoseconds.
 *
 * @param mostRunning how many jobs run at one time, at least 1
 * @param mostWaiting how many jobs wait at one time, at least 1; the memory of the queue grows with it and
 *     {@code mostRunning} only
 * @param halfLifeNanos after how long an owner's usage counts half
 * @param ageNanos for how long nothing of an owner's priority must have started for that priority to count one higher
 * @param presumedLaneNanos how much usage each running job counts for beforehand, so that an owner cannot fill the cluster
 *     before any usage is reported
 * @param backOffNanos how long a failed job waits before its first retry, about; doubles with each
 * @param mostBackOffNanos how long at most
 * @param leastRetryAfterNanos the soonest that somebody is asked to come back when the queue is full
 * @param mostRetryAfterNanos the latest
 */
public record QueueSettings(
        int mostRunning,
        int mostWaiting,
        long halfLifeNanos,
        long ageNanos,
        long presumedLaneNanos,
        long backOffNanos,
        long mostBackOffNanos,
        long leastRetryAfterNanos,
        long mostRetryAfterNanos) {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    public QueueSettings {
        if (mostRunning < 1 || mostWaiting < 1) {
            throw new IllegalArgumentException(
                    "jobs: " + mostRunning + " running, " + mostWaiting + " waiting (expected: 1 or more each)");
        }
        if (halfLifeNanos < 1 || ageNanos < 1 || backOffNanos < 1 || mostBackOffNanos < backOffNanos) {
            throw new IllegalArgumentException("times: half-life " + halfLifeNanos + ", age " + ageNanos + ", back-off "
                    + backOffNanos + " to " + mostBackOffNanos + " ns (expected: above 0, and in order)");
        }
    }

    /** What suits a cluster in one place: 16 jobs at once, 100,000 waiting, usage halved every day. */
    public static QueueSettings defaults() {
        return new QueueSettings(
                16, 100_000, 24 * 60 * MINUTE, 30 * MINUTE, 60 * SECOND, 5 * SECOND, 10 * MINUTE, SECOND, 5 * MINUTE);
    }

    /** The same with other times by which usage is forgotten and priorities rise. */
    public QueueSettings withUsage(long halfLife, long age) {
        return new QueueSettings(
                mostRunning,
                mostWaiting,
                halfLife,
                age,
                presumedLaneNanos,
                backOffNanos,
                mostBackOffNanos,
                leastRetryAfterNanos,
                mostRetryAfterNanos);
    }

    /** The same with other times between retries of a job. */
    public QueueSettings withBackOff(long first, long most) {
        return new QueueSettings(
                mostRunning,
                mostWaiting,
                halfLifeNanos,
                ageNanos,
                presumedLaneNanos,
                first,
                most,
                leastRetryAfterNanos,
                mostRetryAfterNanos);
    }

    /** The same with other times after which somebody who was refused is asked to come back. */
    public QueueSettings withRetryAfter(long least, long most) {
        return new QueueSettings(
                mostRunning,
                mostWaiting,
                halfLifeNanos,
                ageNanos,
                presumedLaneNanos,
                backOffNanos,
                mostBackOffNanos,
                least,
                most);
    }

    /** The same with other numbers of jobs. */
    public QueueSettings withMost(int running, int waiting) {
        return new QueueSettings(
                running,
                waiting,
                halfLifeNanos,
                ageNanos,
                presumedLaneNanos,
                backOffNanos,
                mostBackOffNanos,
                leastRetryAfterNanos,
                mostRetryAfterNanos);
    }
}
