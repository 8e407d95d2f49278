package dev.cleave.core.node;

/** Says when a heartbeat may go: regularly, and at once for something urgent, but not too often. */
final class BeatPacer {

    private final NodeSettings settings;
    private long lastBeatAt;
    private long lastRefillAt;
    private int tokens;
    private boolean urgent;

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
        long regular = lastBeatAt + settings.heartbeatNanos();
        return urgent ? Math.min(regular, lastRefillAt + settings.urgentNanos()) : regular;
    }
}
