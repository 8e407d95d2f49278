package dev.cleave.service.store;

/**
 * The answer to a submission: the job is on the disk.
 *
 * @param job the job
 * @param isNew false if the same request had been accepted before, and this is the job it made then
 */
public record Accepted(JobRow job, boolean isNew) {}
