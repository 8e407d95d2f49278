package dev.cleave.pipeline.read;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.NearestName;
import dev.cleave.api.Parameter;
import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import dev.cleave.core.pipeline.PipelineParameter;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.Template;
import dev.cleave.pipeline.read.ReadTask.Given;
import dev.cleave.pipeline.read.ReadTask.Need;
import dev.cleave.pipeline.read.Sheet.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what can be checked only once all tasks are known: whom they need, what they refer to, and what they give to programs. */
final class TaskChecks {

    private static final int MOST_GUESSES = 20;

    private final Sheet sheet;
    private final GraphBuilder graph;
    private final ProgramCatalog programs;
    private final Map<String, PipelineParameter> parameters = new LinkedHashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, ReadTask> tasks = new LinkedHashMap<>();
    private int guesses;

    TaskChecks(
            Sheet sheet,
            GraphBuilder graph,
            List<PipelineParameter> parameters,
            ProgramCatalog programs,
            Map<String, String> given) {
        this.sheet = sheet;
        this.graph = graph;
        this.programs = programs;
        for (PipelineParameter parameter : parameters) {
            this.parameters.put(parameter.name(), parameter);
            parameter.defaultText().ifPresent(text -> values.put(parameter.name(), text));
            String text = given.get(parameter.name());
            if (text != null) {
                values.put(parameter.name(), text);
            }
        }
    }

    void check(List<ReadTask> all) {
        for (ReadTask task : all) {
            graph.task(task.name(), 0, task.place());
            tasks.putIfAbsent(task.name(), task);
        }
        Set<String> doubled = new HashSet<>();
        for (ReadTask task : all) {
            if (doubled.add(task.name())) {
                Set<String> before = new HashSet<>();
                task.needs().forEach(need -> need(task, need, before));
                task.uses().forEach(use -> use(task, use, before));
                task.arguments().ifPresent(given -> program(task, given));
            }
        }
    }

    private void need(ReadTask task, Need need, Set<String> before) {
        ReadTask needed = tasks.get(need.name());
        if (needed != null && isTooLate(task, needed)) {
            String given = "task " + task.name() + " needs the finally-task " + need.name();
            sheet.refuse(Code.VALUE, need.place(), given, "one that does not run last");
            return;
        }
        before.add(need.name());
        graph.need(task.name(), need.name(), need.place());
    }

    private static boolean isTooLate(ReadTask task, ReadTask needed) {
        return needed.isFinally() && !task.isFinally();
    }

    private void use(ReadTask task, Use use, Set<String> before) {
        Reference reference = use.reference();
        if (reference instanceof Reference.OfParameter parameter && !parameters.containsKey(parameter.name())) {
            unknown(use, "parameter", parameter.name(), parameters.keySet());
        }
        boolean isPerItem = reference instanceof Reference.OfItem || reference instanceof Reference.OfIndex;
        if (isPerItem && !task.hasForeach()) {
            refuse(use, written(reference), "only in a task with foreach");
        }
        boolean isLate = reference instanceof Reference.OfState || reference instanceof Reference.OfRunState;
        if (isLate && !task.isFinally()) {
            refuse(use, written(reference), "only in a finally-task");
        }
        Optional<String> name = reference.task();
        if (name.isEmpty()) {
            return;
        }
        ReadTask other = tasks.get(name.get());
        if (other == null) {
            unknown(use, "task", name.get(), tasks.keySet());
        } else if (other == task) {
            refuse(use, written(reference), "another task than the one that it stands in");
        } else if (isTooLate(task, other)) {
            refuse(use, written(reference), "a task that does not run last");
        } else {
            if (reference instanceof Reference.OfFile file) {
                file(use, file, other);
            }
            if (before.add(name.get())) {
                graph.need(task.name(), name.get(), use.place());
            }
        }
    }

    private void file(Use use, Reference.OfFile file, ReadTask other) {
        if (other.hasForeach()) {
            refuse(use, written(file), "a task without foreach, which leaves each file once");
        } else if (!other.filesOut().contains(file.file())) {
            unknown(use, "file of task " + other.name(), file.file(), other.filesOut());
        }
    }

    private void unknown(Use use, String kind, String name, Iterable<String> known) {
        List<String> names = new ArrayList<>();
        if (guesses++ < MOST_GUESSES) {
            known.forEach(names::add);
        }
        String guess = NearestName.of(name, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        refuse(use, written(use.reference()) + ": unknown " + kind + " " + name, "one that there is" + guess);
    }

    private void refuse(Use use, String given, String expected) {
        sheet.refuse(Code.EXPRESSION, use.place(), given, expected);
    }

    private static String written(Reference reference) {
        return "${" + reference.path() + "}";
    }

    private void program(ReadTask task, Given given) {
        Optional<List<Parameter<?>>> known = programs.parameters(given.program());
        if (known.isEmpty()) {
            if (programs.knowsAll()) {
                String line = NearestName.unknown("program", given.program(), programs.names());
                sheet.refuse(Code.VALUE, given.place(), "task " + task.name() + ": " + line, "one of these");
            }
            return;
        }
        Map<String, Parameter<?>> byName = new LinkedHashMap<>();
        known.get().forEach(parameter -> byName.put(parameter.name(), parameter));
        given.values().forEach((name, value) -> {
            Place place = given.places().getOrDefault(name, given.place());
            Parameter<?> parameter = byName.get(name);
            if (parameter == null) {
                String line = NearestName.unknown("parameter of " + given.program(), name, byName.keySet());
                sheet.refuse(Code.VALUE, place, "task " + task.name() + ": " + line, "one of these");
            } else {
                argument(task, parameter, value, given.valuePlaces().getOrDefault(name, place));
            }
        });
    }

    /** Where the value is known already: as it is written, or from what the pipeline is started with. */
    private void argument(ReadTask task, Parameter<?> parameter, Template value, Place place) {
        boolean isKnown = value.references()
                .allMatch(reference -> reference instanceof Reference.OfParameter of && values.containsKey(of.name()));
        if (!isKnown) {
            return;
        }
        String text = value.resolve(
                reference -> reference instanceof Reference.OfParameter of ? values.getOrDefault(of.name(), "") : "");
        try {
            parameter.parse(text);
        } catch (InvalidArgumentException refused) {
            String shown = text.equals(value.toString()) ? text : value + ", which is " + text;
            sheet.refuse(
                    Code.VALUE,
                    place,
                    "task " + task.name() + ": " + parameter.name() + ": " + shown,
                    parameter.expectation());
        }
    }
}
