package dev.cleave.benchmarks.part;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.engine.InProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What a level of the recursion costs that is captured into a frame and combined from it later, per level: a chain far
 * deeper than a thread's stack, against one that fits.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CapturePart {

    private static final int DEEP = 200_000;
    private static final int SHALLOW = 300;
    private static final int CHAINS = 1000;

    private static final class Chain implements DivideAndConquer<Integer, Integer> {

        @Override
        public boolean isBaseCase(Integer left) {
            return left == 0;
        }

        @Override
        public Integer solve(Integer left) {
            return 0;
        }

        @Override
        public List<Integer> divide(Integer left) {
            return List.of(left - 1);
        }

        @Override
        public Integer combine(Integer left, List<Integer> results) {
            return results.get(0) + 1;
        }
    }

    /** Many chains side by side, each short enough for plain recursion. */
    private static final class Chains implements DivideAndConquer<Integer, Integer> {

        private final Chain chain = new Chain();

        @Override
        public boolean isBaseCase(Integer left) {
            return left == 0;
        }

        @Override
        public Integer solve(Integer left) {
            return 0;
        }

        @Override
        public List<Integer> divide(Integer left) {
            return left < 0 ? java.util.Collections.nCopies(CHAINS, SHALLOW) : chain.divide(left);
        }

        @Override
        public Integer combine(Integer left, List<Integer> results) {
            return left < 0 ? results.stream().mapToInt(Integer::intValue).sum() : chain.combine(left, results);
        }
    }

    /** Every level becomes a frame. */
    @Benchmark
    @OperationsPerInvocation(DEEP)
    public Integer captureAndResume() throws Exception {
        return check(DEEP, InProcess.run(new Chain(), DEEP, 1).result());
    }

    /** No level does. */
    @Benchmark
    @OperationsPerInvocation(CHAINS * SHALLOW)
    public Integer plainLevels() throws Exception {
        return check(CHAINS * SHALLOW, InProcess.run(new Chains(), -1, 1).result());
    }

    private static Integer check(int expected, @org.jspecify.annotations.Nullable Integer got) {
        if (got == null || got != expected) {
            throw new IllegalStateException("wrong answer: " + got + " (expected: " + expected + ")");
        }
        return got;
    }
}
