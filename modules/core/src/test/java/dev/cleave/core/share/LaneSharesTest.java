package dev.cleave.core.share;

import static dev.cleave.core.share.LaneBench.MILLI;
import static dev.cleave.core.share.LaneBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LaneSharesTest {

    @Test
    void aJobAloneHasAllLanes() {
        LaneBench bench = new LaneBench(8);
        bench.share("a", 1);
        assertThat(bench.lanes("a")).isEqualTo(8);
        assertThat(bench.shares.dueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void twoJobsOfEqualShareHaveOneOfTwoLanesEachAndNothingMoves() {
        LaneBench bench = new LaneBench(2);
        bench.share("a", 1);
        bench.share("b", 1);
        assertThat(bench.lanes("a")).isEqualTo(1);
        assertThat(bench.lanes("b")).isEqualTo(1);
        long before = bench.moves;
        bench.pass(10 * SECOND);
        assertThat(bench.moves).isEqualTo(before);
        assertThat(bench.part("a")).isEqualTo(0.5);
    }

    @Test
    void threeJobsTakeTurnsOnTwoLanes() {
        LaneBench bench = new LaneBench(2);
        bench.share("a", 1);
        bench.share("b", 1);
        bench.share("c", 1);
        bench.pass(30 * SECOND);
        for (String job : new String[] {"a", "b", "c"}) {
            assertThat(bench.part(job)).isCloseTo(1.0 / 3, within(0.05 / 3));
        }
        assertThat(bench.moves).isLessThanOrEqualTo(4 * 30 + 5);
    }

    @Test
    void aSingleLaneGoesByWeight() {
        LaneBench bench = new LaneBench(1);
        bench.share("a", 3);
        bench.share("b", 1);
        bench.pass(60 * SECOND);
        assertThat(bench.part("a")).isCloseTo(0.75, within(0.02));
    }

    @Test
    void whatAJobMayNotHaveGoesToTheOthers() {
        LaneBench bench = new LaneBench(8);
        bench.share("a", 1, 2);
        bench.share("b", 1);
        assertThat(bench.lanes("a")).isEqualTo(2);
        assertThat(bench.lanes("b")).isEqualTo(6);
    }

    @Test
    void theLanesOfAnIdleJobGoToOthersAtOnceAndComeBackWhenItWantsThem() {
        LaneBench bench = new LaneBench(4);
        bench.share("a", 1);
        bench.share("b", 1);
        bench.pass(SECOND);
        bench.wants("a", 0);
        assertThat(bench.lanes("b")).isEqualTo(4);
        bench.pass(SECOND);
        bench.wants("a", 4);
        assertThat(bench.lanes("a")).isEqualTo(2);
        assertThat(bench.lanes("b")).isEqualTo(2);
    }

    @Test
    void anIdleJobIsNotOwedTheTimeThatItDidNotWant() {
        LaneBench bench = new LaneBench(1);
        bench.share("a", 1);
        bench.share("b", 1);
        bench.wants("a", 0);
        bench.pass(100 * SECOND);
        bench.wants("a", 1);
        double before = bench.accounts.get("b").had;
        bench.pass(10 * SECOND);
        assertThat(bench.accounts.get("b").had - before).isGreaterThan(4 * SECOND);
    }

    @Test
    void aJobThatComesHasALaneWithinASecond() {
        LaneBench bench = new LaneBench(2);
        for (int i = 0; i < 20; i++) {
            bench.share("old" + i, 1);
        }
        bench.pass(20 * SECOND);
        bench.share("new", 1);
        bench.pass(SECOND);
        assertThat(bench.accounts.get("new").had).isPositive();
    }

    @Test
    void aStreamOfShortJobsLeavesAnOldOneItsPart() {
        LaneBench bench = new LaneBench(1);
        bench.share("old", 1);
        for (int i = 0; i < 200; i++) {
            bench.share("short" + i, 1);
            bench.pass(300 * MILLI);
            bench.end("short" + i);
        }
        LaneBench.Account old = bench.accounts.get("old");
        assertThat(old.had).isGreaterThan(0.9 * old.entitled);
    }

    @Test
    void theLanesOfAJobThatEndsGoToOthersAtOnce() {
        LaneBench bench = new LaneBench(4);
        bench.share("a", 1);
        bench.share("b", 1);
        bench.end("a");
        assertThat(bench.lanes("b")).isEqualTo(4);
    }

    @Test
    void aRestlessJobDoesNotMakeLanesMoveMoreOftenThanTheRestAllows() {
        LaneBench bench = new LaneBench(4);
        bench.share("a", 1);
        bench.share("b", 1);
        long before = bench.moves;
        for (int i = 0; i < 10_000; i++) {
            bench.wants("a", i % 2 == 0 ? 0 : 4);
            bench.pass(MILLI);
        }
        // In 10 s there are 200 rests; after each, two lanes go one way and two the other.
        assertThat(bench.moves - before).isLessThanOrEqualTo(4 * 201);
    }

    @Test
    void aNodeThatLosesLanesTakesThemAtOnce() {
        LaneBench bench = new LaneBench(4);
        bench.share("a", 1);
        bench.share("b", 1);
        bench.nodeLanes = 1;
        bench.accounts.values().forEach(account -> account.lanes = 0);
        bench.shares.lanes(1, bench.now);
        assertThat(bench.lanes("a") + bench.lanes("b")).isEqualTo(1);
    }

    @Test
    void aShareSaysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> new JobShare(0, 1)).hasMessageContaining("weight 0.0, at most 1 lanes (expected:");
    }
}
