package dev.cleave.faults.run;

import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.fault.FaultPlan;
import dev.cleave.testkit.fault.FaultReport;
import dev.cleave.testkit.fault.FaultRun;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs with faults at seeded random moments: 20 of them, {@code -Dfaults=200} for more, {@code -Dfault.seed=N} for one of
 * them again.
 */
class FaultRunIT {

    private static final int DEFAULT_RUNS = 20;

    /** About a second or two each, on two lanes of a quiet machine; faults begin within that time. */
    private static final List<Supplier<KnownJob>> JOBS = List.of(
            () -> KnownJobs.queens(16),
            KnownJobs::unevenTree,
            () -> KnownJobs.queensOneByOne(13),
            () -> KnownJobs.sorting(2_000_000),
            () -> KnownJobs.grinding(600, 5));

    private static final long WITHIN_MILLIS = 1500;

    static LongStream seeds() {
        String one = System.getProperty("fault.seed", "");
        long first = Long.getLong("faults.first", 1);
        return one.isEmpty()
                ? LongStream.range(first, first + Integer.getInteger("faults", DEFAULT_RUNS))
                : LongStream.of(Long.parseLong(one));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theAnswerIsExactWhateverGoesWrong(long seed) throws Exception {
        KnownJob job = JOBS.get((int) (seed % JOBS.size())).get();
        int nodes = 2 + (int) (seed / JOBS.size() % 2);
        FaultPlan plan = FaultPlan.draw(seed, FaultPlan.Bounds.ofNodes(nodes).within(WITHIN_MILLIS));
        System.out.println("fault run, " + plan + " (again: -Dfault.seed=" + seed + ")");
        FaultRun.Settings settings = FaultRun.Settings.ofNodes(nodes, 1);
        // half of the runs are hurt from the start, while runners are still being launched
        FaultReport report = FaultRun.run(job, plan, seed % 2 == 0 ? settings.fromWork() : settings);
        System.out.println(report);
        report.requireRight();
    }
}
