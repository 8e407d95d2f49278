package dev.cleave.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalWriterTest {

    private static final NodeId NODE = new NodeId("n");
    private static final ToNode ACKNOWLEDGE = new ToNode.Acknowledge(List.of());
    private static final ToNode ASK = new ToNode.AskToShed(1, 0);

    private final List<List<JournalEntry>> batches = new ArrayList<>();
    private final List<ToNode> sent = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private final JournalWriter writer = new JournalWriter(3, 10, 2, 100, new JournalPort() {
        @Override
        public void write(List<JournalEntry> batch) {
            batches.add(batch);
        }

        @Override
        public void send(NodeId node, ToNode message) {
            sent.add(message);
        }

        @Override
        public void ended(Outcome outcome) {
            outcomes.add(outcome);
        }
    });

    private void decide() {
        writer.decided(new JournalRecord.Granted(new LeaseId(PathKey.ROOT, 1), NODE));
    }

    private void begin() {
        writer.decided(new JournalRecord.Begun(3, 1));
        writer.flush(0);
        writer.written(0);
        batches.clear();
    }

    @Test
    void nothingIsSaidBeforeItIsWrittenThatTheControllerHasBegun() {
        writer.decided(new JournalRecord.Begun(3, 1));
        writer.send(NODE, ASK);
        writer.flush(0);
        assertThat(sent).isEmpty();
        writer.written(0);
        assertThat(sent).containsExactly(ASK);
    }

    @Test
    void entriesGoOnBehindWhatIsWritten() {
        begin();
        decide();
        writer.flush(0);
        assertThat(batches.get(0)).extracting(JournalEntry::sequence).containsExactly(12L);
        assertThat(batches.get(0)).extracting(JournalEntry::epoch).containsExactly(3L);
    }

    @Test
    void acknowledgementsWaitForWhatWasDecidedBeforeThemAndNothingElseDoes() {
        begin();
        decide();
        writer.send(NODE, ACKNOWLEDGE);
        writer.send(NODE, ASK);
        writer.flush(0);
        assertThat(sent).containsExactly(ASK);
        writer.written(0);
        assertThat(sent).containsExactly(ASK, ACKNOWLEDGE);
        writer.send(NODE, ACKNOWLEDGE);
        assertThat(sent).hasSize(3);
    }

    @Test
    void whileABatchIsWrittenTheNextOneGathers() {
        begin();
        decide();
        writer.flush(0);
        for (int i = 0; i < 3; i++) {
            decide();
            writer.flush(0);
        }
        assertThat(batches).hasSize(1);
        writer.written(0);
        writer.written(0);
        writer.written(0);
        assertThat(batches).extracting(List::size).containsExactly(1, 2, 1);
        assertThat(writer.unwritten()).isZero();
    }

    @Test
    void aBatchThatCouldNotBeWrittenIsTriedAgainLaterAndNothingIsConfirmed() {
        begin();
        decide();
        writer.send(NODE, ACKNOWLEDGE);
        writer.flush(0);
        writer.notWritten(0);
        assertThat(writer.dueAt()).isEqualTo(100);
        writer.flush(99);
        assertThat(batches).hasSize(1);
        writer.flush(100);
        assertThat(batches.get(1)).isEqualTo(batches.get(0));
        assertThat(sent).isEmpty();
    }

    @Test
    void theEndIsToldWhenItIsWritten() {
        begin();
        writer.ended(new Outcome.Cancelled());
        writer.flush(0);
        assertThat(outcomes).isEmpty();
        writer.written(0);
        assertThat(outcomes).containsExactly(new Outcome.Cancelled());
    }
}
