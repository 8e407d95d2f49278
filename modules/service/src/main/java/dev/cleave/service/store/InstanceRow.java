package dev.cleave.service.store;

import dev.cleave.core.pipeline.run.InstanceRecord;

/**
 * An instance of a task as the store knows it.
 *
 * @param record where it stands
 * @param job the job of its latest attempt; empty if there is none
 */
public record InstanceRow(InstanceRecord record, String job) {}
