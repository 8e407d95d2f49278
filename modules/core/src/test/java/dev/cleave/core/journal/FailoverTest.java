package dev.cleave.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Jobs whose controller dies at any moment, with all that it has not flushed, and whose nodes die as well. {@code -Dseed=N}
 * replays one, {@code -Dseeds=N} runs so many.
 */
class FailoverTest {

    @Test
    void whenControllersDieTheResultIsTheSameAndNothingIsRunAgainThatIsInTheJournalAsFinished() {
        Long one = Long.getLong("seed");
        long first = one == null ? 0 : one;
        long last = one == null ? Integer.getInteger("seeds", 2000) : one + 1;
        int failovers = 0;
        for (long seed = first; seed < last; seed++) {
            Run run = new Run(seed, 0);
            run.run();
            failovers += run.failovers;
        }
        assertThat(failovers).isGreaterThan(one == null ? (int) last : -1);
    }

    /** That the test above can fail. */
    @Test
    void aDiskThatForgetsWhatItSaidItHadIsNoticed() {
        int noticed = 0;
        for (long seed = 0; seed < 300; seed++) {
            try {
                new Run(seed, 8).run();
            } catch (AssertionError e) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(10);
    }

    private static final class Run implements JournalPort {
        private final long seed;
        private final Random random;
        private final ModelTree tree;
        private final List<JournalEntry> disk = new ArrayList<>();
        private final Set<PathKey> finishedOnDisk = new HashSet<>();
        private final Map<NodeId, ModelNode> nodes = new LinkedHashMap<>();
        private final Map<LeaseId, NodeId> grants = new HashMap<>();
        private List<JournalEntry> inFlight = List.of();
        private JournalWriter writer;
        private ModelController controller;
        private Outcome outcome;
        private long epoch;
        private int names;
        int failovers;

        /** How many entries the disk forgets at each failover. */
        private final int forgets;

        Run(long seed, int forgets) {
            this.seed = seed;
            this.forgets = forgets;
            this.random = new Random(seed);
            this.tree = new ModelTree(random, 0);
            for (int i = 0; i < 3; i++) {
                join();
            }
            takeOver();
        }

        private void join() {
            ModelNode node = new ModelNode("n" + names++);
            nodes.put(node.id, node);
        }

        private void takeOver() {
            for (int i = 0; i < forgets && disk.size() > 1; i++) {
                disk.remove(disk.size() - 1);
            }
            Replay replay = new Replay();
            disk.forEach(replay::next);
            if (random.nextInt(3) == 0) {
                compact(replay);
            }
            Replay fresh = new Replay();
            disk.forEach(fresh::next);
            inFlight = List.of();
            epoch++;
            writer = new JournalWriter(epoch, fresh.sequence(), 1 + random.nextInt(8), 0, this);
            if (fresh.image().outcome() != null) {
                outcome = fresh.image().outcome();
            } else {
                controller = new ModelController(fresh.image(), writer, epoch);
            }
        }

        /** Puts the shortest equal journal in place of the one on disk. */
        private void compact(Replay replay) {
            List<JournalRecord> records = replay.image().records();
            disk.clear();
            for (JournalRecord record : records) {
                disk.add(new JournalEntry(disk.size() + 1L, replay.image().epoch(), record));
            }
            Replay again = new Replay();
            disk.forEach(again::next);
            assertThat(again.image().records()).as("seed %d", seed).isEqualTo(records);
        }

        void run() {
            for (int i = 0; i < 400 && outcome == null; i++) {
                step();
            }
            for (int i = 0; i < 2000 && outcome == null; i++) {
                settle();
            }
            assertThat(outcome).as("ends, seed %d", seed).isInstanceOf(Outcome.Succeeded.class);
            assertThat(ModelTree.number(((Outcome.Succeeded) outcome).result()))
                    .as("result, seed %d", seed)
                    .isEqualTo(tree.result());
        }

        private void step() {
            ModelNode node = some();
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> node.shed(random);
                case 3 -> tell(node, node.checkpoint(random));
                case 4 -> node.finish();
                case 5, 6, 7 ->
                    node.outbox().forEach(message -> {
                        if (random.nextInt(3) > 0) {
                            tell(node, message);
                        }
                    });
                case 8, 9 -> tell(node, node.heartbeat());
                case 10, 11 -> grantSome();
                case 12 -> writer.flush(0);
                case 13 -> writes();
                case 14 -> {
                    if (random.nextInt(4) == 0) {
                        failovers++;
                        takeOver();
                    }
                }
                default -> {
                    if (random.nextInt(6) == 0) {
                        nodes.remove(node.id);
                        join();
                        controller.lost(node.id);
                    }
                }
            }
        }

        /** All that makes a job come to its end. */
        private void settle() {
            for (ModelNode node : List.copyOf(nodes.values())) {
                tell(node, node.heartbeat());
                node.finish();
                node.outbox().forEach(message -> tell(node, message));
            }
            for (LeaseImage lease : controller.image().leases()) {
                if (lease.holder() != null && !nodes.containsKey(lease.holder())) {
                    controller.lost(lease.holder());
                    break;
                }
            }
            grantSome();
            writer.flush(0);
            writes();
        }

        private ModelNode some() {
            List<ModelNode> list = new ArrayList<>(nodes.values());
            return list.get(random.nextInt(list.size()));
        }

        private void tell(ModelNode node, ToCoordinator message) {
            if (message != null && outcome == null) {
                controller.receive(node.id, message);
            }
        }

        private void grantSome() {
            List<LeaseImage> pending = controller.pending();
            if (!pending.isEmpty()) {
                LeaseImage lease = pending.get(random.nextInt(pending.size()));
                ModelNode node = some();
                assertThat(finishedOnDisk).as("run again, seed %d", seed).doesNotContain(lease.key());
                controller.grant(lease, node.id);
            }
        }

        private void granted(NodeId to, ModelNode node, Lease lease) {
            assertThat(grants.put(lease.id(), to))
                    .as("given twice: %s, seed %d", lease.id(), seed)
                    .isNull();
            if (random.nextInt(8) > 0) {
                node.grant(lease, tree);
            }
        }

        private void writes() {
            if (!inFlight.isEmpty()) {
                List<JournalEntry> batch = inFlight;
                inFlight = List.of();
                if (random.nextInt(5) == 0) {
                    writer.notWritten(0);
                    return;
                }
                disk.addAll(batch);
                for (JournalEntry entry : batch) {
                    if (entry.record() instanceof JournalRecord.Finished finished) {
                        finishedOnDisk.add(finished.lease());
                    }
                }
                writer.written(0);
            }
        }

        @Override
        public void write(List<JournalEntry> batch) {
            assertThat(inFlight).as("one batch at a time, seed %d", seed).isEmpty();
            inFlight = batch;
        }

        @Override
        public void send(NodeId to, ToNode message) {
            ModelNode node = nodes.get(to);
            if (node == null) {
                return;
            }
            if (message instanceof ToNode.Grant grant) {
                granted(to, node, grant.lease());
            } else if (message instanceof ToNode.Acknowledge acknowledge) {
                node.acknowledge(acknowledge.keys());
            } else if (message instanceof ToNode.Revoke revoke) {
                node.revoke(revoke.lease());
            } else if (message instanceof ToNode.Deliver deliver) {
                node.deliver(deliver.key(), deliver.result());
            }
        }

        @Override
        public void ended(Outcome how) {
            assertThat(outcome).as("ends once, seed %d", seed).isNull();
            outcome = how;
        }
    }
}
