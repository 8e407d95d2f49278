package dev.cleave.client.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An executor in this process that hands everything over as it is; here, and only here, tasks may share objects. */
class LocalWithoutCopiesTest extends WorkContract {

    @Override
    protected CleaveExecutor newExecutor() {
        return CleaveExecutor.local().lanes(2).withoutCopies().build();
    }

    /** Cannot hold across processes. */
    @Test
    void tasksMayWaitForEachOtherByACapturedLatch() throws Exception {
        try (CleaveExecutor executor = newExecutor()) {
            CountDownLatch latch = new CountDownLatch(1);
            ClusterFuture<Boolean> waits = executor.submit(() -> latch.await(2, TimeUnit.MINUTES));
            executor.submit(latch::countDown).get();
            assertThat(waits.get()).isTrue();
        }
    }

    @Test
    void aTaskMaySubmitTasks() throws Exception {
        try (CleaveExecutor executor =
                CleaveExecutor.local().lanes(2).window(1).withoutCopies().build()) {
            Task<Integer> outer =
                    () -> executor.io().submit(TestTasks.returning(21)).get() * 2;
            assertThat(executor.submit(outer).get()).isEqualTo(42);
        }
    }
}
