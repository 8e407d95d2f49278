package dev.cleave.simulator.network;

/**
 * How a simulated network treats messages.
 *
 * @param latencyNanos how long a message takes at least
 * @param jitterNanos how much longer it may take
 * @param dropped the share of messages that get lost, 0 to 1
 * @param doubled the share that arrives twice
 * @param delayed the share that arrives much later, and so out of order
 * @param delayNanos how much later at most
 */
public record LinkQuality(
        long latencyNanos, long jitterNanos, double dropped, double doubled, double delayed, long delayNanos) {

    /** Whether nothing gets lost, doubled or overtaken. */
    public boolean isPerfect() {
        return dropped == 0 && doubled == 0 && delayed == 0;
    }

    /** A network without faults. */
    public static LinkQuality perfect(long latencyNanos) {
        return new LinkQuality(latencyNanos, latencyNanos / 5, 0, 0, 0, 0);
    }
}
