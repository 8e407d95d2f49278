package dev.cleave.core.graph;

/**
 * One reason why something is no graph of tasks.
 *
 * @param code its kind
 * @param place where it was seen; {@link Place#NOWHERE} for a graph that a program made
 * @param given what was given, with its names
 * @param expected what was expected instead
 */
public record GraphFault(Code code, Place place, String given, String expected) {

    /** The kinds of faults. */
    public enum Code {
        /** The text breaks the rules of its format: JSON, YAML, Standard Task Graph. */
        SYNTAX,
        /** A value is missing, of the wrong kind or not known to the format. */
        VALUE,
        /** There is not a single task. */
        NO_TASKS,
        /** Two tasks have one name. */
        DOUBLED_NAME,
        /** A task needs one that there is not. */
        UNKNOWN_TASK,
        /** A task needs another one twice. */
        DOUBLED_NEED,
        /** A task needs itself. */
        SELF_LOOP,
        /** Tasks wait for each other in a circle. */
        CYCLE,
        /** A time is negative, or no number. */
        TIME,
        /** All times together are more than {@link Long#MAX_VALUE} nanoseconds. */
        TOO_LONG,
        /** What is between <code>${</code> and <code>}</code> in a pipeline is no reference, or a condition is none. */
        EXPRESSION,
        /** It is a graph, but too large for what is to be done with it. */
        TOO_LARGE
    }

    /** The fault in one line, for example {@code 4:12: SELF_LOOP: task a needs itself (expected: another task)}. */
    public String line() {
        return (place.isKnown() ? place + ": " : "") + code + ": " + given + " (expected: " + expected + ")";
    }
}
