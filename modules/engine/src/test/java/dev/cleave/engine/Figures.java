package dev.cleave.engine;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.engine.programs.Fibonacci;
import dev.cleave.engine.programs.Queens;
import dev.cleave.engine.programs.Sequential;
import dev.cleave.engine.programs.UnbalancedTree;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** Times the engine against plain recursion: run by hand, prints medians, asserts answers only. */
public final class Figures {

    private Figures() {}

    interface Timed {
        Object run() throws Exception;
    }

    static void compare(String title, Object expected, int rounds, Object... namesAndRuns) throws Exception {
        int n = namesAndRuns.length / 2;
        double[][] ms = new double[n][rounds];
        double[][] cpu = new double[n][rounds];
        for (int round = -3; round < rounds; round++) {
            for (int i = 0; i < n; i++) {
                long c = cpu();
                long t = System.nanoTime();
                Object got = ((Timed) namesAndRuns[2 * i + 1]).run();
                t = System.nanoTime() - t;
                c = cpu() - c;
                if (!expected.equals(got)) {
                    throw new AssertionError(title + ": " + got);
                }
                if (round >= 0) {
                    ms[i][round] = t / 1e6;
                    cpu[i][round] = c / 1e6;
                }
            }
        }
        StringBuilder line = new StringBuilder(title);
        double first = 0;
        double firstUsed = 0;
        for (int i = 0; i < n; i++) {
            Arrays.sort(ms[i]);
            Arrays.sort(cpu[i]);
            double median = ms[i][rounds / 2];
            double used = cpu[i][rounds / 2];
            if (i == 0) {
                first = median;
                firstUsed = used;
            }
            line.append(String.format(
                    "%n    %-10s wall %8.1f ms (%.2fx)  processor %8.1f ms (%.2fx)",
                    namesAndRuns[2 * i], median, median / first, used, used / firstUsed));
        }
        System.out.println(line);
    }

    static long cpu() {
        java.lang.management.OperatingSystemMXBean os =
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) os).getProcessCpuTime();
    }

    static <P, R> Timed lanes(DivideAndConquer<P, R> program, P root, int lanes) {
        return () -> {
            Solved<R> solved = InProcess.run(program, root, lanes);
            if (System.getProperty("v") != null) {
                System.out.println(lanes + " " + solved);
            }
            return solved.result();
        };
    }

    /** A task per node, through the same four methods. */
    static final class NodeTask<P, R> extends RecursiveTask<R> {
        private static final long serialVersionUID = 1L;
        private final transient DivideAndConquer<P, R> program;
        private final transient P problem;

        NodeTask(DivideAndConquer<P, R> program, P problem) {
            this.program = program;
            this.problem = problem;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        protected R compute() {
            if (program.isBaseCase(problem)) {
                return program.solve(problem);
            }
            List<P> children = program.divide(problem);
            NodeTask<P, R>[] tasks = new NodeTask[children.size()];
            for (int i = 0; i < tasks.length; i++) {
                tasks[i] = new NodeTask<>(program, children.get(i));
                if (i > 0) {
                    tasks[i].fork();
                }
            }
            Object[] results = new Object[tasks.length];
            results[0] = tasks[0].compute();
            for (int i = tasks.length - 1; i > 0; i--) {
                results[i] = tasks[i].join();
            }
            return program.combine(problem, (List<R>) Arrays.asList(results));
        }
    }

    public static void main(String[] args) throws Exception {
        String which = args.length == 0 ? "fib queens solver" : String.join(" ", args);
        int rounds = Integer.getInteger("rounds", 15);
        if (which.contains("fib")) {
            Fibonacci fib = new Fibonacci();
            Timed list = () -> Sequential.solve(fib, 34);
            Timed plain = () -> Sequential.solveWithArray(fib, 34);
            ForkJoinPool one = new ForkJoinPool(1);
            Timed fork = () -> one.invoke(new NodeTask<>(fib, 34));
            compare(
                    "fib 34",
                    5702887L,
                    rounds,
                    "plain",
                    plain,
                    "list",
                    list,
                    "1 lane",
                    lanes(fib, 34, 1),
                    "2 lanes",
                    lanes(fib, 34, 2),
                    "forkjoin",
                    fork);
        }
        if (which.contains("queens")) {
            Queens queens = new Queens();
            Queens.Board board = Queens.Board.empty(13);
            Timed list = () -> Sequential.solve(queens, board);
            Timed plain = () -> Sequential.solveWithArray(queens, board);
            compare(
                    "queens 13",
                    73712L,
                    rounds,
                    "plain",
                    plain,
                    "list",
                    list,
                    "1 lane",
                    lanes(queens, board, 1),
                    "2 lanes",
                    lanes(queens, board, 2));
        }
        if (which.contains("t1")) {
            UnbalancedTree.Count expected = new UnbalancedTree.Count(4130071, 3305118, 10);
            Timed plain = () -> Sequential.solve(UnbalancedTree.t1(), UnbalancedTree.root(19));
            compare(
                    "uts T1",
                    expected,
                    rounds,
                    "plain",
                    plain,
                    "1 lane",
                    lanes(UnbalancedTree.t1(), UnbalancedTree.root(19), 1),
                    "2 lanes",
                    lanes(UnbalancedTree.t1(), UnbalancedTree.root(19), 2));
        }
        if (which.contains("t3")) {
            UnbalancedTree.Count expected = new UnbalancedTree.Count(4112897, 3599034, 1572);
            compare(
                    "uts T3",
                    expected,
                    rounds,
                    "plain",
                    (Timed) () -> Sequential.solve(UnbalancedTree.t3(), UnbalancedTree.root(42)),
                    "1 lane",
                    lanes(UnbalancedTree.t3(), UnbalancedTree.root(42), 1),
                    "2 lanes",
                    lanes(UnbalancedTree.t3(), UnbalancedTree.root(42), 2));
        }
        if (which.contains("large")) {
            UnbalancedTree.Count expected = new UnbalancedTree.Count(111345631, 89076904, 17844);
            compare(
                    "uts T3L",
                    expected,
                    3,
                    "1 lane",
                    lanes(UnbalancedTree.t3l(), UnbalancedTree.root(7), 1),
                    "2 lanes",
                    lanes(UnbalancedTree.t3l(), UnbalancedTree.root(7), 2));
        }
        if (which.contains("turn")) {
            // Each alone in a fresh JVM: -Dalone=fib or queens or t1; all in turn without.
            String alone = System.getProperty("alone", "fib queens t1");
            for (int pass = 0; pass < 2; pass++) {
                if (alone.contains("fib")) {
                    compare("fib 34", 5702887L, rounds, "1 lane", lanes(new Fibonacci(), 34, 1));
                }
                if (alone.contains("queens")) {
                    compare("queens 13", 73712L, rounds, "1 lane", lanes(new Queens(), Queens.Board.empty(13), 1));
                }
                if (alone.contains("t1")) {
                    compare(
                            "uts T1",
                            new UnbalancedTree.Count(4130071, 3305118, 10),
                            rounds,
                            "1 lane",
                            lanes(UnbalancedTree.t1(), UnbalancedTree.root(19), 1));
                }
            }
        }
        if (which.contains("solver")) {
            Queens.WithSolver queens = new Queens.WithSolver();
            for (int n : new int[] {14, 15}) {
                Queens.Board board = Queens.Board.empty(n);
                Timed plain = () -> queens.solveSequentially(board);
                compare(
                        "solver " + n,
                        n == 14 ? 365596L : 2279184L,
                        rounds,
                        "plain",
                        plain,
                        "1 lane",
                        lanes(queens, board, 1),
                        "2 lanes",
                        lanes(queens, board, 2));
            }
        }
    }
}
