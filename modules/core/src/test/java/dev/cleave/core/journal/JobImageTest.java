package dev.cleave.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.Objective;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.search.Found;
import org.junit.jupiter.api.Test;

class JobImageTest {

    private static final NodeId NODE = new NodeId("n");
    private static final LeaseId ROOT = new LeaseId(PathKey.ROOT, 1);

    private final JobImage image = new JobImage();

    private JobImageTest begun() {
        image.apply(new JournalRecord.Begun(5, 0));
        image.apply(new JournalRecord.Granted(ROOT, NODE));
        return this;
    }

    private static Payload payload(int value) {
        return new Payload.Inline(new byte[] {(byte) value});
    }

    private static JournalRecord.Shed shed(LeaseId parent, int... path) {
        return new JournalRecord.Shed(new ShedChild(parent, Path.of(path), 1, payload(0), 7));
    }

    private static JournalRecord.Finished finished(PathKey key) {
        return new JournalRecord.Finished(key, payload(1), Measured.NOTHING);
    }

    private static JournalRecord.Reported reported(int... path) {
        return new JournalRecord.Reported(
                PathKey.ROOT, new FinishedChild(Path.of(path), 1, payload(2), Measured.NOTHING, 7));
    }

    @Test
    void aLeaseIsWhatTheRecordsSayOfIt() {
        begun();
        JournalRecord.Shed shed = shed(ROOT, 3);
        image.apply(shed);
        image.apply(new JournalRecord.Granted(new LeaseId(shed.key(), 1), NODE));
        image.apply(new JournalRecord.Lost(new LeaseId(shed.key(), 1), 2));
        LeaseImage lease = image.lease(shed.key());
        assertThat(lease.deaths()).isEqualTo(2);
        assertThat(lease.holder()).isNull();
        assertThat(lease.parent()).isSameAs(image.lease(PathKey.ROOT));
        assertThat(image.nextAttempt(lease)).isEqualTo(2);
    }

    private static JournalRecord.Improved improved(long cost) {
        return new JournalRecord.Improved(new Found(cost, Objective.MINIMIZE, payload((int) cost), "text"));
    }

    @Test
    void theBestSolutionIsKeptWhateverComesAfterIt() {
        begun();
        assertThat(image.best()).isNull();
        image.apply(improved(5));
        image.apply(improved(7));
        image.apply(improved(5));
        assertThat(image.best()).isEqualTo(improved(5).found());
        image.apply(new JournalRecord.Begun(9, 1));
        image.apply(new JournalRecord.Restarted());
        assertThat(image.best()).as("nodes go by it").isEqualTo(improved(5).found());
        JobImage again = new JobImage();
        image.records().forEach(again::apply);
        assertThat(again.best()).isEqualTo(improved(5).found());
    }

    @Test
    void theNextControllerCountsAttemptsFromFarAbove() {
        begun();
        image.apply(new JournalRecord.Begun(9, 1));
        assertThat(image.nextAttempt(image.lease(PathKey.ROOT))).isEqualTo(JobImage.ATTEMPTS_PER_TERM + 1);
    }

    @Test
    void aFinishedLeaseTakesAllUnderItAlong() {
        begun();
        JournalRecord.Shed outer = shed(ROOT, 0);
        image.apply(outer);
        JournalRecord.Shed inner = shed(new LeaseId(outer.key(), 0), 1);
        image.apply(inner);
        image.apply(finished(outer.key()));
        assertThat(image.lease(inner.key())).isNull();
        assertThat(image.lease(outer.key()).result()).isEqualTo(payload(1));
        assertThat(image.leases()).hasSize(2);
    }

    @Test
    void whatLiesUnderASubproblemThatIsShedLaterMovesUnderIt() {
        begun();
        JournalRecord.Shed inner = shed(ROOT, 0, 1);
        image.apply(inner);
        image.apply(reported(0, 2));
        JournalRecord.Shed outer = shed(ROOT, 0);
        image.apply(outer);
        assertThat(image.lease(inner.key()).parent()).isSameAs(image.lease(outer.key()));
        assertThat(image.lease(inner.key()).path()).isEqualTo(Path.of(1));
        assertThat(image.lease(outer.key()).under()).hasSize(2);
        assertThat(image.leases()).extracting(KeptImage::key).containsExactly(PathKey.ROOT, outer.key(), inner.key());
    }

    @Test
    void aReportedResultTakesThePlaceOfAllUnderIt() {
        begun();
        JournalRecord.Shed inner = shed(ROOT, 0, 1);
        image.apply(inner);
        image.apply(reported(0));
        assertThat(image.lease(inner.key())).isNull();
        assertThat(image.lease(PathKey.ROOT).under()).hasSize(1);
    }

    @Test
    void withTheRootsResultTheJobHasEndedThoughItsEndWasNotWritten() {
        begun();
        image.apply(finished(PathKey.ROOT));
        assertThat(image.outcome()).isEqualTo(new Outcome.Succeeded(payload(1), Measured.NOTHING));
        image.apply(new JournalRecord.Ended(new Outcome.Succeeded(payload(1), Measured.NOTHING)));
    }

    @Test
    void recordsThatCannotComeNextAreRefusedWithWhatWasExpected() {
        JobImage empty = new JobImage();
        assertThatThrownBy(() -> empty.apply(finished(PathKey.ROOT)))
                .isInstanceOf(BrokenJournalException.class)
                .hasMessage("Finished (expected: a controller that has begun)");
        begun();
        assertThatThrownBy(() -> image.apply(new JournalRecord.Begun(5, 1)))
                .hasMessage("Begun (expected: an epoch above 5)");
        assertThatThrownBy(() -> image.apply(new JournalRecord.Granted(ROOT, NODE)))
                .hasMessage("Granted (expected: an attempt above 1)");
        assertThatThrownBy(() -> image.apply(finished(PathKey.ROOT.child(1)))).hasMessageContaining("which is unknown");
        image.apply(shed(ROOT, 1));
        assertThatThrownBy(() -> image.apply(shed(ROOT, 1, 2)))
                .hasMessage("Shed (expected: nothing known at or above its path)");
        image.apply(finished(PathKey.ROOT.child(1)));
        assertThatThrownBy(() -> image.apply(finished(PathKey.ROOT.child(1)))).hasMessageContaining("is finished");
        image.apply(new JournalRecord.Ended(new Outcome.Cancelled()));
        assertThatThrownBy(() -> image.apply(shed(ROOT, 5)))
                .hasMessage("Shed (expected: nothing after the end of the job)");
    }

    @Test
    void aJournalWithAGapOrOfAnotherEpochIsRefused() {
        Replay replay = new Replay();
        replay.next(new JournalEntry(1, 5, new JournalRecord.Begun(5, 0)));
        assertThatThrownBy(() -> replay.next(new JournalEntry(3, 5, shed(ROOT, 1))))
                .hasMessage("entry 3 (expected: 2)");
        assertThatThrownBy(() -> replay.next(new JournalEntry(2, 4, shed(ROOT, 1))))
                .hasMessage("entry 2 of epoch 4 (expected: 5)");
        assertThatThrownBy(() -> replay.next(new JournalEntry(2, 5, finished(PathKey.ROOT.child(0)))))
                .hasMessageStartingWith("entry 2: Finished of lease");
    }

    @Test
    void memoryGrowsWithOutstandingLeasesOnly() {
        begun();
        JournalRecord.Shed outer = shed(ROOT, 0);
        image.apply(outer);
        for (int i = 0; i < 10_000; i++) {
            JournalRecord.Shed inner = shed(new LeaseId(outer.key(), 0), 1, i);
            image.apply(inner);
            image.apply(new JournalRecord.Granted(new LeaseId(inner.key(), 1), NODE));
            image.apply(finished(inner.key()));
        }
        image.apply(finished(outer.key()));
        assertThat(image.leases()).hasSize(2);
        assertThat(image.records()).hasSize(4);
    }
}
