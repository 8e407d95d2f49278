package dev.cleave.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsencesTest {

    private static final long START = Long.MAX_VALUE - 5; // Clocks may overflow.

    private final Absences<String> absences = new Absences<>();

    @Test
    void aSilentNodeIsWaitedForAndThenGivenUpOnce() {
        absences.lost("a", false, START);
        assertThat(absences.givenUp(START + Absences.SILENT_NANOS - 1)).isEmpty();
        assertThat(absences.givenUp(START + Absences.SILENT_NANOS)).containsExactly("a");
        assertThat(absences.givenUp(START + 2 * Absences.SILENT_NANOS)).isEmpty();
    }

    @Test
    void aNodeWhoseConnectionWasClosedIsGivenUpSooner() {
        absences.lost("silent", false, START);
        absences.lost("closed", true, START);
        assertThat(absences.givenUp(START + Absences.CLOSED_NANOS - 1)).isEmpty();
        assertThat(absences.givenUp(START + Absences.CLOSED_NANOS)).containsExactly("closed");
    }

    @Test
    void aNodeThatIsBackIsNotGivenUp() {
        absences.lost("a", true, START);
        absences.back("a");
        assertThat(absences.givenUp(START + Absences.SILENT_NANOS)).isEmpty();
    }

    @Test
    void aNodeThatIsLostOnceMoreIsWaitedForAnew() {
        absences.lost("a", true, START);
        absences.back("a");
        absences.lost("a", true, START + 100);
        assertThat(absences.givenUp(START + Absences.CLOSED_NANOS)).isEmpty();
        assertThat(absences.givenUp(START + 100 + Absences.CLOSED_NANOS)).containsExactly("a");
    }

    @Test
    void theNextLifeAtAnAddressIsAnotherOne() {
        absences.lost("a:1", true, START);
        absences.back("a:2");
        assertThat(absences.givenUp(START + Absences.CLOSED_NANOS)).containsExactly("a:1");
    }

    @Test
    void aNodeOfAnEarlierControllerHasAWhileToSayThatItIsThere() {
        absences.unseen("a", START);
        absences.unseen("b", START);
        absences.back("b");
        assertThat(absences.givenUp(START + Absences.UNSEEN_NANOS - 1)).isEmpty();
        assertThat(absences.givenUp(START + Absences.UNSEEN_NANOS)).containsExactly("a");
    }

    @Test
    void whoCannotBeReachedForTooLongIsGivenUp() {
        absences.outOfReach(Set.of("a", "b"), START);
        absences.outOfReach(Set.of("a"), START + 100);
        absences.outOfReach(Set.of("a", "b"), START + 200);
        assertThat(absences.givenUp(START + Absences.SILENT_NANOS)).containsExactly("a");
        assertThat(absences.givenUp(START + 200 + Absences.SILENT_NANOS)).containsExactly("b");
        absences.outOfReach(Set.of(), START + 300);
        assertThat(absences.givenUp(START + 3 * Absences.SILENT_NANOS)).isEmpty();
    }
}
