package dev.cleave.faults.run;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.examples.Grind;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.Sort;
import dev.cleave.examples.uts.Uts;
import dev.cleave.testkit.cluster.KnownJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jobs to hurt, with answers that were published, or found by plain recursion here. */
final class KnownJobs {

    private static final Map<Integer, String> QUEENS =
            Map.of(11, "2680", 12, "14200", 13, "73712", 14, "365596", 15, "2279184", 16, "14772512", 17, "95815104");

    private KnownJobs() {}

    /** OEIS A000170, with a sequential solver. */
    static KnownJob queens(int n) {
        return KnownJob.of(NQueens.class, Map.of("n", Integer.toString(n)), QUEENS.get(n));
    }

    /** The same without: every queen is a subproblem. */
    static KnownJob queensOneByOne(int n) {
        return KnownJob.of(NQueens.class, Map.of("n", Integer.toString(n), "kernel", "false"), QUEENS.get(n));
    }

    /** 4,112,897 nodes, very uneven, 1,572 deep. */
    static KnownJob unevenTree() {
        return KnownJob.of(
                Uts.class, Map.of("tree", "T3", "kernel", "false"), "nodes 4112897, leaves 3599034, depth 1572");
    }

    /** The same with a sequential solver. */
    static KnownJob unevenTreeSolved() {
        return KnownJob.of(Uts.class, Map.of("tree", "T3"), "nodes 4112897, leaves 3599034, depth 1572");
    }

    /** 111,345,631 nodes, 17,844 deep. */
    static KnownJob largeUnevenTree() {
        return KnownJob.of(Uts.class, Map.of("tree", "T3L"), "nodes 111345631, leaves 89076904, depth 17844");
    }

    /** Large values between processes. */
    static KnownJob sorting(int n) {
        Map<String, String> arguments = Map.of("n", Integer.toString(n));
        return KnownJob.of(Sort.class, arguments, recursion(new Sort(), arguments));
    }

    /** So many base cases of so much processor time each; the answer is a checksum over all of them. */
    static KnownJob grinding(int count, int millis) {
        Map<String, String> arguments = Map.of("k", Integer.toString(count), "ms", Integer.toString(millis));
        Map<String, String> idle = new HashMap<>(arguments);
        idle.put("ms", "0");
        return KnownJob.of(Grind.class, arguments, recursion(new Grind(), idle));
    }

    private static <P, R> String recursion(Job<P, R> job, Map<String, String> given) {
        Arguments arguments = Arguments.parse(job.parameters(), given);
        return job.render(solve(job.program(new Context(arguments)), job.rootProblem(arguments)));
    }

    private static <P, R> R solve(DivideAndConquer<P, R> program, P problem) {
        if (program.isBaseCase(problem)) {
            return program.solve(problem);
        }
        List<R> results = new ArrayList<>();
        for (P child : program.divide(problem)) {
            results.add(solve(program, child));
        }
        return program.combine(problem, results);
    }

    private record Context(Arguments arguments) implements JobContext {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void log(String line) {}
    }
}
