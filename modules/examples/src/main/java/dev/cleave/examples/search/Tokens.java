package dev.cleave.examples.search;

import java.util.ArrayList;
import java.util.List;

/** The words of a text file one by one, each with its line, so that a mistake can be named by its place. Not thread-safe. */
final class Tokens {

    private record Token(String word, int line) {}

    private final List<Token> tokens = new ArrayList<>();
    private final int lines;
    private int next;

    /** The words of some lines. */
    Tokens(List<Line> from, int lines) {
        this.lines = lines;
        for (Line line : from) {
            for (String word : line.text().strip().split("\\s+")) {
                if (!word.isEmpty()) {
                    tokens.add(new Token(word, line.number()));
                }
            }
        }
    }

    /** All words of a text. */
    static Tokens of(String text) {
        List<Line> lines = Line.all(text);
        return new Tokens(lines, lines.size());
    }

    boolean isAtEnd() {
        return next == tokens.size();
    }

    /** The line of the next word. */
    int line() {
        return isAtEnd() ? lines : tokens.get(next).line();
    }

    /**
     * The next word.
     *
     * @param expected what it should be, for people
     */
    String word(String expected) {
        if (isAtEnd()) {
            throw Line.refused(lines, "the end of the file", expected);
        }
        return tokens.get(next++).word();
    }

    /** The next whole number within some bounds. */
    long number(String what, long least, long most) {
        String expected = what + ", a whole number from " + least + " to " + most;
        int line = line();
        String word = word(expected);
        try {
            long number = Long.parseLong(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw Line.refused(line, word, expected);
    }

    /** The next number, with a fraction or without. */
    double decimal(String what) {
        int line = line();
        String word = word(what + ", a number");
        try {
            double number = Double.parseDouble(word);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw Line.refused(line, word, what + ", a number");
    }

    /** A square matrix of whole numbers, row by row. */
    int[][] matrix(String what, int size, int most) {
        int[][] matrix = new int[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                matrix[row][column] =
                        (int) number(what + " " + (row + 1) + ", " + (column + 1) + " of " + size, 0, most);
            }
        }
        return matrix;
    }

    /** Refuses what comes after the last word that means anything. */
    void end() {
        if (!isAtEnd()) {
            throw Line.refused(line(), tokens.get(next).word(), "the end of the file");
        }
    }
}
