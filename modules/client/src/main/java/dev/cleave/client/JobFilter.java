package dev.cleave.client;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which jobs to list.
 *
 * @param states any of these; empty for all
 * @param labels all of these, values by key
 * @param owner whose; empty for everybody's, as far as the caller may see them
 */
public record JobFilter(Set<JobState> states, Map<String, String> labels, String owner) {

    /** All that the caller may see. */
    public static final JobFilter ALL = new JobFilter(Set.of(), Map.of(), "");

    public JobFilter {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    /** The same, for jobs in any of these states only. */
    public JobFilter in(JobState first, JobState... more) {
        return new JobFilter(EnumSet.of(first, more), labels, owner);
    }

    /** The same, for jobs with this label only. */
    public JobFilter labelled(String key, String value) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(key, value);
        return new JobFilter(states, all, owner);
    }

    /** The same, for jobs of this owner only. */
    public JobFilter ownedBy(String whom) {
        return new JobFilter(states, labels, whom);
    }
}
