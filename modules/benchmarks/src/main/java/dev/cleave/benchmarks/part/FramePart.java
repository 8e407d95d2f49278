package dev.cleave.benchmarks.part;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** What a child costs that is claimed and delivered through a published frame, per child. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramePart {

    private static final int CHILDREN = 1000;

    /** A frame with more children than threads can claim in an iteration; without results, which need room. */
    @State(Scope.Benchmark)
    public static class Shared {

        private Object frame = "none yet";

        /** Begins anew. */
        @Setup(Level.Iteration)
        public void begin() throws Throwable {
            frame = FrameAccess.frame((1 << 30) - 1);
        }
    }

    /** One thread claims all children of a frame and delivers their results. */
    @Benchmark
    @OperationsPerInvocation(CHILDREN)
    public Object claimAndDeliver() throws Throwable {
        Object frame = FrameAccess.frame(CHILDREN);
        FrameAccess.publish(frame);
        boolean last = false;
        for (int i = FrameAccess.claim(frame); i >= 0; i = FrameAccess.claim(frame)) {
            last = FrameAccess.deliver(frame, i, "result");
        }
        if (!last) {
            throw new IllegalStateException("the last delivery did not complete the frame");
        }
        return frame;
    }

    /** One thread claims; nobody else does. */
    @Benchmark
    public int claim(Shared shared) throws Throwable {
        return FrameAccess.claim(shared.frame);
    }

    /** Two threads claim from one frame, as fast as they can. */
    @Benchmark
    @Threads(2)
    public int claimContended(Shared shared) throws Throwable {
        return FrameAccess.claim(shared.frame);
    }
}
