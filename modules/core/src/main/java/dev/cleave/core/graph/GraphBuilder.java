package dev.cleave.core.graph;

import dev.cleave.api.NearestName;
import dev.cleave.core.graph.GraphFault.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Collects tasks and what they need, in any order, and makes a graph of them once all are there; or says everything that is
 * wrong with them.
 *
 * <p>A need may name a task that comes later. Not safe for use by several threads.
 */
public final class GraphBuilder {

    private static final int MOST_GUESSES = 5;
    private static final int MOST_NAMES = 20;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<GraphFault> faults = new ArrayList<>();
    private boolean forgivesDoubledNeeds;

    private String[] names = new String[16];
    private long[] nanos = new long[16];
    private int[] lines = new int[16];
    private int[] columns = new int[16];
    /** Each name's task number, in the order in which tasks were added; -1 for a name that is only needed. */
    private int[] tasks = new int[16];

    private int known;
    private int added;
    private final EdgeList edges = new EdgeList();

    /** From now on a need that is named twice counts once, as in formats that name an edge at both of its ends. */
    public GraphBuilder forgiveDoubledNeeds() {
        forgivesDoubledNeeds = true;
        return this;
    }

    /**
     * Adds a task.
     *
     * @param name what others call it
     * @param taskNanos how long it takes, in nanoseconds
     * @param place where it stands
     */
    public GraphBuilder task(String name, long taskNanos, Place place) {
        int task = number(name);
        if (tasks[task] >= 0) {
            String first = at(place(task));
            refuse(Code.DOUBLED_NAME, place, "task " + name + " is there already" + first, "another name");
            return this;
        }
        tasks[task] = added++;
        nanos[task] = taskNanos;
        lines[task] = place.line();
        columns[task] = place.column();
        return this;
    }

    /**
     * Lets a task wait for another one. Either may be added later.
     *
     * @param name the task that waits
     * @param needed the task that is to be done before
     * @param place where that stands
     */
    public GraphBuilder need(String name, String needed, Place place) {
        edges.add(number(name), number(needed), place);
        return this;
    }

    /** Notes a fault of the text around the tasks, so that it is reported with all others. */
    public void refuse(Code code, Place place, String given, String expected) {
        faults.add(new GraphFault(code, place, given, expected));
    }

    /** Whether a task of this name was added. */
    public boolean has(String name) {
        Integer task = numbers.get(name);
        return task != null && tasks[task] >= 0;
    }

    /**
     * The graph.
     *
     * @throws GraphRefusedException with everything that is wrong
     */
    public TaskGraph build() {
        if (added == 0 && faults.isEmpty()) {
            refuse(Code.NO_TASKS, Place.NOWHERE, "no tasks", "at least one");
        }
        String[] taskNames = new String[added];
        long[] taskNanos = new long[added];
        int[] named = new int[added];
        for (int i = 0; i < known; i++) {
            if (tasks[i] >= 0) {
                taskNames[tasks[i]] = names[i];
                taskNanos[tasks[i]] = nanos[i];
                named[tasks[i]] = i;
            }
        }
        IntFunction<Place> places = task -> place(named[task]);
        Times.check(taskNames, taskNanos, places, faults);
        edges.keep(this::isSound);
        edges.renumber(tasks);
        edges.dropDoubled(added, (task, needed, place) -> {
            if (!forgivesDoubledNeeds) {
                String given = "task " + taskNames[task] + " needs " + taskNames[needed] + " twice";
                refuse(Code.DOUBLED_NEED, place, given, "each task once");
            }
        });
        Edges needs = edges.byTask(added);
        Edges followers = edges.byNeeded(added);
        int[] order = Order.of(needs, followers);
        if (order.length < added) {
            for (List<Integer> cycle : Cycles.in(needs, order)) {
                refuse(Code.CYCLE, places.apply(cycle.get(0)), described(cycle, taskNames), "tasks that can begin");
            }
        }
        if (!faults.isEmpty()) {
            throw new GraphRefusedException(faults);
        }
        return new TaskGraph(taskNames, taskNanos, needs, followers, order);
    }

    private boolean isSound(int task, int needed, Place place) {
        if (task == needed) {
            refuse(Code.SELF_LOOP, place, "task " + names[task] + " needs itself", "another task");
            return false;
        }
        if (tasks[task] >= 0 && tasks[needed] >= 0) {
            return true;
        }
        if (tasks[needed] < 0) {
            refuse(
                    Code.UNKNOWN_TASK,
                    place,
                    "task " + names[task] + " needs " + names[needed],
                    existing(names[needed]));
        } else {
            refuse(Code.UNKNOWN_TASK, place, names[task] + " after task " + names[needed], existing(names[task]));
        }
        return false;
    }

    /** Guesses a few names only: each looks at all that are known. */
    private String existing(String name) {
        long guessed = faults.stream()
                .filter(fault -> fault.code() == Code.UNKNOWN_TASK)
                .count();
        if (guessed >= MOST_GUESSES) {
            return "a task that there is";
        }
        List<String> there = new ArrayList<>();
        for (int i = 0; i < known; i++) {
            if (tasks[i] >= 0) {
                there.add(names[i]);
            }
        }
        return NearestName.of(name, there)
                .map(near -> "a task that there is; did you mean " + near + "?")
                .orElse("a task that there is");
    }

    private Place place(int task) {
        return new Place(lines[task], columns[task]);
    }

    private static String at(Place place) {
        return place.isKnown() ? ", at " + place : "";
    }

    private static String described(List<Integer> cycle, String[] taskNames) {
        StringBuilder text = new StringBuilder("tasks wait for each other: ");
        for (int i = 0; i < Math.min(cycle.size(), MOST_NAMES); i++) {
            text.append(taskNames[cycle.get(i)]).append(" needs ");
        }
        if (cycle.size() > MOST_NAMES) {
            text.append("… (").append(cycle.size() - MOST_NAMES).append(" more) needs ");
        }
        return text.append(taskNames[cycle.get(0)]).toString();
    }

    private int number(String name) {
        Integer there = numbers.putIfAbsent(name, known);
        if (there != null) {
            return there;
        }
        if (known == names.length) {
            int more = 2 * known;
            names = Arrays.copyOf(names, more);
            nanos = Arrays.copyOf(nanos, more);
            lines = Arrays.copyOf(lines, more);
            columns = Arrays.copyOf(columns, more);
            tasks = Arrays.copyOf(tasks, more);
        }
        names[known] = name;
        tasks[known] = -1;
        return known++;
    }
}
