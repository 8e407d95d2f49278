package dev.cleave.simulator;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.simulator.cluster.Meddling;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A mistake that somebody could make in how one controller follows another, put in from outside. */
enum PlantedFailoverFault {
    ACKNOWLEDGED_BEFORE_IT_IS_ON_DISK(() -> new Meddling() {
        @Override
        public boolean holdsBack(ToNode message) {
            return !(message instanceof ToNode.Acknowledge);
        }
    }),
    THE_END_IS_SAID_BEFORE_IT_IS_ON_DISK(() -> new Meddling() {
        @Override
        public boolean holdsBackTheEnd() {
            return false;
        }
    }),
    LEASES_ARE_GRANTED_BEFORE_THE_CONTROLLER_HAS_BEGUN(() -> new Meddling() {
        @Override
        public boolean holdsBack(ToNode message) {
            return !(message instanceof ToNode.Grant);
        }

        @Override
        public JobImage restoredFrom(JobImage image) {
            return image;
        }
    }),
    /** Each controller but the first counts attempts from the same number. */
    ATTEMPTS_ARE_NOT_RAISED(() -> new Meddling() {
        private int terms;

        @Override
        public void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
            pass.accept(
                    record instanceof JournalRecord.Begun begun
                            ? new JournalRecord.Begun(begun.epoch(), terms++)
                            : record);
        }

        @Override
        public JobImage restoredFrom(JobImage image) {
            JobImage first = new JobImage();
            for (JournalRecord record : image.records()) {
                first.apply(
                        record instanceof JournalRecord.Begun begun
                                ? new JournalRecord.Begun(begun.epoch(), 0)
                                : record);
            }
            return first;
        }
    }),
    NODES_OBEY_EARLIER_CONTROLLERS(() -> new Meddling() {
        @Override
        public boolean nodeChecksEpoch(NodeId node) {
            return false;
        }
    }),
    THE_STORE_TAKES_WRITES_OF_EARLIER_CONTROLLERS(() -> new Meddling() {
        @Override
        public boolean storeChecksEpoch() {
            return false;
        }
    }),
    THE_STORE_FORGETS_WHAT_IT_SAID_IT_HAD(() -> new Meddling() {
        @Override
        public int forgottenAtTakeover() {
            return 2;
        }
    }),
    SOME_RESULTS_ARE_NOT_WRITTEN(() -> new Meddling() {
        @Override
        public void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
            if (!(record instanceof JournalRecord.Finished finished) || !oneIn(5, finished.lease())) {
                pass.accept(record);
            }
        }
    }),
    SOME_SUBPROBLEMS_GIVEN_AWAY_ARE_NOT_WRITTEN(() -> new Meddling() {
        @Override
        public void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
            if (!(record instanceof JournalRecord.Shed shed) || !oneIn(5, shed.key())) {
                pass.accept(record);
            }
        }
    }),
    LOST_LEASES_ARE_NOT_WRITTEN(() -> new Meddling() {
        @Override
        public void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
            if (!(record instanceof JournalRecord.Lost)) {
                pass.accept(record);
            }
        }
    }),
    GRANTS_ARE_NOT_WRITTEN(() -> new Meddling() {
        @Override
        public void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
            if (!(record instanceof JournalRecord.Granted)) {
                pass.accept(record);
            }
        }
    });

    private final Supplier<Meddling> meddling;

    PlantedFailoverFault(Supplier<Meddling> meddling) {
        this.meddling = meddling;
    }

    /** The mistake, for one run. */
    Meddling meddling() {
        return meddling.get();
    }

    private static boolean oneIn(int many, PathKey key) {
        return Long.remainderUnsigned(key.low(), many) == 0;
    }
}
