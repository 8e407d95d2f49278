package dev.cleave.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.simulator.cluster.Meddling;
import dev.cleave.simulator.faults.RandomRun;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Sessions whose controllers die, or come back when others have taken over, whose client loses its stream, on clusters where much
 * else goes wrong: each chunk has exactly one result, and the right one.
 *
 * <p>{@code -Dseeds=N} runs so many; {@code -Dseed=N} runs one, with every message in its history.
 */
class SessionRunTest {

    private static final int DEFAULT_SEEDS = 300;

    @Test
    void everyChunkHasOneResultWhateverDies() {
        Long one = Long.getLong("seed");
        List<String> failures = one != null
                ? LongStream.of(one)
                        .mapToObj(seed -> failure(seed, true))
                        .filter(Objects::nonNull)
                        .toList()
                : LongStream.range(0, Integer.getInteger("seeds", DEFAULT_SEEDS))
                        .parallel()
                        .mapToObj(seed -> failure(seed, false))
                        .filter(Objects::nonNull)
                        .toList();
        assertThat(failures).isEmpty();
    }

    private static String failure(long seed, boolean traced) {
        RandomRun run = RandomRun.ofSession(seed, Meddling.NONE);
        if (traced) {
            run.simulation().traced();
        }
        List<String> wrong;
        try {
            wrong = run.run();
        } catch (RuntimeException e) {
            throw new AssertionError("replay with -Dseed=" + seed, e);
        }
        return wrong.isEmpty() ? null : "replay with -Dseed=" + seed + "\n" + String.join("\n", wrong);
    }
}
