package dev.cleave.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text set in columns: each as wide as its widest cell, aligned left or right, two spaces apart. */
public final class Columns {

    private final String alignment;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * No rows yet.
     *
     * @param alignment a letter per column: {@code l} for left, {@code r} for right
     */
    public Columns(String alignment) {
        this.alignment = alignment;
    }

    public Columns row(String... cells) {
        if (cells.length != alignment.length()) {
            throw new IllegalArgumentException(cells.length + " cells (expected: " + alignment.length() + ")");
        }
        rows.add(cells);
        return this;
    }

    /** The lines, each indented by so many spaces and without spaces at its end. */
    public List<String> lines(int indent) {
        int[] widths = new int[alignment.length()];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < row.length; i++) {
                String gap = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ");
                line.append(alignment.charAt(i) == 'r' ? gap + row[i] : row[i] + gap);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
