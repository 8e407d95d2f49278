package dev.cleave.simulator;

import dev.cleave.simulator.network.BatchCost;

/**
 * What is assumed to cost time besides steps and latency.
 *
 * @param coordinator how long the coordinator is at work for what it gets and sends, one batch after the other
 * @param bytesPerSecond how much each machine can send, and as much receive, per second; 0 for any amount
 * @param slowNode how fast the first node's lanes are, measured by the others'; 1 for as fast
 */
public record CostModel(BatchCost coordinator, long bytesPerSecond, double slowNode) {

    /** Nothing does, and all nodes are equally fast. */
    public static final CostModel FREE = new CostModel(BatchCost.FREE, 0, 1.0);

    /** A coordinator as it was measured, any bandwidth, and nodes that are equally fast. */
    public static final CostModel MEASURED = new CostModel(BatchCost.MEASURED, 0, 1.0);
}
