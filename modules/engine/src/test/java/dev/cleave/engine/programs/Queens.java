package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import java.util.ArrayList;
import java.util.List;

/** How many ways to place n queens, row by row. */
public class Queens implements DivideAndConquer<Queens.Board, Long> {

    /** Columns and diagonals taken, as bits. */
    public record Board(int n, int columns, int left, int right) {
        public static Board empty(int n) {
            return new Board(n, 0, 0, 0);
        }
    }

    @Override
    public boolean isBaseCase(Board board) {
        return board.columns == (1 << board.n) - 1;
    }

    @Override
    public Long solve(Board board) {
        return 1L;
    }

    @Override
    public List<Board> divide(Board board) {
        int all = (1 << board.n) - 1;
        int free = all & ~(board.columns | board.left | board.right);
        List<Board> children = new ArrayList<>(Integer.bitCount(free));
        while (free != 0) {
            int bit = free & -free;
            free ^= bit;
            children.add(
                    new Board(board.n, board.columns | bit, (board.left | bit) << 1 & all, (board.right | bit) >> 1));
        }
        return children;
    }

    @Override
    public Long combine(Board board, List<Long> results) {
        long sum = 0;
        for (int i = 0; i < results.size(); i++) {
            sum += results.get(i);
        }
        return sum;
    }

    /** The same with a sequential solver. */
    public static final class WithSolver extends Queens implements SequentialSolver<Board, Long> {
        @Override
        public Long solveSequentially(Board board) {
            int all = (1 << board.n) - 1;
            return count(all, board.columns, board.left, board.right);
        }

        public static long count(int all, int columns, int left, int right) {
            if (columns == all) {
                return 1;
            }
            long sum = 0;
            int free = all & ~(columns | left | right);
            while (free != 0) {
                int bit = free & -free;
                free ^= bit;
                sum += count(all, columns | bit, (left | bit) << 1 & all, (right | bit) >> 1);
            }
            return sum;
        }
    }
}
