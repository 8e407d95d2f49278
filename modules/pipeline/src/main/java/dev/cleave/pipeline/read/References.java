package dev.cleave.pipeline.read;

import dev.cleave.api.NearestName;
import dev.cleave.core.pipeline.Reference;
import java.util.List;

/** Reads references, as {@code params.n}, {@code tasks.count.result} or {@code tasks.sort.files.out.txt}. */
final class References {

    static final List<String> ROOTS = List.of("params", "tasks", "item", "index", "run");

    private static final String ANY = "params.NAME, tasks.NAME.result, tasks.NAME.files.FILE, item, index or run.id";
    private static final List<String> OF_TASKS = List.of("result", "files", "state");
    private static final List<String> OF_RUN = List.of("id", "state");

    private References() {}

    /**
     * The reference that a piece of a text is.
     *
     * @param from its first character
     * @param to behind its last one
     * @throws ExpressionException if it is none
     */
    static Located read(String text, int from, int to) throws ExpressionException {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        String path = text.substring(start, end);
        if (path.isEmpty()) {
            throw new ExpressionException(start, "nothing", ANY);
        }
        return new Located(of(path, start), start);
    }

    private static Reference of(String path, int offset) throws ExpressionException {
        String[] steps = path.split("\\.", 4);
        switch (steps[0]) {
            case "item", "index":
                if (steps.length > 1) {
                    throw new ExpressionException(offset, path, steps[0] + " alone");
                }
                return steps[0].equals("item") ? new Reference.OfItem() : new Reference.OfIndex();
            case "params":
                if (steps.length != 2 || !isName(steps[1])) {
                    throw new ExpressionException(offset, path, "a parameter, as params.n");
                }
                return new Reference.OfParameter(steps[1]);
            case "run":
                return ofRun(path, steps, offset);
            case "tasks":
                return ofTask(path, steps, offset);
            default:
                throw new ExpressionException(offset, NearestName.unknown("name", steps[0], ROOTS), ANY);
        }
    }

    private static Reference ofRun(String path, String[] steps, int offset) throws ExpressionException {
        if (steps.length == 2 && steps[1].equals("id")) {
            return new Reference.OfRunId();
        }
        if (steps.length == 2 && steps[1].equals("state")) {
            return new Reference.OfRunState();
        }
        if (steps.length == 2 && isName(steps[1])) {
            throw new ExpressionException(
                    offset + 4, NearestName.unknown("member", steps[1], OF_RUN), "run.id or run.state");
        }
        throw new ExpressionException(offset, path, "run.id or run.state");
    }

    private static Reference ofTask(String path, String[] steps, int offset) throws ExpressionException {
        if (steps.length < 3 || !isName(steps[1])) {
            throw new ExpressionException(offset, path, "a task and what of it, as tasks.count.result");
        }
        int memberAt = offset + steps[0].length() + steps[1].length() + 2;
        switch (steps[2]) {
            case "result", "state":
                if (steps.length > 3) {
                    throw new ExpressionException(offset, path, "nothing behind " + steps[2]);
                }
                return steps[2].equals("result") ? new Reference.OfResult(steps[1]) : new Reference.OfState(steps[1]);
            case "files":
                if (steps.length < 4 || steps[3].isBlank()) {
                    throw new ExpressionException(offset, path, "a file, as tasks.sort.files.out.txt");
                }
                return new Reference.OfFile(steps[1], steps[3]);
            default:
                throw new ExpressionException(
                        memberAt,
                        NearestName.unknown("member", steps[2], OF_TASKS),
                        "tasks." + steps[1] + ".result or one of its files");
        }
    }

    private static boolean isName(String text) {
        return text.matches("[a-zA-Z0-9][a-zA-Z0-9_-]*");
    }
}
