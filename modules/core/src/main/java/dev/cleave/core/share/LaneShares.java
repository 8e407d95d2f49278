package dev.cleave.core.share;

import dev.cleave.core.job.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the jobs on a node has how many of its lanes.
 *
 * <p>Each job is entitled to a part by its weight, no more than it may and can use; what it cannot use goes to the others. Parts
 * are fractions and lanes are whole, so each job gets the whole part of what it is entitled to, and the lanes left over
 * go by turns: for each slice of time to those who are owed most lane time. A job is never owed or ahead by more than about
 * a lane's slice for each turn it waits, so in the long run each has what it is entitled to; two jobs on a single lane have
 * every other slice. (Largest remainders over time. It is proportionate fairness as in S. Baruah, N. Cohen, C. Plaxton and D.
 * Varvel, Algorithmica 15, 1996, with slices for its quanta, and the credit is the deficit of M. Shreedhar and G. Varghese,
 * deficit round robin, SIGCOMM 1995.)
 *
 * <p>When a job comes, goes, or can use more or fewer lanes, lanes move at once: those that nobody uses without delay, those
 * that are in use no sooner than a rest after the last time, so that however restless the jobs are, the engine does not
 * spend its time unwinding stacks. A job that comes goes before others until it
 * has had a lane, though not before those who were passed over for it again and again.
 *
 * <p>Not thread-safe. {@code now} is in nanoseconds from any fixed origin and never falls.
 */
public final class LaneShares {

    /** Smaller fractions of a lane are not worth a turn. */
    private static final double TINY = 1e-3;

    private static final int MOST_SLICES_OWED = 8;

    /** How many slices a job counts as owed more until it has its first lane. */
    private static final double FIRST_LANE = 1.5;

    private final ShareSettings settings;
    private final LanePort port;
    private final Map<JobId, LaneHolder> holders = new LinkedHashMap<>();
    private int lanes;
    private long sequences;
    private long settledAt = Long.MIN_VALUE;
    private long sliceEnds = Long.MIN_VALUE;
    private long restsUntil = Long.MIN_VALUE;
    private long dueAt = Long.MAX_VALUE;

    /**
     * A node without jobs.
     *
     * @param lanes how many lanes it has, at least 1
     */
    public LaneShares(int lanes, ShareSettings settings, LanePort port) {
        this.lanes = lanes;
        this.settings = settings;
        this.port = port;
    }

    /**
     * A job begins to run here, or its share is another.
     *
     * @param share its part
     */
    public void share(JobId job, JobShare share, long now) {
        settle(now);
        LaneHolder holder = holders.get(job);
        if (holder == null) {
            holders.put(job, new LaneHolder(job, sequences++, share, Integer.MAX_VALUE, creditAtFirst()));
        } else if (holder.share.equals(share)) {
            return;
        } else {
            holder.share = share;
        }
        divide(now);
    }

    /**
     * A job can use more or fewer lanes than before. One that has never said so can use any number.
     *
     * @param usefulLanes how many lanes would have work, those included that it has; at least 0
     */
    public void wants(JobId job, int usefulLanes, long now) {
        LaneHolder holder = holders.get(job);
        if (holder != null && holder.wants != usefulLanes) {
            settle(now);
            holder.wants = Math.max(0, usefulLanes);
            if (holder.wants == 0) {
                holder.credit = Math.min(holder.credit, settings.sliceNanos());
            }
            divide(now);
        }
    }

    /** A job does not run here any more. */
    public void ended(JobId job, long now) {
        if (holders.containsKey(job)) {
            settle(now);
            holders.remove(job);
            divide(now);
        }
    }

    /** The node has another number of lanes. */
    public void lanes(int count, long now) {
        settle(now);
        lanes = count;
        divide(now);
    }

    /** Does what is due. To be called at {@link #dueAt}. */
    public void tick(long now) {
        if (now >= dueAt) {
            settle(now);
            divide(now);
        }
    }

    /** When {@link #tick} has something to do, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    public long dueAt() {
        return dueAt;
    }

    /** How many lanes a job has now; 0 if it does not run here. */
    public int lanesOf(JobId job) {
        LaneHolder holder = holders.get(job);
        return holder == null ? 0 : holder.lanes;
    }

    /** How many lanes a job is entitled to at present, fractions included; 0 if it does not run here. */
    public double entitledOf(JobId job) {
        LaneHolder holder = holders.get(job);
        return holder == null ? 0 : holder.entitled;
    }

    /** Books the time that has passed since the last time. */
    private void settle(long now) {
        if (settledAt != Long.MIN_VALUE && now > settledAt) {
            double most = (double) MOST_SLICES_OWED * settings.sliceNanos();
            for (LaneHolder holder : holders.values()) {
                double credit = holder.credit + (holder.entitled - holder.lanes) * (now - settledAt);
                holder.credit = Math.max(-most, Math.min(most, credit));
            }
        }
        writeOff();
        settledAt = now;
    }

    /** What the others are owed on average, within bounds: nobody comes long before or long after them. */
    private double creditAtFirst() {
        return Math.max(0, Math.min(settings.sliceNanos(), meanCredit()));
    }

    private double meanCredit() {
        return holders.values().stream()
                .mapToDouble(holder -> holder.credit)
                .average()
                .orElse(0);
    }

    /**
     * Writes off what all are owed: those who leave take along what they had in advance, and so the others would be owed
     * more and more. Who is owed more than whom stays.
     */
    private void writeOff() {
        double tooMuch = meanCredit() - MOST_SLICES_OWED / 2.0 * settings.sliceNanos();
        if (tooMuch > 0) {
            holders.values().forEach(holder -> holder.credit -= tooMuch);
        }
    }

    private void divide(long now) {
        entitle();
        boolean boundary = now >= sliceEnds;
        List<LaneHolder> turns = new ArrayList<>(holders.values());
        turns.removeIf(holder -> holder.fraction() <= TINY || Math.floor(holder.entitled) >= holder.limit());
        Map<LaneHolder, Integer> targets = targets(turns, boundary);
        boolean takes = false;
        int used = 0;
        for (LaneHolder holder : holders.values()) {
            int useful = Math.min(holder.lanes, holder.limit());
            takes |= targets.getOrDefault(holder, 0) < useful;
            used += useful;
        }
        boolean delayed = takes && now < restsUntil && used <= lanes;
        if (delayed) {
            targets = withoutTaking(targets);
        } else if (takes) {
            restsUntil = now + settings.restNanos();
        }
        if (boundary && !delayed) {
            sliceEnds = now + settings.sliceNanos();
        }
        dueAt = delayed ? restsUntil : rotates(turns, targets) ? sliceEnds : Long.MAX_VALUE;
        give(targets);
    }

    private void entitle() {
        double[] weights = new double[holders.size()];
        double[] limits = new double[holders.size()];
        int i = 0;
        for (LaneHolder holder : holders.values()) {
            weights[i] = holder.share.weight();
            limits[i] = Math.min(lanes, holder.limit());
            i++;
        }
        double[] parts = Filling.of(lanes, weights, limits);
        i = 0;
        for (LaneHolder holder : holders.values()) {
            long whole = Math.round(parts[i]);
            holder.entitled = Math.abs(parts[i] - whole) < 1e-9 ? whole : parts[i];
            i++;
        }
    }

    /** The whole parts, and one more for those whose turn it is. */
    private Map<LaneHolder, Integer> targets(List<LaneHolder> turns, boolean boundary) {
        Map<LaneHolder, Integer> targets = new LinkedHashMap<>();
        double all = 0;
        int given = 0;
        for (LaneHolder holder : holders.values()) {
            int whole = (int) Math.floor(holder.entitled);
            targets.put(holder, whole);
            all += holder.entitled;
            given += whole;
        }
        int over = (int) Math.round(all) - given;
        turns.sort(Comparator.<LaneHolder>comparingDouble(holder -> -owed(holder, boundary))
                .thenComparingInt(holder -> -holder.lanes)
                .thenComparingLong(holder -> holder.sequence));
        for (LaneHolder holder : turns) {
            over -= addOne(targets, holder, over);
        }
        for (LaneHolder holder : holders.values()) {
            if (!turns.contains(holder)) {
                over -= addOne(targets, holder, over);
            }
        }
        return targets;
    }

    private static int addOne(Map<LaneHolder, Integer> targets, LaneHolder holder, int left) {
        int target = targets.getOrDefault(holder, 0);
        if (left <= 0 || target >= holder.limit()) {
            return 0;
        }
        targets.put(holder, target + 1);
        return 1;
    }

    /** What a job would be owed at the end of a slice without a turn. Within a slice, who has the turn keeps it. */
    private double owed(LaneHolder holder, boolean boundary) {
        boolean hasTurn = holder.lanes > Math.floor(holder.entitled);
        double kept = hasTurn && !boundary ? settings.sliceNanos() : 0;
        double first = holder.served ? 0 : FIRST_LANE * settings.sliceNanos();
        return holder.credit + holder.fraction() * settings.sliceNanos() + kept + first;
    }

    /** As much of the targets as can be had with lanes that nobody uses. */
    private Map<LaneHolder, Integer> withoutTaking(Map<LaneHolder, Integer> targets) {
        Map<LaneHolder, Integer> kept = new LinkedHashMap<>();
        int free = lanes;
        for (LaneHolder holder : targets.keySet()) {
            int useful = Math.min(holder.lanes, holder.limit());
            kept.put(holder, useful);
            free -= useful;
        }
        List<LaneHolder> owedMost = new ArrayList<>(targets.keySet());
        owedMost.sort(Comparator.comparingDouble(holder -> -holder.credit));
        for (LaneHolder holder : owedMost) {
            int useful = kept.getOrDefault(holder, 0);
            int more = Math.max(0, Math.min(free, targets.getOrDefault(holder, 0) - useful));
            kept.put(holder, useful + more);
            free -= more;
        }
        return kept;
    }

    private static boolean rotates(List<LaneHolder> turns, Map<LaneHolder, Integer> targets) {
        for (LaneHolder holder : turns) {
            if (targets.getOrDefault(holder, 0) <= Math.floor(holder.entitled)) {
                return true;
            }
        }
        return false;
    }

    private void give(Map<LaneHolder, Integer> targets) {
        Map<LaneHolder, Integer> before = new HashMap<>();
        targets.forEach((holder, target) -> before.put(holder, holder.lanes));
        targets.forEach((holder, target) -> {
            holder.lanes = target;
            holder.served |= target > 0;
        });
        Collection<LaneHolder> all = targets.keySet();
        for (boolean taking : new boolean[] {true, false}) {
            for (LaneHolder holder : all) {
                int had = before.getOrDefault(holder, 0);
                if (holder.lanes != had && (holder.lanes < had) == taking) {
                    port.give(holder.job, holder.lanes);
                }
            }
        }
    }
}
