package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.search.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of a job says when it is read: its outstanding leases, what is known under them, and how it ended if it has.
 *
 * <p>Grows with the outstanding leases, as a coordinator does, not with the length of the journal. Not thread-safe.
 */
public final class JobImage {

    /**
     * How far the attempts of one controller are from those of the next. What the last one granted just before it died may not
     * have been written, and no attempt may be given twice; so the next one begins far above, whatever it has read. More than
     * a coordinator grants of one lease before a record of it is on disk, and little enough for {@value #MOST_TERMS} controllers.
     */
    public static final int ATTEMPTS_PER_TERM = 1 << 14;

    /** How many controllers may coordinate a job, one after the other. */
    public static final int MOST_TERMS = (1 << 17) - 2;

    private static final NodeId NOBODY = new NodeId("nobody");

    private final Map<PathKey, LeaseImage> leases = new LinkedHashMap<>();
    private int reported;
    private int term = -1;
    private long epoch;
    private @Nullable Outcome outcome;
    private @Nullable Found best;

    /** The controllers that have coordinated the job, counted from 0; -1 if none has. */
    public int term() {
        return term;
    }

    /** The epoch of the last of them. */
    public long epoch() {
        return epoch;
    }

    /** The best solution that was found; null if none was, or none is looked for. */
    public @Nullable Found best() {
        return best;
    }

    /** How the job ended; null if it has not. With the root's result it has, whether or not the end was written as well. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** The outstanding leases, and the finished ones that a parent still needs; a parent always before what is under it. */
    public Collection<LeaseImage> leases() {
        return Collections.unmodifiableCollection(leases.values());
    }

    /** A lease; null if there is none, or it is not needed any more. */
    public @Nullable LeaseImage lease(PathKey key) {
        return leases.get(key);
    }

    /** How many there are of these, and of the results that checkpoints reported under them. */
    public int kept() {
        return leases.size() + reported;
    }

    /** The attempt to grant next under the present controller. */
    public int nextAttempt(LeaseImage lease) {
        return Math.max(lease.attempt, attemptsBefore(term)) + 1;
    }

    /** What every attempt is above that the controller of a term grants. */
    public static int attemptsBefore(int term) {
        return term * ATTEMPTS_PER_TERM;
    }

    /**
     * Takes in the next record.
     *
     * @throws BrokenJournalException if it cannot come next; the image is unchanged then
     */
    public void apply(JournalRecord record) {
        if (record instanceof JournalRecord.Ended ended && ended.outcome().equals(outcome)) {
            return;
        }
        require(outcome == null, record, "nothing after the end of the job");
        if (record instanceof JournalRecord.Begun begun) {
            begin(begun);
            return;
        }
        require(term >= 0, record, "a controller that has begun");
        if (record instanceof JournalRecord.Shed shed) {
            shed(shed);
        } else if (record instanceof JournalRecord.Granted granted) {
            LeaseImage lease = unfinished(granted.lease().key(), record);
            boolean goesOn = lease.holder == null && granted.lease().attempt() == lease.attempt;
            require(goesOn || granted.lease().attempt() > lease.attempt, record, "an attempt above " + lease.attempt);
            if (!goesOn) {
                lease.under.values().forEach(under -> under.promised = true);
            }
            lease.attempt = granted.lease().attempt();
            lease.holder = granted.node();
        } else if (record instanceof JournalRecord.Lost lost) {
            LeaseImage lease = unfinished(lost.lease().key(), record);
            require(lost.lease().attempt() == lease.attempt, record, "attempt " + lease.attempt);
            lease.holder = null;
            lease.deaths = lost.deaths();
        } else if (record instanceof JournalRecord.Reported reported) {
            report(reported);
        } else if (record instanceof JournalRecord.Forgot forgot) {
            LeaseImage lease = unfinished(forgot.lease(), record);
            KeptImage kept = lease.under.get(forgot.path());
            require(kept != null && !(kept instanceof LeaseImage), record, "a result that a checkpoint reported");
            lease.under.remove(forgot.path());
            reported--;
        } else if (record instanceof JournalRecord.Finished finished) {
            LeaseImage lease = unfinished(finished.lease(), record);
            dropUnder(lease);
            lease.result = finished.result();
            lease.measured = finished.measured();
            lease.holder = null;
            if (lease.parent == null) {
                // The end may not have been written any more.
                outcome = new Outcome.Succeeded(finished.result(), finished.measured(), finished.text());
            }
        } else if (record instanceof JournalRecord.Discarded discarded) {
            discard(discarded);
        } else if (record instanceof JournalRecord.Improved improved) {
            best = best == null || improved.found().cost() < best.cost() ? improved.found() : best;
        } else if (record instanceof JournalRecord.Restarted) {
            leases.clear();
            reported = 0;
            addRoot();
        } else if (record instanceof JournalRecord.Ended ended) {
            outcome = ended.outcome();
        }
    }

    private void addRoot() {
        LeaseImage root = new LeaseImage(PathKey.ROOT, null, Path.EMPTY, Weight.WHOLE, 0, null);
        leases.put(root.key, root);
    }

    private void begin(JournalRecord.Begun begun) {
        require(begun.term() > term, begun, "a term above " + term);
        require(begun.term() <= MOST_TERMS, begun, "a term up to " + MOST_TERMS);
        require(begun.epoch() > epoch, begun, "an epoch above " + epoch);
        if (term < 0) {
            addRoot();
        }
        term = begun.term();
        epoch = begun.epoch();
    }

    private void shed(JournalRecord.Shed shed) {
        ShedChild child = shed.child();
        LeaseImage parent = unfinished(child.parent().key(), shed);
        require(child.path().length() > 0, shed, "a path below its parent");
        require(parent.atOrAbove(child.path()) == null, shed, "nothing known at or above its path");
        LeaseImage lease = new LeaseImage(
                shed.key(), parent, child.path(), child.weight(), child.problemDigest(), child.problem());
        lease.beside = child.beside();
        List<KeptImage> covered = parent.atOrUnder(child.path());
        for (KeptImage under : covered) {
            parent.under.remove(under.path);
            under.path = below(under.path, child.path().length());
            under.parent = lease;
            under.promised = false;
            lease.under.put(under.path, under);
        }
        parent.under.put(lease.path, lease);
        leases.put(lease.key, lease);
        covered.forEach(this::moveBehind);
    }

    private static Path below(Path path, int skipped) {
        int[] indexes = path.toArray();
        int[] rest = new int[indexes.length - skipped];
        System.arraycopy(indexes, skipped, rest, 0, rest.length);
        return Path.of(rest);
    }

    /** Keeps the leases in an order in which parents come first. */
    private void moveBehind(KeptImage moved) {
        Deque<KeptImage> left = new ArrayDeque<>(List.of(moved));
        while (!left.isEmpty()) {
            if (left.remove() instanceof LeaseImage lease) {
                leases.remove(lease.key);
                leases.put(lease.key, lease);
                left.addAll(lease.under.values());
            }
        }
    }

    private void report(JournalRecord.Reported reported) {
        FinishedChild child = reported.child();
        LeaseImage lease = unfinished(reported.lease(), reported);
        KeptImage above = lease.atOrAbove(child.path());
        require(child.path().length() > 0, reported, "a path below its lease");
        require(
                above == null || (above.path.equals(child.path()) && above.result == null),
                reported,
                "nothing known at or above its path");
        for (KeptImage under : lease.atOrUnder(child.path())) {
            lease.under.remove(under.path);
            forget(under);
        }
        KeptImage result = new KeptImage(
                lease.key.descendant(child.path()), lease, child.path(), child.weight(), child.problemDigest());
        result.result = child.result();
        result.measured = child.measured();
        lease.under.put(result.path, result);
        this.reported++;
    }

    private void discard(JournalRecord.Discarded discarded) {
        LeaseImage lease = leases.get(discarded.lease());
        LeaseImage parent = lease == null ? null : lease.parent;
        if (lease == null || parent == null) {
            throw new BrokenJournalException(
                    "Discarded of lease " + discarded.lease() + " (expected: a known lease, and not that of the root)");
        }
        parent.under.remove(lease.path);
        forget(lease);
    }

    private void forget(KeptImage kept) {
        if (kept instanceof LeaseImage lease) {
            dropUnder(lease);
            leases.remove(lease.key);
        } else {
            reported--;
        }
    }

    private void dropUnder(LeaseImage top) {
        Deque<LeaseImage> left = new ArrayDeque<>(List.of(top));
        while (!left.isEmpty()) {
            LeaseImage next = left.remove();
            for (KeptImage under : next.under.values()) {
                if (under instanceof LeaseImage lease) {
                    leases.remove(lease.key);
                    left.add(lease);
                } else {
                    reported--;
                }
            }
            next.under.clear();
        }
    }

    private LeaseImage unfinished(PathKey key, JournalRecord record) {
        LeaseImage lease = leases.get(key);
        if (lease == null || lease.result != null) {
            throw new BrokenJournalException(record.getClass().getSimpleName() + " of lease " + key
                    + (lease == null ? ", which is unknown" : ", which is finished")
                    + " (expected: an outstanding lease)");
        }
        return lease;
    }

    private static void require(boolean holds, JournalRecord record, String expected) {
        if (!holds) {
            throw new BrokenJournalException(record.getClass().getSimpleName() + " (expected: " + expected + ")");
        }
    }

    /**
     * The shortest journal that says the same; the store may put it in place of the longer one.
     *
     * @return records that make an equal image when they are applied to an empty one
     */
    public List<JournalRecord> records() {
        List<JournalRecord> records = new ArrayList<>();
        if (term < 0) {
            return records;
        }
        records.add(new JournalRecord.Begun(epoch, term));
        if (best != null) {
            records.add(new JournalRecord.Improved(best));
        }
        List<JournalRecord> results = new ArrayList<>();
        for (LeaseImage lease : leases.values()) {
            LeaseImage parent = lease.parent;
            if (parent != null && lease.problem != null) {
                records.add(new JournalRecord.Shed(new ShedChild(
                        parent.id(), lease.path, lease.weight, lease.problem, lease.problemDigest, lease.beside)));
            }
            reports(lease, true, records);
            describe(lease, records);
            reports(lease, false, records);
            if (lease.result != null) {
                String text = parent == null && outcome instanceof Outcome.Succeeded whole ? whole.text() : "";
                results.add(new JournalRecord.Finished(lease.key, lease.result, lease.measured, text));
            }
        }
        records.addAll(results);
        if (outcome != null && !hasRootResult()) {
            records.add(new JournalRecord.Ended(outcome));
        }
        return records;
    }

    private boolean hasRootResult() {
        LeaseImage root = leases.get(PathKey.ROOT);
        return root != null && root.result != null;
    }

    private static void describe(LeaseImage lease, List<JournalRecord> records) {
        if (lease.attempt > 0) {
            records.add(new JournalRecord.Granted(lease.id(), lease.holder == null ? NOBODY : lease.holder));
        }
        if (lease.deaths > 0 || (lease.attempt > 0 && lease.holder == null && lease.result == null)) {
            records.add(new JournalRecord.Lost(lease.id(), lease.deaths));
            if (lease.holder != null) {
                records.add(new JournalRecord.Granted(lease.id(), lease.holder));
            }
        }
    }

    /** The results under a lease that its holder was told of, or those that it was not. */
    private static void reports(LeaseImage lease, boolean promised, List<JournalRecord> records) {
        for (KeptImage under : lease.under.values()) {
            if (!(under instanceof LeaseImage) && under.result != null && under.promised == promised) {
                records.add(new JournalRecord.Reported(
                        lease.key,
                        new FinishedChild(
                                under.path, under.weight, under.result, under.measured, under.problemDigest)));
            }
        }
    }
}
