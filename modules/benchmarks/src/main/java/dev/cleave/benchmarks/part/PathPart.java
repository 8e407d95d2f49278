package dev.cleave.benchmarks.part;

import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What naming a subproblem costs: paths and path keys, sixteen levels deep. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PathPart {

    private Path path = Path.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3);
    private Path further = Path.of(2, 7, 1, 8);
    private PathKey key = PathKey.ROOT.descendant(path);

    /** The path of a child. */
    @Benchmark
    public Path child() {
        return path.child(7);
    }

    /** A path four levels on. */
    @Benchmark
    public Path then() {
        return path.then(further);
    }

    /** The key of a child. */
    @Benchmark
    public PathKey keyOfChild() {
        return key.child(7);
    }

    /** The key sixteen levels down. */
    @Benchmark
    public PathKey keyOfDescendant() {
        return key.descendant(path);
    }
}
