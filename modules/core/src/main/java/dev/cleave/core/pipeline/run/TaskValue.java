package dev.cleave.core.pipeline.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an instance leaves when it has succeeded.
 *
 * @param result its result as text, at most {@value #LONGEST_RESULT} characters; empty if it was longer
 * @param length how many characters the result had
 * @param files the SHA-256 of each file that it left, 64 lower-case hexadecimal digits by the file's name
 */
public record TaskValue(String result, long length, Map<String, String> files) {

    /** How long a result may be to be passed on, in characters. */
    public static final int LONGEST_RESULT = 64 << 10;

    /** Nothing. */
    public static final TaskValue NOTHING = new TaskValue("", 0, Map.of());

    public TaskValue {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** The value with a result; one that is too long is not kept. */
    public static TaskValue of(String result, Map<String, String> files) {
        return new TaskValue(result.length() > LONGEST_RESULT ? "" : result, result.length(), files);
    }

    /** Whether the result is here and may be passed on. */
    public boolean isKept() {
        return result.length() == length;
    }
}
