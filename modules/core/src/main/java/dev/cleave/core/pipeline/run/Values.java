package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.UnresolvedException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/** The values of references at one moment of a run. */
final class Values {

    private static final int LONGEST_JOINED = 1 << 20;

    private final String runId;
    private final Map<String, String> arguments;
    private final TaskTable tasks;

    Values(String runId, Map<String, String> arguments, TaskTable tasks) {
        this.runId = runId;
        this.arguments = arguments;
        this.tasks = tasks;
    }

    /** The values for a task as a whole. */
    Function<Reference, String> ofTask() {
        return this::value;
    }

    /** The values for one instance. */
    Function<Reference, String> ofInstance(Instance instance) {
        return reference -> {
            if (reference instanceof Reference.OfItem) {
                return instance.item;
            }
            return reference instanceof Reference.OfIndex ? String.valueOf(instance.id.index()) : value(reference);
        };
    }

    private String value(Reference reference) {
        if (reference instanceof Reference.OfParameter parameter) {
            String value = arguments.get(parameter.name());
            if (value == null) {
                throw new UnresolvedException("${" + reference.path() + "}", "a parameter of the pipeline");
            }
            return value;
        }
        if (reference instanceof Reference.OfResult result) {
            return result(reference, tasks.task(result.name()));
        }
        if (reference instanceof Reference.OfFile file) {
            return file(file, tasks.task(file.name()));
        }
        if (reference instanceof Reference.OfState state) {
            return word(tasks.task(state.name()).state());
        }
        if (reference instanceof Reference.OfRunState) {
            return word(tasks.ordinaryOutcome());
        }
        if (reference instanceof Reference.OfRunId) {
            return runId;
        }
        throw new UnresolvedException("${" + reference.path() + "}", "only in what a task with foreach does");
    }

    private static String result(Reference reference, TaskProgress task) {
        StringJoiner joined = new StringJoiner("\n");
        for (Instance instance : succeeded(task)) {
            if (!instance.value.isKept()) {
                throw new UnresolvedException(
                        "${" + reference.path() + "}: " + instance.value.length() + " characters",
                        "at most " + TaskValue.LONGEST_RESULT);
            }
            joined.add(instance.value.result());
            if (joined.length() > LONGEST_JOINED) {
                throw new UnresolvedException(
                        "${" + reference.path() + "}: more than " + LONGEST_JOINED + " characters",
                        "at most so many in all results together");
            }
        }
        return joined.toString();
    }

    private static String file(Reference.OfFile reference, TaskProgress task) {
        for (Instance instance : succeeded(task)) {
            String digest = instance.value.files().get(reference.file());
            if (digest != null) {
                return digest;
            }
        }
        throw new UnresolvedException(
                "${" + reference.path() + "}: no such file", "a file that task " + reference.name() + " has left");
    }

    private static List<Instance> succeeded(TaskProgress task) {
        return task.instances.stream()
                .filter(one -> one.state == InstanceState.SUCCEEDED)
                .toList();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
