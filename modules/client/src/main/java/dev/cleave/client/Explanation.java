package dev.cleave.client;

import java.util.List;
import java.util.Map;

/**
 * Why a job does not run, or runs slowly.
 *
 * @param job the job
 * @param state where it is in its life
 * @param reasons the weightiest first
 */
public record Explanation(String job, JobState state, List<Reason> reasons) {

    /**
     * One reason.
     *
     * @param code the kind, as {@code WAITS_FOR_CORES}
     * @param text for people, with the numbers
     * @param figures the numbers by name
     */
    public record Reason(String code, String text, Map<String, Double> figures) {}
}
