package dev.cleave.examples.search;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.EndsEarly;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A solution of a sudoku, the first that is found.
 *
 * <p>A problem is a grid; dividing it fills the cell that has fewest digits left with each of them. The job ends with the first full
 * grid.
 */
public final class Sudoku implements Job<String, String> {

    private static final int SIZE = 9;
    private static final int CELLS = SIZE * SIZE;
    private static final char EMPTY = '.';

    /** Made for this example. */
    private static final String SMALL = read("""
            1 . . | . 5 . | . . 9
            . 5 . | . . 9 | 1 . .
            . . 9 | 1 . . | . 5 .
            ------+-------+------
            2 . . | . . 7 | . 9 .
            . . 7 | 8 . . | 2 . .
            . 9 . | . . . | . 6 7
            ------+-------+------
            3 . 5 | . . . | . . .
            . . . | . 1 . | . 4 .
            . 1 . | 3 . . | 6 . .
            """);

    private static final Parameter<String> FILE = Parameter.file(
            "file",
            SMALL,
            "81 cells row by row, digits, and dots or zeros for empty ones; without one, a small one",
            Sudoku::read);

    @Override
    public String description() {
        return "solves a sudoku: ends with the first solution";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FILE);
    }

    @Override
    public String rootProblem(Arguments arguments) {
        return arguments.valueOf(FILE);
    }

    @Override
    public DivideAndConquer<String, String> program(JobContext context) {
        return new CellByCell();
    }

    /** The grid in nine lines, or none. */
    @Override
    public String render(String grid) {
        return grid.isEmpty() ? "none" : String.join("\n", grid.split("(?<=\\G.{" + SIZE + "})"));
    }

    /**
     * Reads 81 cells; white space, and the characters of frames, do not count.
     *
     * @throws dev.cleave.api.InvalidArgumentException with the line, what was found there, and what was expected
     */
    static String read(String text) {
        StringBuilder cells = new StringBuilder();
        List<Line> lines = Line.all(text);
        for (Line line : lines) {
            for (char each : line.text().toCharArray()) {
                if (Character.isWhitespace(each) || each == '|' || each == '+' || each == '-') {
                    continue;
                }
                boolean isEmpty = each == EMPTY || each == '0' || each == '_';
                if (!isEmpty && (each < '1' || each > '9') || cells.length() == CELLS) {
                    String expected =
                            cells.length() == CELLS ? "no more than 81 cells" : "a digit, or a dot for an empty cell";
                    throw Line.refused(line.number(), String.valueOf(each), expected);
                }
                if (!isEmpty && (free(cells, cells.length()) >>> (each - '1') & 1) == 0) {
                    throw Line.refused(
                            line.number(), "another " + each, "each digit once in a row, a column and a square");
                }
                cells.append(isEmpty ? EMPTY : each);
            }
        }
        if (cells.length() < CELLS) {
            throw Line.refused(lines.size(), "the end after " + cells.length() + " cells", "81 cells");
        }
        return cells.toString();
    }

    /** The digits that a cell may have, as bits, by the cells that are there. */
    private static int free(CharSequence grid, int cell) {
        int row = cell / SIZE;
        int column = cell % SIZE;
        int taken = 0;
        for (int other = 0; other < grid.length(); other++) {
            boolean sees = other / SIZE == row
                    || other % SIZE == column
                    || (other / SIZE / 3 == row / 3 && other % SIZE / 3 == column / 3);
            if (sees && grid.charAt(other) != EMPTY) {
                taken |= 1 << (grid.charAt(other) - '1');
            }
        }
        return ~taken & ((1 << SIZE) - 1);
    }

    /** Cell by cell, the one with fewest digits left first. */
    private record CellByCell() implements EndsEarly<String, String> {

        @Override
        public boolean isBaseCase(String grid) {
            return grid.indexOf(EMPTY) < 0;
        }

        @Override
        public String solve(String grid) {
            return grid;
        }

        @Override
        public List<String> divide(String grid) {
            int fewest = -1;
            int digits = 0;
            for (int cell = 0; cell < CELLS; cell++) {
                if (grid.charAt(cell) == EMPTY) {
                    int free = free(grid, cell);
                    if (fewest < 0 || Integer.bitCount(free) < Integer.bitCount(digits)) {
                        fewest = cell;
                        digits = free;
                    }
                }
            }
            List<String> children = new ArrayList<>();
            for (char digit = '1'; digit <= '9'; digit++) {
                if ((digits >>> (digit - '1') & 1) == 1) {
                    children.add(grid.substring(0, fewest) + digit + grid.substring(fewest + 1));
                }
            }
            return children;
        }

        @Override
        public String combine(String grid, List<String> results) {
            return results.stream()
                    .filter(result -> !result.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        @Override
        public boolean isEnough(String grid) {
            return !grid.isEmpty();
        }
    }
}
