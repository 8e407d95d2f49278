package dev.cleave.api.check;

import dev.cleave.api.Codec;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import dev.cleave.api.check.Finding.Kind;
import dev.cleave.api.check.Recursion.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be seen when a whole subtree is solved in several ways: the results must be the same. */
final class SubtreeCheck<P, R> {

    private static final int THREADS = 4;

    private final DivideAndConquer<P, R> program;
    private final Supplier<DivideAndConquer<P, R>> programs;
    private final @Nullable Codec<R> codec;
    private final long maxSteps;
    private final Findings findings;

    SubtreeCheck(
            DivideAndConquer<P, R> program,
            Supplier<DivideAndConquer<P, R>> programs,
            @Nullable Codec<R> codec,
            long maxSteps,
            Findings findings) {
        this.program = program;
        this.programs = programs;
        this.codec = codec;
        this.maxSteps = maxSteps;
        this.findings = findings;
    }

    /** False if the subtree is too large, or something was found, so that larger ones need not be tried. */
    boolean check(P problem, String path) {
        int before = findings.size();
        Optional<R> result = recursion(program, Order.FIRST_TO_LAST, problem, path);
        if (result.isEmpty()) {
            return false;
        }
        byte[] expected = Fingerprint.of(result.get());
        String shown = Fingerprint.describe(result.get());
        checkOtherOrder(problem, path, expected, shown);
        checkCombine(problem, path);
        checkSolver(problem, path, expected, shown);
        if (codec != null) {
            new CodecCheck<>(codec, findings).check("result", result.get(), path);
        }
        return findings.size() == before;
    }

    /** The result; empty if there are too many steps, or after a finding. */
    private Optional<R> recursion(DivideAndConquer<P, R> by, Order order, P problem, String path) {
        Recursion<P, R> recursion = new Recursion<>(by, order, maxSteps);
        try {
            return recursion.run(problem);
        } catch (Throwable thrown) {
            findings.add(Kind.THREW, join(path, recursion.path()), Thrown.describe("the program", problem, thrown));
            return Optional.empty();
        }
    }

    private void checkOtherOrder(P problem, String path, byte[] expected, String shown) {
        recursion(programs.get(), Order.LAST_TO_FIRST, problem, path)
                .filter(other -> !Arrays.equals(expected, Fingerprint.of(other)))
                .ifPresent(other -> findings.add(
                        Kind.SHARES_STATE,
                        path,
                        "a second run, children solved from last to first, gave " + Fingerprint.describe(other)
                                + " (expected, as from first to last: " + shown + ")"));
    }

    private void checkCombine(P problem, String path) {
        try {
            if (program.isBaseCase(problem)) {
                return;
            }
            List<R> given = new ArrayList<>();
            for (P child : program.divide(problem)) {
                given.add(Sequentially.run(program, child));
            }
            List<R> results = Collections.unmodifiableList(given);
            byte[] resultsBefore = Fingerprint.of(results);
            byte[] problemBefore = Fingerprint.of(problem);
            R first = program.combine(problem, results);
            byte[] firstContent = Fingerprint.of(first);
            boolean modified = !Arrays.equals(resultsBefore, Fingerprint.of(results))
                    || !Arrays.equals(problemBefore, Fingerprint.of(problem));
            if (modified) {
                findings.add(Kind.MODIFIED_ITS_ARGUMENT, path, "combine modified its problem or a result given to it");
                return;
            }
            R second = program.combine(problem, results);
            if (!Arrays.equals(firstContent, Fingerprint.of(second))) {
                findings.add(
                        Kind.NOT_DETERMINISTIC,
                        path,
                        "combine returned " + Fingerprint.describe(first) + " and then "
                                + Fingerprint.describe(second));
            }
        } catch (Throwable thrown) {
            findings.add(Kind.THREW, path, Thrown.describe("combine", problem, thrown));
        }
    }

    private void checkSolver(P problem, String path, byte[] expected, String shown) {
        if (!(program instanceof SequentialSolver)) {
            return;
        }
        @SuppressWarnings("unchecked")
        SequentialSolver<P, R> solver = (SequentialSolver<P, R>) program;
        try {
            byte[] before = Fingerprint.of(problem);
            R result = solver.solveSequentially(problem);
            if (!Arrays.equals(expected, Fingerprint.of(result))) {
                findings.add(
                        Kind.SOLVER_DIFFERS,
                        path,
                        "solveSequentially returned " + Fingerprint.describe(result) + " for "
                                + Fingerprint.describe(problem) + " (expected, as by dividing: " + shown + ")");
            }
            if (!Arrays.equals(before, Fingerprint.of(problem))) {
                findings.add(Kind.MODIFIED_ITS_ARGUMENT, path, "solveSequentially modified its problem");
            }
            double hint = solver.sizeHint(problem);
            if (hint != SequentialSolver.NO_HINT && !(hint > 0 && Double.isFinite(hint))) {
                findings.add(
                        Kind.SOLVER_DIFFERS,
                        path,
                        "sizeHint returned " + hint + " for " + Fingerprint.describe(problem)
                                + " (expected: a positive number, or NO_HINT)");
            }
        } catch (Throwable thrown) {
            findings.add(Kind.THREW, path, Thrown.describe("solveSequentially or sizeHint", problem, thrown));
        }
    }

    /** Several threads with the same program at the same time; the subtree must have passed {@link #check}. */
    void checkThreads(P problem, String path) {
        Optional<R> result = recursion(program, Order.FIRST_TO_LAST, problem, path);
        if (result.isEmpty()) {
            return;
        }
        byte[] expected = Fingerprint.of(result.get());
        String shown = Fingerprint.describe(result.get());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "program-check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Callable<Optional<R>> run = () -> new Recursion<>(program, Order.FIRST_TO_LAST, maxSteps).run(problem);
            for (Future<Optional<R>> future : threads.invokeAll(Collections.nCopies(THREADS, run))) {
                Optional<R> other = future.get();
                if (other.isEmpty() || !Arrays.equals(expected, Fingerprint.of(other.get()))) {
                    findings.add(
                            Kind.SHARES_STATE,
                            path,
                            THREADS + " threads at once: one got "
                                    + other.map(Fingerprint::describe).orElse("a larger tree")
                                    + " (expected, as alone: " + shown + ")");
                }
            }
        } catch (ExecutionException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            findings.add(
                    Kind.SHARES_STATE, path, THREADS + " threads at once: " + Thrown.describe("one", problem, cause));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking " + path, interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String join(String path, String below) {
        return path.equals("/") ? below : below.equals("/") ? path : path + below;
    }
}
