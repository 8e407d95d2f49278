package dev.cleave.core.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.pipeline.schedule.ScheduleBook.Due;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class ScheduleBookTest {

    private static final LongUnaryOperator EVERY_TEN = after -> (after / 10 + 1) * 10;

    private final ScheduleBook<String> book = new ScheduleBook<>();

    @Test
    void aPipelineBeginsOnceAtEachTimeThatIsDue() {
        book.put("nightly", 3, EVERY_TEN);

        assertThat(book.nextAt()).isEqualTo(10);
        assertThat(book.due(9, key -> false)).isEmpty();
        assertThat(book.due(10, key -> false)).containsExactly(new Due<>("nightly", 10, true));
        assertThat(book.due(10, key -> false)).isEmpty();
        assertThat(book.due(21, key -> false)).containsExactly(new Due<>("nightly", 20, true));
    }

    @Test
    void ofTimesThatWereMissedOnlyTheLatestIsSeenTo() {
        book.put("nightly", 0, EVERY_TEN);

        assertThat(book.due(57, key -> false)).containsExactly(new Due<>("nightly", 50, true));
        assertThat(book.nextAt()).isEqualTo(60);
    }

    @Test
    void whileAnEarlierRunGoesOnATimeIsLeftOut() {
        book.put("nightly", 0, EVERY_TEN);

        assertThat(book.due(10, key -> true)).containsExactly(new Due<>("nightly", 10, false));
        assertThat(book.due(20, key -> false)).containsExactly(new Due<>("nightly", 20, true));
    }

    @Test
    void aScheduleThatIsRemovedOrReplacedIsNotDue() {
        book.put("a", 0, EVERY_TEN);
        book.put("b", 0, EVERY_TEN);
        book.remove("a");
        book.put("b", 10, EVERY_TEN);

        assertThat(book.due(15, key -> false)).isEmpty();
        assertThat(book.nextAt("a")).isEqualTo(Long.MAX_VALUE);
        assertThat(book.nextAt("b")).isEqualTo(20);
    }
}
