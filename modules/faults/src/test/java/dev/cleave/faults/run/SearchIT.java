package dev.cleave.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.fault.FaultPlan;
import dev.cleave.testkit.fault.FaultReport;
import dev.cleave.testkit.fault.FaultRun;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Searches on two nodes that are killed, stopped and cut off at seeded random moments: 3 of them, {@code -Dsearches=100} for more,
 * {@code -Dsearch.seed=N} for one of them again.
 */
class SearchIT {

    private static final int DEFAULT_RUNS = 3;
    private static final long WITHIN_MILLIS = 1500;

    static LongStream seeds() {
        Long one = Long.getLong("search.seed");
        return one == null
                ? LongStream.rangeClosed(1, Integer.getInteger("searches", DEFAULT_RUNS))
                : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOptimumIsTheSameWhateverGoesWrong(long seed) throws Exception {
        Map<String, String> given = Map.of("seed", Long.toString(seed), "depth", "9", "micros", "500");
        KnownJob job = KnownJob.of(CheapestWay.class, given, CheapestWay.answer(given));
        FaultPlan plan = FaultPlan.draw(seed, FaultPlan.Bounds.ofNodes(2).within(WITHIN_MILLIS));
        System.out.println("search, " + plan + " (again: -Dsearch.seed=" + seed + ")");
        FaultRun.Settings settings = FaultRun.Settings.ofNodes(2, 1);
        FaultReport report = FaultRun.run(job, plan, seed % 2 == 0 ? settings.fromWork() : settings);
        System.out.println(report);
        report.requireRight();
    }

    /** To look at all of it would take hours. */
    @Test
    void theFirstAnswerEndsTheJob() throws Exception {
        Map<String, String> given = Map.of("depth", "14", "micros", "1000", "first", "true");
        KnownJob job = KnownJob.of(CheapestWay.class, given, "7");
        FaultReport report = FaultRun.run(job, FaultPlan.of(), FaultRun.Settings.ofNodes(2, 1));
        System.out.println(report);
        assertThat(report.requireRight().elapsedMillis()).isLessThan(60_000);
    }
}
