package dev.cleave.service.store;

import java.util.Map;
import java.util.Set;

/**
 * Which jobs to list; all of the conditions hold.
 *
 * @param states in one of these states; empty: in any
 * @param owner of this owner; empty: of any
 * @param labels with each of these labels
 */
public record JobFilter(Set<JobState> states, String owner, Map<String, String> labels) {

    /** Every job. */
    public static final JobFilter ALL = new JobFilter(Set.of(), "", Map.of());

    /** Immutable. */
    public JobFilter {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    /** Jobs in one of some states. */
    public static JobFilter in(JobState... states) {
        return new JobFilter(Set.of(states), "", Map.of());
    }

    /** Jobs of one owner. */
    public static JobFilter of(String owner) {
        return new JobFilter(Set.of(), owner, Map.of());
    }

    /** Jobs with one label. */
    public static JobFilter labelled(String name, String value) {
        return new JobFilter(Set.of(), "", Map.of(name, value));
    }
}
