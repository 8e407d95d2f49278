package dev.cleave.graph.read;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/**
 * Reads Standard Task Graph files without communication costs: the number of tasks, then for each a line with its number, its
 * time, how many tasks it needs, and their numbers. What begins with {@code #} is not read.
 *
 * <p>A unit of time counts as a second. The number of tasks leaves out the two empty ones at entry and exit that the files of
 * the Standard Task Graph Set have; files without those are read, too.
 */
final class StandardTaskGraphs {

    private static final int EMPTY_TASKS = 2;
    private static final int MOST_DIGITS = 9;

    private final GraphBuilder graph = new GraphBuilder();
    private long announced = -1;
    private int rows;
    private int line;

    private StandardTaskGraphs() {}

    static ReadGraph read(String text) {
        StandardTaskGraphs reader = new StandardTaskGraphs();
        reader.lines(text.startsWith("\ufeff") ? text.substring(1) : text);
        return new ReadGraph(GraphFormat.STANDARD_TASK_GRAPH, Optional.empty(), reader.graph.build());
    }

    private void lines(String text) {
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            line++;
            String row = lines.next();
            int end = row.indexOf('#');
            StringTokenizer numbers = new StringTokenizer(end < 0 ? row : row.substring(0, end));
            if (!numbers.hasMoreTokens()) {
                continue;
            }
            if (announced < 0) {
                count(numbers);
            } else {
                rows++;
                row(numbers);
            }
        }
        if (rows != announced && rows != announced + EMPTY_TASKS) {
            graph.refuse(
                    Code.VALUE,
                    Place.NOWHERE,
                    rows + " tasks",
                    announced + ", as the first line says, or two more, for entry and exit");
        }
    }

    private void count(StringTokenizer numbers) {
        String given = numbers.nextToken();
        OptionalLong count = whole(given);
        if (count.isEmpty() || numbers.hasMoreTokens()) {
            refuse("first line: " + given + (numbers.hasMoreTokens() ? " …" : ""), "the number of tasks");
        }
        announced = count.orElse(0);
    }

    private void row(StringTokenizer numbers) {
        String task = numbers.nextToken();
        if (whole(task).isEmpty()) {
            refuse("task " + task, "its number");
            return;
        }
        String time = numbers.hasMoreTokens() ? numbers.nextToken() : "none";
        OptionalLong nanos = Times.ofSeconds(time);
        if (nanos.isEmpty()) {
            graph.refuse(Code.TIME, Place.line(line), "time of task " + task + ": " + time, "units of time, 0 or more");
        }
        graph.task(task, nanos.orElse(0), Place.line(line));
        String needs = numbers.hasMoreTokens() ? numbers.nextToken() : "none";
        OptionalLong count = whole(needs);
        if (count.isEmpty()) {
            refuse("task " + task + ": " + needs + " predecessors", "how many tasks it needs");
        } else if (count.getAsLong() != numbers.countTokens()) {
            refuse("task " + task + ": " + numbers.countTokens() + " predecessors", needs + ", as the line says");
        } else {
            while (numbers.hasMoreTokens()) {
                graph.need(task, numbers.nextToken(), Place.line(line));
            }
        }
    }

    private void refuse(String given, String expected) {
        graph.refuse(Code.VALUE, Place.line(line), given, expected);
    }

    private static OptionalLong whole(String text) {
        if (text.length() > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
