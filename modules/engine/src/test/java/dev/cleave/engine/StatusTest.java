package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.Fibonacci;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void aLaneIsBusyBeforeAnybodyHearsThatItHasBegunALease() throws Exception {
        Queue<Integer> busy = new ConcurrentLinkedQueue<>();
        CountDownLatch ready = new CountDownLatch(1);
        Engine<?, ?>[] engine = new Engine<?, ?>[1];
        Recorder<Integer, Long> recorder = new Recorder<>() {
            @Override
            public void started(LeaseId lease) {
                try {
                    ready.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                busy.add(engine[0].status().busyLanes());
            }
        };
        try (Engine<Integer, Long> running = new Engine<>(new Fibonacci(), EngineSettings.ofLanes(1), recorder)) {
            engine[0] = running;
            LeaseId id = new LeaseId(PathKey.ROOT, 1);
            running.run(new Assignment<>(id, 0, Weight.WHOLE, 10, List.of(), Lease.Care.NORMAL));
            ready.countDown();
            assertThat(recorder.await(id).value()).isEqualTo(55L);
        }
        assertThat(busy).containsExactly(1);
    }
}
