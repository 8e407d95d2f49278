package dev.cleave.core.graph.schedule;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a graph takes on some number of cores by list scheduling, and what no schedule can beat or may exceed.
 *
 * @param cores how many cores, at least 1
 * @param nanos how long the schedule takes
 * @param leastNanos no schedule takes less: max(span, work/p)
 * @param mostNanos no list schedule takes more: work/p + span·(1 − 1/p) (R. L. Graham, 1969)
 */
public record Makespan(int cores, long nanos, long leastNanos, long mostNanos) {

    private static final int MOST_CORES = 1024;

    /**
     * The makespans on 1, 2, 4 … 1024 cores.
     *
     * @return eleven, in order of cores
     */
    public static List<Makespan> of(TaskGraph graph) {
        GraphAnalysis analysis = GraphAnalysis.of(graph);
        ListScheduler scheduler = new ListScheduler(graph);
        List<Makespan> makespans = new ArrayList<>();
        Schedule schedule = scheduler.on(1);
        makespans.add(of(analysis, schedule, 1));
        for (int cores = 2; cores <= MOST_CORES; cores *= 2) {
            if (!schedule.nobodyWaits()) {
                schedule = scheduler.on(cores);
            }
            makespans.add(of(analysis, schedule, cores));
        }
        return List.copyOf(makespans);
    }

    private static Makespan of(GraphAnalysis analysis, Schedule schedule, int cores) {
        return new Makespan(
                cores,
                schedule.makespanNanos(),
                least(analysis.workNanos(), analysis.spanNanos(), cores),
                most(analysis.workNanos(), analysis.spanNanos(), cores));
    }

    private static long least(long work, long span, int cores) {
        long share = work / cores + (work % cores == 0 ? 0 : 1);
        return Math.max(span, share);
    }

    /** Rounded down, as no whole number of nanoseconds lies between that and the bound. */
    private static long most(long work, long span, int cores) {
        BigInteger spans = BigInteger.valueOf(span).multiply(BigInteger.valueOf(cores - 1));
        return BigInteger.valueOf(work)
                .add(spans)
                .divide(BigInteger.valueOf(cores))
                .longValueExact();
    }
}
