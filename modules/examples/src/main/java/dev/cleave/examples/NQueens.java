package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import dev.cleave.api.SequentialSolver;
import java.util.Arrays;
import java.util.List;

/**
 * In how many ways n queens fit on an n by n board so that none attacks another: OEIS A000170.
 *
 * <p>A problem is a board whose upper rows hold a queen each; dividing it tries every free square of the next row. The
 * squares under attack are three bit masks (Richards, Backtracking algorithms in MCPL using bit patterns and recursion,
 * 1997).
 */
public final class NQueens implements Job<NQueens.Board, Long> {

    private static final Parameter<Integer> N =
            Parameter.integer("n", 8, "number of queens and of rows").between(1, 31);

    /**
     * A board with its upper rows filled.
     *
     * @param open the columns without a queen yet; as many as there are empty rows
     * @param left the squares of the next row attacked along diagonals that run to the left
     * @param right the squares of the next row attacked along diagonals that run to the right
     */
    public record Board(int open, int left, int right) {

        /** An empty board. */
        static Board empty(int n) {
            return new Board(-1 >>> (Integer.SIZE - n), 0, 0);
        }

        int free() {
            return open & ~(left | right);
        }
    }

    @Override
    public String description() {
        return "counts the ways to place n queens on an n by n board";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(N, Kernel.KERNEL);
    }

    @Override
    public Board rootProblem(Arguments arguments) {
        return Board.empty(arguments.valueOf(N));
    }

    @Override
    public DivideAndConquer<Board, Long> program(JobContext context) {
        return context.arguments().valueOf(Kernel.KERNEL) ? new Solver() : new Rows();
    }

    /** Row by row, one queen at a time. */
    static class Rows implements DivideAndConquer<Board, Long> {

        @Override
        public boolean isBaseCase(Board board) {
            return board.open == 0;
        }

        @Override
        public Long solve(Board board) {
            return 1L;
        }

        @Override
        public List<Board> divide(Board board) {
            int free = board.free();
            Board[] children = new Board[Integer.bitCount(free)];
            for (int i = 0; i < children.length; i++) {
                int queen = free & -free;
                free ^= queen;
                children[i] = new Board(board.open ^ queen, (board.left | queen) << 1, (board.right | queen) >>> 1);
            }
            return Arrays.asList(children);
        }

        @Override
        public Long combine(Board board, List<Long> results) {
            long sum = 0;
            for (int i = 0; i < results.size(); i++) {
                sum += results.get(i);
            }
            return sum;
        }
    }

    /** The same, with a sequential solver. */
    static final class Solver extends Rows implements SequentialSolver<Board, Long> {

        @Override
        public Long solveSequentially(Board board) {
            return QueensCount.of(board.open, board.left, board.right);
        }
    }
}
