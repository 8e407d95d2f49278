package dev.cleave.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.testkit.fault.Fault.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final FaultPlan.Bounds BOUNDS = FaultPlan.Bounds.ofNodes(3);

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(FaultPlan.draw(17, BOUNDS)).isEqualTo(FaultPlan.draw(17, BOUNDS));
        assertThat(FaultPlan.draw(17, BOUNDS).faults())
                .isNotEqualTo(FaultPlan.draw(18, BOUNDS).faults());
    }

    @Test
    void twoHundredSeedsHaveEveryKindOnEveryNodeWithinTheBounds() {
        List<Fault> faults = plans(200).flatMap(plan -> plan.faults().stream()).toList();
        assertThat(faults).extracting(Fault::kind).containsAll(EnumSet.allOf(Kind.class));
        assertThat(faults).extracting(Fault::node).contains(1, 2, 3).allMatch(node -> node >= 1 && node <= 3);
        assertThat(faults).allMatch(fault -> fault.atMillis() < 2000);
        assertThat(faults)
                .filteredOn(
                        fault -> !fault.kind().isMomentary() && !fault.kind().endsAgent())
                .allMatch(fault -> fault.lastsMillis() >= 100 && fault.lastsMillis() <= 10_000)
                .anyMatch(fault -> fault.lastsMillis() < 300)
                .anyMatch(fault -> fault.lastsMillis() > 5000);
    }

    @Test
    void faultsAreInTheOrderOfTheirMoments() {
        assertThat(plans(50))
                .allSatisfy(plan ->
                        assertThat(plan.faults()).extracting(Fault::atMillis).isSorted());
    }

    @Test
    void theFirstNodeAlwaysComesBack() {
        assertThat(plans(200).flatMap(plan -> plan.faults().stream()))
                .filteredOn(fault -> fault.node() == 1)
                .allMatch(fault -> fault.lastsMillis() != Fault.FOR_EVER);
    }

    @Test
    void onlyTheKindsAskedForHappen() {
        Set<Kind> kinds = EnumSet.of(Kind.KILL_RUNNER, Kind.PAUSE_NODE);
        assertThat(LongStream.range(1, 50).mapToObj(seed -> FaultPlan.draw(seed, BOUNDS.only(kinds))))
                .allMatch(plan -> plan.faults().stream().allMatch(fault -> kinds.contains(fault.kind())))
                .noneMatch(FaultPlan::needsLinks);
    }

    @Test
    void aPlanReadsAsASentence() {
        assertThat(FaultPlan.of(
                        new Fault(900, Kind.DELAY_LINK, 1, 300, 20),
                        new Fault(40, Kind.KILL_RUNNER, 2, 0, 0),
                        new Fault(50, Kind.KILL_NODE, 2, Fault.FOR_EVER, 0)))
                .hasToString("at 40 ms kill runner of node 2; at 50 ms kill node of node 2 for ever; "
                        + "at 900 ms delay link of node 1 by 20 ms for 300 ms");
    }

    @Test
    void boundsThatAllowNothingAreRefused() {
        assertThatThrownBy(() -> BOUNDS.only(Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 1 or more of each");
        assertThatThrownBy(() -> new Fault(0, Kind.KILL_RUNNER, 1, 5, 0))
                .hasMessage("kill runner for 5 ms (expected: 0, it is over at once)");
    }

    private static java.util.stream.Stream<FaultPlan> plans(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(seed -> FaultPlan.draw(seed, BOUNDS));
    }
}
