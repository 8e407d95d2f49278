package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.finished;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.ToNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static Lease nextAttempt(Bench bench) {
        bench.coordination.nodeLost(A, bench.now);
        bench.join(B, 1);
        bench.hungry(B);
        return bench.lastGrant(B);
    }

    @Test
    void aCheckpointedResultIsKnownToTheNextAttempt() {
        Bench bench = Bench.withRootAt(A);
        bench.checkpoint(A, ROOT, finished("x", 0, 1));
        assertThat(nextAttempt(bench).known()).containsExactly(new KnownChild(Path.of(0, 1), 10, 0));
        assertThat(bench.port.to(B, ToNode.Deliver.class))
                .containsExactly(new ToNode.Deliver(id(1, 0, 1).key(), Bench.payload("x"), Measured.NOTHING));
    }

    @Test
    void aHigherResultTakesThePlaceOfLowerOnes() {
        Bench bench = Bench.withRootAt(A);
        bench.checkpoint(A, ROOT, finished("x", 0, 1), finished("y", 0, 2), finished("z", 1));
        bench.checkpoint(A, ROOT, finished("xy", 0));
        assertThat(nextAttempt(bench).known()).extracting(KnownChild::path).containsExactly(Path.of(0), Path.of(1));
    }

    @Test
    void aLowerResultUnderAKnownOneIsNothingNew() {
        Bench bench = Bench.withRootAt(A);
        bench.checkpoint(A, ROOT, finished("xy", 0));
        bench.checkpoint(A, ROOT, finished("x", 0, 1));
        assertThat(nextAttempt(bench).known()).extracting(KnownChild::path).containsExactly(Path.of(0));
    }

    @Test
    void aResultAboveALeaseTakesItsPlace() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(0, 1));
        bench.join(B, 1);
        bench.hungry(B);
        bench.beat(B, 1, 1, 0, 0, bench.held(id(1, 0, 1)));
        bench.checkpoint(A, ROOT, finished("x", 0));
        assertThat(bench.revokedAt(B)).containsExactly(id(1, 0, 1));
    }

    @Test
    void aShedUnderAKnownResultIsNotKept() {
        Bench bench = Bench.withRootAt(A);
        bench.checkpoint(A, ROOT, finished("x", 0));
        bench.shed(A, ROOT, Path.of(0, 1));
        assertThat(bench.coordination.progress().pendingLeases()).isZero();
    }

    @Test
    void aCheckpointOfAnOldAttemptIsIgnored() {
        Bench bench = Bench.withRootAt(A);
        nextAttempt(bench);
        bench.checkpoint(A, ROOT, finished("x", 0));
        assertThat(bench.coordination.kept()).isEqualTo(1);
    }

    @Test
    void onlyTheLargestResultsAreKept() {
        CoordinationSettings defaults = CoordinationSettings.defaults();
        Bench bench = new Bench(new CoordinationSettings(
                defaults.tickNanos(),
                defaults.repeatNanos(),
                defaults.scatterAfterNanos(),
                defaults.piecesPerLane(),
                defaults.piecesPerNode(),
                defaults.leastNanos(),
                defaults.leastNanosPerLane(),
                defaults.laneNanos(),
                defaults.askMinNanos(),
                defaults.askMaxNanos(),
                2,
                defaults.checkpointBytesPerLease(),
                defaults.checkpointBytes(),
                defaults.deliveriesAtOnce(),
                defaults.adoptNanos()));
        bench.join(A, 1);
        bench.hungry(A);
        bench.checkpoint(A, ROOT, weighing(5, 0), weighing(50, 1), weighing(1, 2), weighing(20, 3));
        assertThat(nextAttempt(bench).known()).extracting(KnownChild::path).containsExactly(Path.of(1), Path.of(3));
    }

    private static FinishedChild weighing(long weight, int child) {
        return new FinishedChild(Path.of(child), weight, Bench.payload("r"), Measured.NOTHING, 0);
    }

    @Test
    void manyKnownResultsAreDeliveredInPortions() {
        Bench bench = Bench.withRootAt(A);
        FinishedChild[] many = new FinishedChild[600];
        for (int i = 0; i < many.length; i++) {
            many[i] = finished("r", i);
        }
        bench.checkpoint(A, ROOT, many);
        nextAttempt(bench);
        assertThat(bench.deliveredTo(B)).hasSize(256);

        List<dev.cleave.core.path.PathKey> awaited = new java.util.ArrayList<>();
        for (int i = 0; i < many.length; i++) {
            awaited.add(id(1, i).key());
        }
        bench.beat(B, 1, 1, 0, 0, bench.held(id(2)), List.of(), awaited);
        assertThat(bench.deliveredTo(B)).hasSize(512);
        bench.beat(B, 1, 1, 0, 0, bench.held(id(2)), List.of(), awaited);
        assertThat(bench.deliveredTo(B)).hasSize(600).doesNotHaveDuplicates();
    }
}
