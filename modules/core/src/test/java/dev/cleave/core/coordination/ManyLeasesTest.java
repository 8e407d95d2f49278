package dev.cleave.core.coordination;

import static dev.cleave.core.coordination.Bench.A;
import static dev.cleave.core.coordination.Bench.B;
import static dev.cleave.core.coordination.Bench.ROOT;
import static dev.cleave.core.coordination.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.path.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ManyLeasesTest {

    private static final int MANY = 100_000;

    /** Were any operation linear in the leases, this would take minutes. */
    @Test
    void aHundredThousandShedsAreNoTrouble() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            Bench bench = Bench.withRootAt(A);
            bench.join(B, 1);
            for (int i = 0; i < MANY; i += 10) {
                Path[] paths = new Path[10];
                for (int j = 0; j < 10; j++) {
                    paths[j] = Path.of(i + j);
                }
                bench.shed(A, ROOT, paths);
                bench.port.clear();
            }
            bench.beat(B, 1, 0, 1, 0, List.of());
            for (int i = 0; i < MANY; i++) {
                bench.port.clear();
                bench.beat(B, 1, 1, 1, 0, bench.held(id(1, i)));
                bench.finish(B, id(1, i), "r");
            }
            assertThat(bench.coordination.progress().pendingLeases()).isZero();
            assertThat(bench.coordination.counts().leases()).isEqualTo(MANY + 1);
            bench.finish(A, ROOT, "all");
            assertThat(bench.coordination.kept()).isEqualTo(1);
        });
    }

    @Test
    void memoryGrowsWithOutstandingLeasesOnly() {
        Bench bench = Bench.withRootAt(A);
        bench.shed(A, ROOT, Path.of(0));
        bench.join(B, 1);
        bench.hungry(B);
        for (int i = 0; i < 1000; i++) {
            // Each lease sheds children, is finished, and takes what was under it along.
            bench.shed(A, ROOT, Path.of(1, i));
            bench.shed(B, id(1, 0), Path.of(i));
            bench.checkpoint(A, ROOT, Bench.finished("r", 1));
        }
        bench.finish(B, id(1, 0), "r");
        assertThat(bench.coordination.kept()).isEqualTo(3);
    }
}
