package dev.cleave.core.share;

import dev.cleave.core.job.JobId;

/**
 * What a running job may have of the cluster.
 *
 * @param job which
 * @param weight its part compared with other running jobs, above 0
 * @param maxCores how many lanes at one time over all nodes, at least 1
 * @param maxNodes how many nodes at one time, at least 1
 * @param minCores how many lanes its nodes should have together, at least 1
 * @param coresPerNode nodes with fewer lanes are not for it
 */
public record JobDemand(JobId job, double weight, int maxCores, int maxNodes, int minCores, int coresPerNode) {}
