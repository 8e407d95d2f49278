package dev.cleave.core.node;

/** Says when a heartbeat may go: regularly, and at once for something urgent, but not too often. */
final class BeatPacer {

    private static final long FIRST_HUNGRY_NANOS = 10_000_000L;

    private final NodeSettings settings;
    private long lastBeatAt;
    private long lastRefillAt;
    private int tokens;
    private boolean urgent;
    private long hungryNanos;
    private long hungryAt = Long.MAX_VALUE;

    BeatPacer(NodeSettings settings) {
        this.settings = settings;
        this.tokens = settings.urgentBurst();
    }

    void start(long now) {
        lastRefillAt = now;
        lastBeatAt = now - settings.heartbeatNanos();
    }

    /** Something has changed that the coordinator should know soon. */
    void hurry() {
        urgent = true;
    }

    /** Lanes stand idle: says so again and again, ever more rarely, as what was said may have got lost. */
    void hungry(boolean is, long now) {
        if (!is) {
            hungryAt = Long.MAX_VALUE;
        } else if (hungryAt == Long.MAX_VALUE) {
            hungryNanos = FIRST_HUNGRY_NANOS;
            hungryAt = now + hungryNanos;
        } else if (now >= hungryAt) {
            urgent = true;
            hungryNanos = Math.min(settings.heartbeatNanos(), 2 * hungryNanos);
            hungryAt = now + hungryNanos;
        }
    }

    boolean isRegularDue(long now) {
        return now - lastBeatAt >= settings.heartbeatNanos();
    }

    /** Whether a heartbeat should go now; if so it counts as sent. */
    boolean takeUrgent(long now) {
        if (!urgent) {
            return false;
        }
        long refilled = (now - lastRefillAt) / settings.urgentNanos();
        if (refilled > 0) {
            tokens = (int) Math.min(settings.urgentBurst(), tokens + refilled);
            lastRefillAt += refilled * settings.urgentNanos();
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        urgent = false;
        return true;
    }

    /** A regular heartbeat has gone. */
    void beaten(long now) {
        lastBeatAt = now;
        urgent = false;
    }

    /** When the next heartbeat should go. */
    long dueAt() {
        long regular = Math.min(hungryAt, lastBeatAt + settings.heartbeatNanos());
        return urgent ? Math.min(regular, lastRefillAt + settings.urgentNanos()) : regular;
    }
}
