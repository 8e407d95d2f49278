package dev.cleave.benchmarks.reference;

import dev.cleave.api.DivideAndConquer;
import java.util.Arrays;
import java.util.List;

/** A program run as ordinary recursion through its four methods, on one thread. */
public final class PlainRecursion {

    private PlainRecursion() {}

    /** The result of a problem; recursion as deep as the tree. */
    @SuppressWarnings("unchecked")
    public static <P, R> R run(DivideAndConquer<P, R> program, P problem) {
        if (program.isBaseCase(problem)) {
            return program.solve(problem);
        }
        List<P> children = program.divide(problem);
        Object[] results = new Object[children.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = run(program, children.get(i));
        }
        return program.combine(problem, (List<R>) Arrays.asList(results));
    }
}
