package dev.cleave.graph.read;

import dev.cleave.api.NearestName;
import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tasks in our own format: by name, each with what it {@code needs} and its {@code duration}.
 *
 * <p>Where no task has a duration each takes one second, so that the bare shape can be looked at; where some have one, all
 * must.
 */
final class PlainTasks {

    private static final List<String> KEYS = List.of("needs", "duration", "description");
    /** What a task has beside that in the document of a run of a pipeline. */
    private static final Set<String> OF_RUNS =
            Set.of("state", "attempts", "item", "known", "result", "files", "code", "message", "skippedBy");

    private static final long SECOND = 1_000_000_000;
    private static final long UNKNOWN = -1;

    private final Tokens tokens;
    private final GraphBuilder graph;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(String name, Place place, long nanos) {}

    PlainTasks(Tokens tokens, GraphBuilder graph) {
        this.tokens = tokens;
        this.graph = graph;
    }

    void read() throws IOException {
        tokens.members("tasks", this::task);
        boolean nobodySays = tasks.stream().allMatch(task -> task.nanos() == UNKNOWN);
        for (Task task : tasks) {
            boolean isUnknown = task.nanos() == UNKNOWN;
            if (isUnknown && !nobodySays) {
                graph.refuse(
                        Code.TIME, task.place(), "duration of task " + task.name() + ": none", "one, as others have");
            }
            graph.task(task.name(), isUnknown ? SECOND : task.nanos(), task.place());
        }
    }

    private void task(String name, Place place) throws IOException {
        if (name.isBlank()) {
            graph.refuse(Code.VALUE, place, "task '" + name + "'", "a name");
        }
        long[] nanos = {tokens.isNull() || tokens.isObject() ? UNKNOWN : 0};
        if (!tokens.isNull()) {
            tokens.object("task " + name, (key, keyPlace) -> {
                switch (key) {
                    case "needs" -> needs(name);
                    case "duration" -> nanos[0] = duration(name);
                    case "description" -> tokens.skip();
                    default -> {
                        if (OF_RUNS.contains(key)) {
                            tokens.skip();
                            return;
                        }
                        String given = "task " + name + ": " + NearestName.unknown("key", key, KEYS);
                        graph.refuse(Code.VALUE, keyPlace, given, "one of these");
                        tokens.skip();
                    }
                }
            });
        }
        tasks.add(new Task(name, place, nanos[0]));
    }

    private void needs(String name) throws IOException {
        if (tokens.isArray()) {
            tokens.array("needs of task " + name, () -> need(name));
        } else if (!tokens.isNull()) {
            need(name);
        }
    }

    private void need(String name) throws IOException {
        Place place = tokens.place();
        tokens.name("needs of task " + name).ifPresent(needed -> graph.need(name, needed, place));
    }

    private long duration(String name) throws IOException {
        String what = "duration of task " + name;
        Optional<String> text = tokens.scalar(what, Times.EXPECTED);
        if (text.isEmpty()) {
            return 0;
        }
        OptionalLong nanos = Times.nanos(text.get());
        if (nanos.isEmpty()) {
            tokens.wrong(Code.TIME, what, Times.EXPECTED);
        }
        return nanos.orElse(0);
    }
}
