package dev.cleave.benchmarks.part;

import dev.cleave.core.job.JobSpec;
import dev.cleave.examples.NQueens;
import dev.cleave.wire.value.Encoded;
import dev.cleave.wire.value.ValueCodec;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a value costs on its way to another process: a board of nqueens (a record of three ints), and a count. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecPart {

    private final NQueens job = new NQueens();
    private final ValueCodec<NQueens.Board> problems = ValueCodec.ofProblems(
            job.problemCodec(), NQueens.class.getClassLoader(), JobSpec.DEFAULT_MAX_PAYLOAD_BYTES);
    private final ValueCodec<Long> results =
            ValueCodec.ofResults(job.resultCodec(), NQueens.class.getClassLoader(), JobSpec.DEFAULT_MAX_PAYLOAD_BYTES);
    private NQueens.Board board = new NQueens.Board(0x7bdf, 0x1234, 0x0421);
    private Long count = 14_772_512L;
    private final byte[] boardBytes;
    private final byte[] countBytes;

    /** Values and their bytes. */
    public CodecPart() {
        try {
            boardBytes = problems.encode(board).bytes();
            countBytes = results.encode(count).bytes();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A problem to bytes. */
    @Benchmark
    public Encoded encodeProblem() throws Exception {
        return problems.encode(board);
    }

    /** A problem from bytes. */
    @Benchmark
    public NQueens.@Nullable Board decodeProblem() throws Exception {
        return problems.decode(boardBytes);
    }

    /** A result to bytes. */
    @Benchmark
    public Encoded encodeResult() throws Exception {
        return results.encode(count);
    }

    /** A result from bytes. */
    @Benchmark
    public @Nullable Long decodeResult() throws Exception {
        return results.decode(countBytes);
    }
}
