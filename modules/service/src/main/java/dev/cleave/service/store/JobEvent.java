package dev.cleave.service.store;

import dev.cleave.core.job.JobId;

/**
 * Something that happened to a job.
 *
 * @param job which job
 * @param number its place among the job's events, from 1 without gaps
 * @param at when, in milliseconds UTC
 * @param kind what sort of thing; the name of a {@link JobState} if it is that the job came into it
 * @param text for people
 */
public record JobEvent(JobId job, long number, long at, String kind, String text) {}
