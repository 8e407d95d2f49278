package dev.cleave.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmRunnersTest {

    private static final RunnerKey QUEENS = new RunnerKey(List.of("aa"), List.of());
    private static final RunnerKey QUEENS_IN_LITTLE_MEMORY = new RunnerKey(List.of("aa"), List.of("-Xmx64m"));
    private static final RunnerKey TREES = new RunnerKey(List.of("bb", "aa"), List.of());

    private final WarmRunners<String> warm = new WarmRunners<>();

    @Test
    void aRunnerIsForJobsOfTheSameCodeAndJvm() {
        warm.put(QUEENS, "one", 0);
        assertThat(warm.take(TREES)).isEmpty();
        assertThat(warm.take(QUEENS_IN_LITTLE_MEMORY)).isEmpty();
        assertThat(warm.take(QUEENS)).contains("one");
        assertThat(warm.take(QUEENS)).isEmpty();
    }

    @Test
    void theLatestTakesThePlaceOfTheOneBefore() {
        assertThat(warm.put(QUEENS, "one", 0)).isEmpty();
        assertThat(warm.put(TREES, "two", 0)).contains("one");
        assertThat(warm.take(QUEENS)).isEmpty();
        assertThat(warm.take(TREES)).contains("two");
    }

    @Test
    void whoWaitsTooLongIsLetGo() {
        warm.put(QUEENS, "one", 10);
        assertThat(warm.expired(10 + WarmRunners.KEPT_NANOS - 1)).isEmpty();
        assertThat(warm.expired(10 + WarmRunners.KEPT_NANOS)).contains("one");
        assertThat(warm.take(QUEENS)).isEmpty();
    }

    @Test
    void whoIsGoneIsForgotten() {
        warm.put(QUEENS, "one", 0);
        warm.remove("another");
        assertThat(warm.expired(0)).isEmpty();
        warm.remove("one");
        assertThat(warm.take(QUEENS)).isEmpty();
    }

    @Test
    void theKeyOfAJobIsItsCodeByContent() {
        JobSpec spec = new JobSpec(
                new JobId("job"),
                "my.Job",
                List.of(new Payload.Blob("bb", 1), new Payload.Blob("aa", 2)),
                Map.of("n", "4"),
                List.of(),
                1000,
                1 << 20,
                false);
        assertThat(RunnerKey.of(spec)).isEqualTo(TREES);
    }

    @Test
    void aSpareIsNeededWhileJobsComeOrRun() {
        long kept = WarmRunners.KEPT_NANOS;
        assertThat(WarmRunners.needsSpare(false, 0, kept - 1)).isTrue();
        assertThat(WarmRunners.needsSpare(true, 0, 100 * kept)).isTrue();
        assertThat(WarmRunners.needsSpare(false, 0, kept)).isFalse();
    }
}
