package dev.cleave.core.graph;

/**
 * Where in a text something stands.
 *
 * @param line its line, from 1; 0 if it stands in no text
 * @param column its column, from 1; 0 if only the line is known
 */
public record Place(int line, int column) {

    /** In no text: the graph was made by a program. */
    public static final Place NOWHERE = new Place(0, 0);

    /** A whole line. */
    public static Place line(int line) {
        return new Place(line, 0);
    }

    /** Whether there is a line to name. */
    public boolean isKnown() {
        return line > 0;
    }

    /** As compilers write it: {@code 12:5}, {@code 12}, or nothing. */
    @Override
    public String toString() {
        if (!isKnown()) {
            return "";
        }
        return column > 0 ? line + ":" + column : Integer.toString(line);
    }
}
