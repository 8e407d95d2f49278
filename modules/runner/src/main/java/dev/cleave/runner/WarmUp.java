package dev.cleave.runner;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.JobFailedException;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.engine.InProcess;
import dev.cleave.runner.loading.JobClassLoader;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.value.ValueCodec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Makes a spare runner ready: loads, in an idle process, the classes that the first job would have to wait for.
 *
 * <p>Step by step, and no further once a job has come.
 */
final class WarmUp implements Runnable {

    /** Nothing to do, once. */
    private record Nothing() implements DivideAndConquer<Integer, Integer> {
        @Override
        public boolean isBaseCase(Integer problem) {
            return true;
        }

        @Override
        public Integer solve(Integer problem) {
            return problem;
        }

        @Override
        public List<Integer> divide(Integer problem) {
            return List.of();
        }

        @Override
        public Integer combine(Integer problem, List<Integer> results) {
            return problem;
        }
    }

    private final CountDownLatch busy;

    WarmUp(CountDownLatch busy) {
        this.busy = busy;
    }

    @Override
    public void run() {
        try {
            for (Step step : List.<Step>of(WarmUp::messages, WarmUp::classPath, WarmUp::engine, ValueCodec::warmUp)) {
                if (busy.getCount() == 0) {
                    return;
                }
                step.take();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception unexpected) {
            // A job would meet the same, and say so where it matters.
            System.err.println("cleave: not warmed up: " + unexpected);
        }
    }

    private interface Step {
        void take() throws IOException, InterruptedException, JobFailedException;
    }

    private static void messages() {
        Lease lease = new Lease(
                new LeaseId(PathKey.ROOT, 1),
                1,
                0,
                1,
                new Payload.Inline(new byte[1]),
                List.of(new KnownChild(Path.of(0), 1, 0)),
                Lease.Care.NORMAL);
        RunnerCodec.toRunner(RunnerCodec.encode(new ToRunner.RunLease(lease)));
    }

    private static void classPath() throws IOException {
        try (JobClassLoader loader = JobClassLoader.over(List.of())) {
            loader.loadClass("user.Nobody");
        } catch (ClassNotFoundException expected) {
            // That was all.
        }
    }

    private static void engine() throws InterruptedException, JobFailedException {
        InProcess.run(new Nothing(), 1, 1);
    }
}
