package dev.cleave.core.pipeline;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One step of a pipeline: what it does, and what must have ended before. Immutable.
 *
 * @param name 1 to {@value #LONGEST_NAME} characters of a-z, A-Z, 0-9, '_' and '-', beginning with a letter or a digit; unique
 *     in its pipeline
 * @param needs names of tasks that must have succeeded before, beside those that it refers to
 * @param work what it does
 * @param foreach what it does it for; empty for once
 * @param when whether it runs at all; empty for always
 * @param retry how often each instance is tried
 * @param timeout how long an attempt of an instance may run; empty for any time
 * @param cache whether a result of the same work on the same inputs is taken instead of running it
 * @param demand what each instance needs
 * @param onFailure what its failure means for others
 */
public record PipelineTask(
        String name,
        List<String> needs,
        Work work,
        Optional<Foreach> foreach,
        Optional<Condition> when,
        Retry retry,
        Optional<Duration> timeout,
        boolean cache,
        Demand demand,
        OnFailure onFailure) {

    /** How long a name may be, in characters. */
    public static final int LONGEST_NAME = 128;

    public PipelineTask {
        needs = List.copyOf(needs);
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_-]*") || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("task: '" + name + "' (expected: 1 to " + LONGEST_NAME
                    + " letters, digits, '_' and '-', a letter or digit first)");
        }
        String task = name;
        timeout.ifPresent(limit -> {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException(
                        "timeout of task " + task + ": " + limit + " (expected: more than 0)");
            }
        });
    }

    /** A task that needs nothing and says nothing beside its work; STOP on failure. */
    public static PipelineTask of(String name, Work work) {
        return new PipelineTask(
                name,
                List.of(),
                work,
                Optional.empty(),
                Optional.empty(),
                Retry.NEVER,
                Optional.empty(),
                false,
                Demand.USUAL,
                OnFailure.STOP);
    }

    /** The same with other needs. */
    public PipelineTask needing(String... others) {
        return new PipelineTask(name, List.of(others), work, foreach, when, retry, timeout, cache, demand, onFailure);
    }

    /** The same with other work. */
    public PipelineTask withWork(Work other) {
        return new PipelineTask(name, needs, other, foreach, when, retry, timeout, cache, demand, onFailure);
    }

    /** The same for each of some items. */
    public PipelineTask forEach(Foreach items) {
        return new PipelineTask(name, needs, work, Optional.of(items), when, retry, timeout, cache, demand, onFailure);
    }

    /** The same under a condition. */
    public PipelineTask when(Condition condition) {
        return new PipelineTask(
                name, needs, work, foreach, Optional.of(condition), retry, timeout, cache, demand, onFailure);
    }

    /** The same with other retries. */
    public PipelineTask retrying(Retry other) {
        return new PipelineTask(name, needs, work, foreach, when, other, timeout, cache, demand, onFailure);
    }

    /** The same with a timeout. */
    public PipelineTask within(Duration limit) {
        return new PipelineTask(name, needs, work, foreach, when, retry, Optional.of(limit), cache, demand, onFailure);
    }

    /** The same, taking results that are known. */
    public PipelineTask cached() {
        return new PipelineTask(name, needs, work, foreach, when, retry, timeout, true, demand, onFailure);
    }

    /** The same with another demand. */
    public PipelineTask demanding(Demand other) {
        return new PipelineTask(name, needs, work, foreach, when, retry, timeout, cache, other, onFailure);
    }

    /** The same with another rule for its failure. */
    public PipelineTask onFailure(OnFailure other) {
        return new PipelineTask(name, needs, work, foreach, when, retry, timeout, cache, demand, other);
    }

    /** All references of the task. */
    public Stream<Reference> references() {
        return Stream.of(
                        work.references(),
                        foreach.stream().flatMap(Foreach::references),
                        when.stream().flatMap(Condition::references))
                .flatMap(references -> references);
    }

    /** The names of all tasks that must have ended before: those that it needs and those that it refers to. */
    public Set<String> before() {
        Set<String> all = new LinkedHashSet<>(needs);
        references().forEach(reference -> reference.task().ifPresent(all::add));
        return all;
    }
}
