package dev.cleave.simulator.cluster;

/**
 * What is assumed of the store.
 *
 * @param commitNanos how long a write takes at least
 * @param jitterNanos how much longer at most
 * @param fails the probability that a write is said to have failed; half of those are on disk all the same
 * @param mostInBatch how many entries are written at once, at least 1
 */
public record StoreModel(long commitNanos, long jitterNanos, double fails, int mostInBatch) {}
