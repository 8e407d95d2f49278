package dev.cleave.simulator;

/**
 * What is assumed to cost time besides steps and latency.
 *
 * @param messageNanos how long the coordinator is at work for each message that it gets or sends, one after the other
 * @param bytesPerSecond how much each machine can send, and as much receive, per second; 0 for any amount
 * @param slowNode how fast the first node's lanes are, measured by the others'; 1 for as fast
 */
public record CostModel(long messageNanos, long bytesPerSecond, double slowNode) {

    /** Nothing does, and all nodes are equally fast. */
    public static final CostModel FREE = new CostModel(0, 0, 1.0);
}
