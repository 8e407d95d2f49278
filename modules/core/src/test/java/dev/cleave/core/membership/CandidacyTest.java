package dev.cleave.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.membership.Candidacy.Step;
import dev.cleave.core.membership.Candidacy.View;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidacyTest {

    private static final String ME = "a:1";
    private static final String OTHER = "b:1";
    private static final View NOBODY = new View(false, "", List.of());
    private static final View MINE = new View(true, ME, List.of());
    private static final View THEIRS = new View(false, OTHER, List.of(OTHER));
    private static final long SECOND = 1_000_000_000L;

    private final Candidacy candidacy = new Candidacy();

    private Step outside(View view, long second) {
        return candidacy.next(view, false, Set.of(), second * SECOND);
    }

    private Step inside(View view, Set<String> reachable, long second) {
        return candidacy.next(view, true, reachable, second * SECOND);
    }

    @Test
    void whoGetsTheLeaseFirstFoundsTheClusterAndLeads() {
        assertThat(outside(MINE, 0)).isEqualTo(new Step.Found());
        assertThat(inside(MINE, Set.of(ME), 1)).isEqualTo(new Step.Lead());
        assertThat(inside(MINE, Set.of(ME), 2)).isEqualTo(new Step.Stay());
        assertThat(candidacy.leads()).isTrue();
    }

    @Test
    void theOthersWaitForTheFirstAndJoinIt() {
        assertThat(outside(new View(false, OTHER, List.of()), 0)).isEqualTo(new Step.Stay());
        assertThat(outside(THEIRS, 1)).isEqualTo(new Step.Join(List.of(OTHER)));
        assertThat(inside(THEIRS, Set.of(ME, OTHER), 2)).isEqualTo(new Step.Stay());
    }

    @Test
    void joiningIsTriedAnewAfterAWhileOrWhenThereAreOthersToAsk() {
        assertThat(outside(THEIRS, 0)).isInstanceOf(Step.Join.class);
        assertThat(outside(THEIRS, 1)).isEqualTo(new Step.Stay());
        assertThat(outside(new View(false, OTHER, List.of(OTHER, "c:1")), 2))
                .isEqualTo(new Step.Join(List.of(OTHER, "c:1")));
        assertThat(outside(new View(false, OTHER, List.of(OTHER, "c:1")), 11)).isEqualTo(new Step.Stay());
        assertThat(outside(new View(false, OTHER, List.of(OTHER, "c:1")), 12)).isInstanceOf(Step.Join.class);
    }

    @Test
    void aHolderOutsideOfAClusterThatIsThereJoinsIt() {
        assertThat(outside(new View(true, ME, List.of(OTHER)), 0)).isEqualTo(new Step.Join(List.of(OTHER)));
    }

    @Test
    void nobodyLeadsWithoutTheLease() {
        assertThat(outside(NOBODY, 0)).isEqualTo(new Step.Stay());
        assertThat(inside(NOBODY, Set.of(ME), 1)).isEqualTo(new Step.Stay());
        assertThat(candidacy.leads()).isFalse();
    }

    @Test
    void whoHasLostTheLeaseStepsDownOnceAndMayLeadAgain() {
        inside(MINE, Set.of(ME), 0);
        assertThat(inside(THEIRS, Set.of(ME, OTHER), 60)).isEqualTo(new Step.StepDown());
        assertThat(inside(THEIRS, Set.of(ME, OTHER), 61)).isEqualTo(new Step.Stay());
        assertThat(inside(MINE, Set.of(ME, OTHER), 62)).isEqualTo(new Step.Lead());
    }

    @Test
    void aTermThatTheStoreHasEndedIsBegunAnewIfTheLeaseIsStillHeld() {
        inside(MINE, Set.of(ME), 0);
        candidacy.termOver();
        assertThat(inside(MINE, Set.of(ME), 1)).isEqualTo(new Step.Lead());
    }

    @Test
    void whoDoesNotReachTheControllerForTooLongStartsAnew() {
        assertThat(inside(THEIRS, Set.of(ME), 0)).isEqualTo(new Step.Stay());
        assertThat(inside(THEIRS, Set.of(ME), 19)).isEqualTo(new Step.Stay());
        assertThat(inside(THEIRS, Set.of(ME), 20)).isInstanceOf(Step.StartAnew.class);
        assertThat(outside(THEIRS, 21)).isEqualTo(new Step.Join(List.of(OTHER)));
    }

    @Test
    void aControllerThatIsReachedAgainInTimeIsNoReasonToStartAnew() {
        inside(THEIRS, Set.of(ME), 0);
        assertThat(inside(THEIRS, Set.of(ME, OTHER), 19)).isEqualTo(new Step.Stay());
        assertThat(inside(THEIRS, Set.of(ME), 20)).isEqualTo(new Step.Stay());
        assertThat(inside(NOBODY, Set.of(ME), 39)).isEqualTo(new Step.Stay());
        assertThat(inside(THEIRS, Set.of(ME), 41)).isEqualTo(new Step.Stay());
    }
}
