package dev.cleave.core.coordination;

/**
 * What one node did for a job.
 *
 * @param lanes how many lanes it had, as last heard
 * @param busyNanos the time that its lanes ran user code, as last heard
 * @param leases how many leases it was given
 */
public record NodeShare(int lanes, long busyNanos, long leases) {}
