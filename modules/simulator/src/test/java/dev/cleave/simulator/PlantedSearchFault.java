package dev.cleave.simulator;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Found;
import dev.cleave.simulator.cluster.Meddling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A mistake that somebody could make in how solutions are kept, put in from outside. */
enum PlantedSearchFault {
    /** Results are told from which something was left out because of a solution that dies with its node. */
    A_SOLUTION_IS_TAKEN_FOR_KEPT_BEFORE_IT_IS(() -> new Meddling() {
        private final Map<NodeId, Long> offered = new HashMap<>();

        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            if (message instanceof ToCoordinator.Improved improved) {
                offered.put(node, improved.found().cost());
            }
            pass.accept(message);
        }

        @Override
        public void atNode(NodeId node, ToNode message, Consumer<ToNode> pass) {
            Long cost = offered.remove(node);
            if (cost != null) {
                pass.accept(new ToNode.BestKnown(cost));
            }
            pass.accept(message);
        }
    }),
    A_SOLUTION_IS_OFFERED_ONLY_ONCE(() -> new Meddling() {
        private final Set<Found> offered = new HashSet<>();

        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            if (!(message instanceof ToCoordinator.Improved improved) || offered.add(improved.found())) {
                pass.accept(message);
            }
        }
    }),
    A_LOST_WORD_OF_WHAT_IS_KEPT_IS_NOT_SAID_AGAIN(() -> new Meddling() {
        private final Set<String> said = new HashSet<>();

        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (!(message instanceof ToNode.BestKnown best) || said.add(node + " " + best.cost())) {
                pass.accept(message);
            }
        }
    }),
    OTHERS_ARE_TOLD_BEFORE_IT_IS_ON_DISK(() -> new Meddling() {
        @Override
        public boolean holdsBack(ToNode message) {
            return !(message instanceof ToNode.BestKnown);
        }
    }),
    THE_JOURNAL_IS_NOT_TOLD(() -> new Meddling() {
        @Override
        public void toJournal(JournalRecord record, Consumer<JournalRecord> pass) {
            if (!(record instanceof JournalRecord.Improved)) {
                pass.accept(record);
            }
        }
    }),
    THE_NEXT_CONTROLLER_BEGINS_WITHOUT_IT(() -> new Meddling() {
        @Override
        public JobImage restoredFrom(JobImage image) {
            JobImage without = new JobImage();
            for (JournalRecord record : image.records()) {
                if (!(record instanceof JournalRecord.Improved)) {
                    without.apply(record);
                }
            }
            return without;
        }
    }),
    /** The value gets better, and the solution that goes with it stays behind. */
    A_SOLUTION_IS_KEPT_UNDER_THE_COST_OF_ANOTHER(() -> new Meddling() {
        private final Payload[] before = new Payload[1];

        @Override
        public void atCoordinator(
                NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
            if (message instanceof ToCoordinator.Improved improved) {
                Found found = improved.found();
                Payload kept = before[0] == null ? found.solution() : before[0];
                before[0] = found.solution();
                pass.accept(new ToCoordinator.Improved(new Found(found.cost(), found.objective(), kept, found.text())));
            } else {
                pass.accept(message);
            }
        }
    });

    private final Supplier<Meddling> meddling;

    PlantedSearchFault(Supplier<Meddling> meddling) {
        this.meddling = meddling;
    }

    /** The mistake, for one run. */
    Meddling meddling() {
        return meddling.get();
    }
}
