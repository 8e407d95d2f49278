package dev.cleave.core.queue;

/**
 * How much of the cluster a running job may use.
 *
 * @param maxCores how many lanes at one time, over all nodes
 * @param maxNodes how many nodes at one time
 * @param coresPerNode nodes with fewer lanes are not for it
 * @param share its part compared with other running jobs: the owner's weight, divided by the number of the owner's running
 *     jobs, times 1.25 for each step of priority
 */
public record Allowance(int maxCores, int maxNodes, int coresPerNode, double share) {}
