package dev.cleave.engine;

import static org.awaitility.Awaitility.await;

import dev.cleave.engine.programs.Scripted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lanes that are taken away and given back while they work. */
class ResizeTest {

    private static final int ROUNDS = 50;
    private static final int ENOUGH = 8;

    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger solved = new AtomicInteger();

    private int solve() {
        busy.add(Thread.currentThread());
        long until = System.nanoTime() + 50_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        solved.incrementAndGet();
        return 1;
    }

    /** Waits until some base cases in a row were all solved by so many threads. */
    private void awaitBusyLanes(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    busy.clear();
                    int before = solved.get();
                    await().atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> solved.get() - before >= ENOUGH);
                    return busy.size() == count;
                });
    }

    @Test
    void aLaneThatIsTakenAwayStopsHoweverMuchItHasInHand() {
        Scripted large = new Scripted(30, 3).solving(path -> solve());
        try (Engine<String, Integer> engine = new Engine<>(large, EngineSettings.ofLanes(2), new Recorder<>())) {
            engine.run(Assignment.ofRoot(""));
            for (int round = 0; round < ROUNDS; round++) {
                engine.resize(2);
                awaitBusyLanes(2);
                engine.resize(1);
                awaitBusyLanes(1);
            }
        }
    }
}
