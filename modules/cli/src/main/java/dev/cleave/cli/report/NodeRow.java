package dev.cleave.cli.report;

/**
 * What one node did for a job.
 *
 * @param node its name
 * @param lanes how many lanes it had
 * @param leases how many leases it was given
 * @param busyNanos the time that its lanes ran user code
 */
public record NodeRow(String node, int lanes, long leases, long busyNanos) {}
