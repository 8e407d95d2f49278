package dev.cleave.simulator.cluster;

import dev.cleave.core.epoch.Term;
import dev.cleave.core.journal.BrokenJournalException;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.journal.Replay;
import dev.cleave.core.path.PathKey;
import dev.cleave.simulator.clock.VirtualClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A job's journal in a store that several controllers reach: writes take time, may fail, and are refused when they come from a
 * controller whose epoch is not the present one at the moment of the commit.
 */
public final class SimulatedStore {

    /** What became of a write. */
    public enum Written {
        /** It is on disk. */
        YES,
        /** Nobody knows whether it is. */
        FAILED,
        /** It is not, as the epoch is over. */
        REFUSED
    }

    private final VirtualClock clock;
    private final SplittableRandom random;
    private final StoreModel model;
    private final Meddling meddling;
    private final Consumer<String> violation;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Set<PathKey> finished = new HashSet<>();
    private Replay replay = new Replay();
    private long epoch;

    /**
     * An empty store.
     *
     * @param violation told of what must never happen
     */
    public SimulatedStore(
            VirtualClock clock, long seed, StoreModel model, Meddling meddling, Consumer<String> violation) {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.model = model;
        this.meddling = meddling;
        this.violation = violation;
    }

    /** What is assumed of it. */
    public StoreModel model() {
        return model;
    }

    /** A new controller's term; what earlier ones write is refused from now on. */
    public Term takeEpoch() {
        Term term = Term.after(epoch, "controller-" + (epoch + 1));
        epoch = term.epoch();
        for (int i = 0; i < meddling.forgottenAtTakeover() && entries.size() > 1; i++) {
            entries.remove(entries.size() - 1);
        }
        return term;
    }

    /** The epoch of the present controller, 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** What is on disk, as one looking on knows it. Not to be kept. */
    public JobImage image() {
        return replay.image();
    }

    /** Whether the result of a lease has ever been on disk. */
    public boolean hasFinished(PathKey lease) {
        return finished.contains(lease);
    }

    /** Reads the journal. */
    public Replay read() {
        replay = new Replay();
        try {
            entries.forEach(replay::next);
        } catch (BrokenJournalException e) {
            violation.accept("broken journal: " + e.getMessage());
        }
        Replay read = new Replay();
        entries.forEach(read::next);
        return read;
    }

    /** Writes a batch; told later what became of it. */
    public void write(long writerEpoch, List<JournalEntry> batch, Consumer<Written> answer) {
        long takes = model.commitNanos() + random.nextLong(model.jitterNanos() + 1);
        boolean fails = random.nextDouble() < model.fails();
        boolean takesPlace = !fails || random.nextBoolean();
        clock.in(takes, () -> {
            if (writerEpoch != epoch && meddling.storeChecksEpoch()) {
                clock.in(takes, () -> answer.accept(Written.REFUSED));
                return;
            }
            if (takesPlace) {
                commit(batch);
            }
            clock.in(takes, () -> answer.accept(fails ? Written.FAILED : Written.YES));
        });
    }

    /** What is there already, as a write was said to have failed and had not, is not written twice. */
    private void commit(List<JournalEntry> batch) {
        for (JournalEntry entry : batch) {
            if (!entries.isEmpty()
                    && entry.sequence() <= entries.get(entries.size() - 1).sequence()) {
                JournalEntry there = entries.get((int) entry.sequence() - 1);
                if (!there.equals(entry)) {
                    violation.accept("two entries " + entry.sequence() + ": " + there + " and " + entry);
                }
                continue;
            }
            entries.add(entry);
            if (entry.record() instanceof JournalRecord.Finished done) {
                finished.add(done.lease());
            } else if (entry.record() instanceof JournalRecord.Discarded gone) {
                finished.remove(gone.lease());
            }
            try {
                replay.next(entry);
            } catch (BrokenJournalException e) {
                violation.accept("broken journal: " + e.getMessage());
            }
        }
    }
}
