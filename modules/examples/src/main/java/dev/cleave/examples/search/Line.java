package dev.cleave.examples.search;

import dev.cleave.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a text file.
 *
 * @param number its place, from 1
 */
record Line(int number, String text) {

    static List<Line> all(String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(new Line(lines.size() + 1, line));
        }
        return lines;
    }

    /** What to say of a mistake. */
    static InvalidArgumentException refused(int line, String found, String expected) {
        return new InvalidArgumentException("line " + line + ": " + found + " (expected: " + expected + ")");
    }

    InvalidArgumentException refused(String expected) {
        return refused(number, text.isBlank() ? "an empty line" : text.strip(), expected);
    }
}
