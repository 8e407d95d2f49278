package dev.cleave.service.store;

/**
 * A run that the store has.
 *
 * @param run the run
 * @param isNew whether it was accepted now, and not before
 */
public record AcceptedRun(PipelineRow run, boolean isNew) {}
