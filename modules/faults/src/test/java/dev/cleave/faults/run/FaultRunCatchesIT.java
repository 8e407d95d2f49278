package dev.cleave.faults.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.examples.NQueens;
import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.fault.Fault;
import dev.cleave.testkit.fault.Fault.Kind;
import dev.cleave.testkit.fault.FaultPlan;
import dev.cleave.testkit.fault.FaultReport;
import dev.cleave.testkit.fault.FaultRun;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check that never fails proves nothing: runs that are wrong on purpose. */
class FaultRunCatchesIT {

    @Test
    void aWrongAnswerIsCaught() throws Exception {
        KnownJob wrong = KnownJob.of(NQueens.class, Map.of("n", "8"), "91");
        FaultReport report = FaultRun.run(wrong, FaultPlan.of(), FaultRun.Settings.ofNodes(1, 1));
        assertThat(report.problems()).containsExactly("answer: 92 (expected: 91)");
        assertThatThrownBy(report::requireRight)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("WRONG")
                .hasMessageContaining("nqueens");
    }

    @Test
    void aJobThatIsStuckIsCaught() throws Exception {
        FaultRun.Settings impatient = FaultRun.Settings.ofNodes(1, 1).fromWork().stuckAfter(Duration.ofSeconds(5));
        FaultReport report = FaultRun.run(
                KnownJobs.grinding(1000, 10),
                FaultPlan.of(new Fault(500, Kind.PAUSE_NODE, 1, Fault.FOR_EVER, 0)),
                impatient);
        assertThat(report.problems()).hasSize(1).first().asString().startsWith("stuck: no progress for ");
        assertThat(report.isRight()).isFalse();
    }
}
