package dev.cleave.core.epoch;

import static dev.cleave.core.epoch.EpochGuard.Verdict.ADOPT;
import static dev.cleave.core.epoch.EpochGuard.Verdict.OBEY;
import static dev.cleave.core.epoch.EpochGuard.Verdict.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EpochTest {

    private final Term first = Term.after(0, "a");
    private final Term second = Term.after(1, "b");

    @Test
    void aNodeObeysTheFirstControllerThatItHears() {
        EpochGuard guard = new EpochGuard();
        assertThat(guard.judge(first)).isEqualTo(ADOPT);
        assertThat(guard.judge(first)).isEqualTo(OBEY);
    }

    @Test
    void aNodeRefusesAnEarlierControllerAndCanTellItWhy() {
        EpochGuard guard = new EpochGuard();
        guard.judge(first);
        assertThat(guard.judge(second)).isEqualTo(ADOPT);
        assertThat(guard.judge(first)).isEqualTo(REFUSE);
        assertThat(guard.epoch()).isEqualTo(2);
    }

    @Test
    void ofTwoControllersWithOneEpochOnlyOneIsObeyed() {
        EpochGuard guard = new EpochGuard();
        guard.judge(first);
        assertThat(guard.judge(new Term(1, "other"))).isEqualTo(REFUSE);
        assertThat(guard.judge(first)).isEqualTo(OBEY);
    }

    @Test
    void aControllerStopsWhenItHearsOfALaterOneAndNeverBeginsAgain() {
        Mandate mandate = new Mandate(first);
        assertThat(mandate.told(1)).isFalse();
        assertThat(mandate.holds()).isTrue();
        assertThat(mandate.told(2)).isTrue();
        assertThat(mandate.holds()).isFalse();
        assertThat(mandate.told(3)).isFalse();
        assertThat(mandate.endedBy()).isEqualTo(2);
    }

    @Test
    void aControllerStopsWhenTheStoreRefusesIt() {
        Mandate mandate = new Mandate(first);
        assertThat(mandate.refusedByStore(5)).isTrue();
        assertThat(mandate.holds()).isFalse();
    }

    @Test
    void aTermSaysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> new Term(0, "a")).hasMessage("epoch: 0 (expected: 1 or more)");
    }

    @Test
    void whateverTheOrderOfMessagesNoNodeGoesBackAndEveryEarlierControllerThatIsAnsweredStops() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Mandate> controllers = new ArrayList<>();
            EpochGuard[] nodes = {new EpochGuard(), new EpochGuard(), new EpochGuard()};
            for (int i = 0; i < 100; i++) {
                if (controllers.isEmpty() || random.nextInt(10) == 0) {
                    controllers.add(new Mandate(Term.after(controllers.size(), "c" + controllers.size())));
                }
                Mandate from = controllers.get(random.nextInt(controllers.size()));
                EpochGuard node = nodes[random.nextInt(nodes.length)];
                long before = node.epoch();
                if (node.judge(from.term()) == REFUSE && random.nextBoolean()) {
                    from.told(node.epoch());
                    assertThat(from.holds()).as("seed %d", seed).isFalse();
                }
                assertThat(node.epoch()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                assertThat(node.epoch()).isGreaterThanOrEqualTo(from.term().epoch());
            }
            assertThat(controllers.get(controllers.size() - 1).holds())
                    .as("the last, seed %d", seed)
                    .isTrue();
        }
    }
}
