package dev.cleave.simulator.cluster;

import dev.cleave.core.coordination.CoordinationPort;
import dev.cleave.core.epoch.Term;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.BrokenJournalException;
import dev.cleave.core.journal.DecisionLog;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalPort;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.journal.JournalWriter;
import dev.cleave.core.journal.Replay;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.session.FromSession;
import dev.cleave.simulator.clock.VirtualClock;
import java.util.List;

/** What stands between a coordinator and the rest: its journal, written to a store that takes its time. */
final class SimulatedJournal implements CoordinationPort, DecisionLog {

    /** Where it all goes. */
    interface Owner extends CoordinationPort {
        /** An answer of the store has come. */
        void answered(Runnable answer);

        /** The store obeys another controller. */
        void refused(long epoch);
    }

    private static final long RETRY_NANOS = 50_000_000L;

    private final Term term;
    private final SimulatedStore store;
    private final VirtualClock clock;
    private final Checker checker;
    private final Meddling meddling;
    private final Owner owner;
    private final JournalWriter writer;
    private final JobImage image;
    /** What another coordinator would know if everything were written at once. */
    private final JobImage shadow;

    SimulatedJournal(
            Term term, SimulatedStore store, VirtualClock clock, Checker checker, Meddling meddling, Owner owner) {
        this.term = term;
        this.store = store;
        this.clock = clock;
        this.checker = checker;
        this.meddling = meddling;
        this.owner = owner;
        Replay read = store.read();
        this.image = meddling.restoredFrom(read.image());
        this.shadow = store.read().image();
        this.writer =
                new JournalWriter(term.epoch(), read.sequence(), store.model().mostInBatch(), RETRY_NANOS, new Port());
        checker.tookOver(store);
    }

    /** What was on disk when the controller began. */
    JobImage image() {
        return image;
    }

    /** Whether the controller's term is the present one. */
    boolean isPresent() {
        return store.epoch() == term.epoch();
    }

    void flush() {
        writer.flush(clock.now());
    }

    long dueAt() {
        return writer.dueAt();
    }

    /** The coordinator keeps so much; its journal must say the same. */
    void checkKept(int kept) {
        if (shadow.kept() != kept) {
            checker.violation("the coordinator keeps " + kept + ", its journal " + shadow.kept());
        }
    }

    @Override
    public void decided(JournalRecord record) {
        if (record instanceof JournalRecord.Granted granted && isPresent()) {
            checker.grants(granted.lease(), granted.node());
            if (store.hasFinished(granted.lease().key())
                    && !checker.isDiscarded(granted.lease().key())) {
                checker.violation("granted although its result is on disk: " + granted.lease());
            }
        }
        if (record instanceof JournalRecord.Discarded gone) {
            checker.discarded(gone.lease());
        } else if (record instanceof JournalRecord.Shed shed) {
            checker.isUnder(shed.key(), shed.child().parent().key());
        }
        meddling.toJournal(record, this::pass);
    }

    private void pass(JournalRecord record) {
        try {
            shadow.apply(record);
        } catch (BrokenJournalException e) {
            checker.violation("broken journal: " + e.getMessage());
        }
        writer.decided(record);
    }

    @Override
    public void send(NodeId node, ToNode message) {
        if (message instanceof ToNode.Acknowledge acknowledge && isPresent()) {
            checker.acknowledges(acknowledge.keys(), shadow);
        }
        if (meddling.holdsBack(message)) {
            writer.send(node, message);
        } else {
            owner.send(node, message);
        }
    }

    @Override
    public void toClient(FromSession message) {
        owner.toClient(message);
    }

    @Override
    public void ended(Outcome outcome) {
        if (meddling.holdsBackTheEnd()) {
            writer.ended(outcome);
        } else {
            said(outcome);
        }
    }

    private void said(Outcome outcome) {
        if (isPresent() && !outcome.equals(store.image().outcome())) {
            checker.violation("said to have ended, but not on disk: " + outcome);
        }
        owner.ended(outcome);
    }

    private final class Port implements JournalPort {
        @Override
        public void write(List<JournalEntry> batch) {
            store.write(term.epoch(), batch, written -> owner.answered(() -> answered(written)));
        }

        private void answered(SimulatedStore.Written written) {
            switch (written) {
                case YES -> writer.written(clock.now());
                case FAILED -> writer.notWritten(clock.now());
                case REFUSED -> owner.refused(store.epoch());
            }
        }

        @Override
        public void send(NodeId node, ToNode message) {
            owner.send(node, message);
        }

        @Override
        public void ended(Outcome outcome) {
            said(outcome);
        }
    }
}
