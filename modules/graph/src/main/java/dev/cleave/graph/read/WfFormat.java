package dev.cleave.graph.read;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The workflow of a document in WfFormat: tasks by {@code id} with {@code parents} and {@code children} in its specification, and
 * the {@code runtimeInSeconds} of each in its execution.
 *
 * <p>An edge that only one of its ends names counts, too.
 */
final class WfFormat {

    private static final List<String> VERSIONS = List.of("1.5", "1.6");

    private final Tokens tokens;
    private final GraphBuilder graph;
    private final Map<String, Place> specified = new LinkedHashMap<>();
    private final Map<String, Runtime> runtimes = new HashMap<>();

    private record Runtime(long nanos, Place place) {}

    /** An entry of a list while it is read. */
    private static final class Entry {
        private @Nullable String id;
        private Place place = Place.NOWHERE;
        private long nanos = -1;
    }

    WfFormat(Tokens tokens, GraphBuilder graph) {
        this.tokens = tokens;
        this.graph = graph.forgiveDoubledNeeds();
    }

    void read() throws IOException {
        tokens.object("workflow", (key, place) -> {
            switch (key) {
                case "specification" -> tasksOf("workflow.specification", this::specification);
                case "execution" -> tasksOf("workflow.execution", this::execution);
                default -> tokens.skip();
            }
        });
    }

    private void tasksOf(String what, Tokens.Element task) throws IOException {
        tokens.object(what, (key, place) -> {
            if (key.equals("tasks")) {
                tokens.array(what + ".tasks", task);
            } else {
                tokens.skip();
            }
        });
    }

    private void specification() throws IOException {
        Place place = tokens.place();
        Entry entry = new Entry();
        Map<String, Place> parents = new LinkedHashMap<>();
        Map<String, Place> children = new LinkedHashMap<>();
        tokens.object("a task of workflow.specification", (key, keyPlace) -> {
            switch (key) {
                case "id" -> id(entry);
                case "parents" -> tokens.array("parents", () -> other(parents));
                case "children" -> tokens.array("children", () -> other(children));
                default -> tokens.skip();
            }
        });
        String id = entry.id;
        if (id == null) {
            graph.refuse(Code.VALUE, place, "a task without id", "an id");
            return;
        }
        if (specified.putIfAbsent(id, entry.place) != null) {
            graph.refuse(
                    Code.DOUBLED_NAME,
                    entry.place,
                    "task " + id + " is there already, at " + specified.get(id),
                    "another id");
        }
        parents.forEach((parent, at) -> graph.need(id, parent, at));
        children.forEach((child, at) -> graph.need(child, id, at));
    }

    private void execution() throws IOException {
        Place place = tokens.place();
        Entry entry = new Entry();
        tokens.object("a task of workflow.execution", (key, keyPlace) -> {
            switch (key) {
                case "id" -> id(entry);
                case "runtimeInSeconds" -> entry.nanos = runtime();
                default -> tokens.skip();
            }
        });
        String id = entry.id;
        if (id == null) {
            graph.refuse(Code.VALUE, place, "an executed task without id", "an id");
        } else if (entry.nanos < 0) {
            graph.refuse(Code.TIME, entry.place, "runtimeInSeconds of task " + id + ": none", "a number of seconds");
            runtimes.put(id, new Runtime(0, entry.place));
        } else if (runtimes.putIfAbsent(id, new Runtime(entry.nanos, entry.place)) != null) {
            graph.refuse(Code.DOUBLED_NAME, entry.place, "task " + id + " was executed already", "each task once");
        }
    }

    private void id(Entry entry) throws IOException {
        entry.place = tokens.place();
        entry.id = tokens.name("id").orElse(null);
    }

    private void other(Map<String, Place> others) throws IOException {
        Place place = tokens.place();
        tokens.name("a parent or child").ifPresent(name -> others.putIfAbsent(name, place));
    }

    private long runtime() throws IOException {
        String expected = "a number of seconds, 0 to 292 years";
        OptionalLong nanos = tokens.scalar("runtimeInSeconds", expected)
                .map(Times::ofSeconds)
                .orElse(OptionalLong.of(0));
        if (nanos.isEmpty()) {
            tokens.wrong(Code.TIME, "runtimeInSeconds", expected);
        }
        return nanos.orElse(0);
    }

    /** The graph, once all is read. */
    TaskGraph build(@Nullable String schemaVersion) {
        if (schemaVersion != null && !VERSIONS.contains(schemaVersion)) {
            graph.refuse(Code.VALUE, Place.NOWHERE, "schemaVersion: " + schemaVersion, String.join(" or ", VERSIONS));
        }
        specified.forEach((id, place) -> {
            Runtime runtime = runtimes.get(id);
            if (runtime == null) {
                graph.refuse(Code.TIME, place, "task " + id + " was not executed", "its time in workflow.execution");
            }
            graph.task(id, runtime == null ? 0 : runtime.nanos(), place);
        });
        runtimes.forEach((id, runtime) -> {
            if (!specified.containsKey(id)) {
                graph.refuse(
                        Code.UNKNOWN_TASK, runtime.place(), "executed task " + id, "a task of workflow.specification");
            }
        });
        return graph.build();
    }
}
