package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Plain recursion through the same four methods: what everything is compared with. */
public final class Sequential {

    private Sequential() {}

    public static <P, R> R solve(DivideAndConquer<P, R> program, P problem) {
        if (program.isBaseCase(problem)) {
            return program.solve(problem);
        }
        List<P> children = program.divide(problem);
        List<R> results = new ArrayList<>(children.size());
        for (int i = 0; i < children.size(); i++) {
            results.add(solve(program, children.get(i)));
        }
        return program.combine(problem, results);
    }

    /** The same with an array for the results, which is faster for some programs. */
    @SuppressWarnings("unchecked")
    public static <P, R> R solveWithArray(DivideAndConquer<P, R> program, P problem) {
        if (program.isBaseCase(problem)) {
            return program.solve(problem);
        }
        List<P> children = program.divide(problem);
        int count = children.size();
        Object[] results = new Object[count];
        for (int i = 0; i < count; i++) {
            results[i] = solveWithArray(program, children.get(i));
        }
        return program.combine(problem, (List<R>) Arrays.asList(results));
    }
}
