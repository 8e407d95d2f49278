package dev.cleave.testkit.fault;

import dev.cleave.testkit.fault.Fault.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to go wrong in a run, and when. The same seed and bounds give the same plan.
 *
 * @param seed where the plan comes from; 0 if somebody wrote it
 * @param faults in the order of their moments
 */
public record FaultPlan(long seed, List<Fault> faults) {

    /**
     * Within which bounds plans are drawn.
     *
     * @param nodes how many nodes there are
     * @param withinMillis faults begin before this moment
     * @param mostFaults 1 to so many faults
     * @param leastMillis how long a fault lasts at least
     * @param mostMillis how long a fault lasts at most; short ones are as likely as long ones
     * @param kinds what may go wrong
     */
    public record Bounds(
            int nodes, long withinMillis, int mostFaults, long leastMillis, long mostMillis, Set<Kind> kinds) {

        public Bounds {
            kinds = Set.copyOf(kinds);
            if (nodes < 1
                    || withinMillis < 1
                    || mostFaults < 1
                    || leastMillis < 1
                    || mostMillis < leastMillis
                    || kinds.isEmpty()) {
                throw new IllegalArgumentException("bounds of " + nodes + " nodes, " + withinMillis + " ms, "
                        + mostFaults + " faults, " + leastMillis + " to " + mostMillis + " ms, " + kinds
                        + " (expected: 1 or more of each, the longest not shorter than the shortest)");
            }
        }

        /** Every kind, 1 to 4 of them within 2 s, for 0.1 to 10 s each. */
        public static Bounds ofNodes(int nodes) {
            return new Bounds(nodes, 2000, 4, 100, 10_000, EnumSet.allOf(Kind.class));
        }

        /** The same with faults that begin before this moment. */
        public Bounds within(long millis) {
            return new Bounds(nodes, millis, mostFaults, leastMillis, mostMillis, kinds);
        }

        /** The same with other kinds. */
        public Bounds only(Set<Kind> others) {
            return new Bounds(nodes, withinMillis, mostFaults, leastMillis, mostMillis, others);
        }
    }

    private static final long MOST_DELAY_MILLIS = 200;
    private static final long LEAST_AWAY_MILLIS = 50;
    private static final long MOST_AWAY_MILLIS = 2000;

    public FaultPlan {
        faults = faults.stream()
                .sorted(Comparator.comparingLong(Fault::atMillis))
                .toList();
    }

    /** A plan that somebody wrote. */
    public static FaultPlan of(Fault... faults) {
        return new FaultPlan(0, List.of(faults));
    }

    /**
     * Draws a plan.
     *
     * <p>Killed agents come back, except that those of one node in two, the first excepted, stay away; so that some node
     * can always go on.
     */
    public static FaultPlan draw(long seed, Bounds bounds) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<Kind> kinds = bounds.kinds().stream().sorted().toList();
        boolean[] returns = new boolean[bounds.nodes() + 1];
        for (int node = 1; node <= bounds.nodes(); node++) {
            returns[node] = node == 1 || random.nextBoolean();
        }
        int count = 1 + random.nextInt(bounds.mostFaults());
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = random.nextInt((int) bounds.withinMillis());
            Kind kind = kinds.get(random.nextInt(kinds.size()));
            int node = 1 + random.nextInt(bounds.nodes());
            long lasts = 0;
            if (kind.endsAgent()) {
                long away = between(random, LEAST_AWAY_MILLIS, MOST_AWAY_MILLIS);
                lasts = returns[node] ? away : Fault.FOR_EVER;
            } else if (!kind.isMomentary()) {
                lasts = between(random, bounds.leastMillis(), bounds.mostMillis());
            }
            long delay = kind == Kind.DELAY_LINK ? between(random, 1, MOST_DELAY_MILLIS) : 0;
            faults.add(new Fault(at, kind, node, lasts, delay));
        }
        return new FaultPlan(seed, faults);
    }

    /** Between two lengths, each order of magnitude as likely as the others. */
    private static long between(Random random, long least, long most) {
        return Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }

    /** Whether a link is among what goes wrong. */
    public boolean needsLinks() {
        return faults.stream().anyMatch(fault -> fault.kind().isOfLink());
    }

    @Override
    public String toString() {
        return (seed == 0 ? "" : "seed " + seed + ": ")
                + faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
    }
}
