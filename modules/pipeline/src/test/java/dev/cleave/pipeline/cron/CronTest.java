package dev.cleave.pipeline.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *          | 2026-11-21T02:00 | 2026-11-21T02:30",
                "30 2 * * *          | 2026-11-21T02:30 | 2026-11-22T02:30",
                "*/15 * * * *        | 2026-11-21T23:46 | 2026-11-22T00:00",
                "5/20 * * * *        | 2026-11-21T10:06 | 2026-11-21T10:25",
                "0 9-17/4 * * *      | 2026-11-21T14:00 | 2026-11-21T17:00",
                "0 0 * * mon-fri     | 2026-11-21T12:00 | 2026-11-23T00:00",
                "0 0 * * 7           | 2026-11-21T12:00 | 2026-11-22T00:00",
                "0 0 * * 0           | 2026-11-21T12:00 | 2026-11-22T00:00",
                "0 0 31 * *          | 2026-11-21T12:00 | 2026-12-31T00:00",
                "0 0 29 feb *        | 2026-11-21T12:00 | 2028-02-29T00:00",
                "0 0 29 2 *          | 2096-03-01T00:00 | 2104-02-29T00:00",
                "0 0 13 * fri        | 2026-11-21T12:00 | 2026-11-27T00:00",
                "0 0 */2 * mon       | 2026-11-21T12:00 | 2026-11-23T00:00",
                "0 12 1,15 jan,JUL * | 2026-11-21T12:00 | 2027-01-01T12:00",
                "@hourly             | 2026-11-21T12:00 | 2026-11-21T13:00",
                "@weekly             | 2026-11-21T12:00 | 2026-11-22T00:00",
                "@monthly            | 2026-11-21T12:00 | 2026-12-01T00:00",
                "@yearly             | 2026-11-21T12:00 | 2027-01-01T00:00",
            })
    void theNextTimeIsTheFirstThatMatches(String text, LocalDateTime after, LocalDateTime next) {
        assertThat(Cron.parse(text).next(after.atZone(ZoneId.of("UTC")))).isEqualTo(next.atZone(ZoneId.of("UTC")));
    }

    /** Clocks went forward from 2:00 to 3:00 on 2026-03-29, and back from 3:00 to 2:00 on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *   | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00",
                "30 2 * * *   | 2026-03-29T03:00+02:00 | 2026-03-30T02:30+02:00",
                "30 2 * * *   | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00",
                "30 2 * * *   | 2026-10-25T02:30+02:00 | 2026-10-26T02:30+01:00",
                "30 2 * * *   | 2026-10-25T02:30+01:00 | 2026-10-26T02:30+01:00",
                "*/20 2 * * * | 2026-10-25T02:40+02:00 | 2026-10-26T02:00+01:00",
            })
    void clocksThatAreMovedNeitherLoseADueTimeNorDoubleIt(String text, ZonedDateTime after, ZonedDateTime next) {
        assertThat(Cron.parse(text).next(after.withZoneSameInstant(BERLIN)).toOffsetDateTime())
                .isEqualTo(next.toOffsetDateTime());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * *    | 0  | minute '61'",
                "* * 0 * *     | 4  | day of the month '0'",
                "* * * foo *   | 6  | month 'foo'",
                "* * * * 1-8   | 8  | day of the week '1-8'",
                "1,2,x * * * * | 4  | minute 'x'",
                "5-3 * * * *   | 0  | minute '5-3'",
                "*/0 * * * *   | 0  | minute '*/0'",
                "* * * *       | 0  | 4 fields",
                "* * * * * *   | 0  | 6 fields",
                "@often        | 0  | @often",
                "''            | 0  | nothing",
                "0 0 31 2 *    | 0  | 0 0 31 2 *, which is never due",
            })
    void whatIsNoScheduleIsRefusedWithThePlace(String text, int offset, String given) {
        CronRefusedException refused = catchThrowableOfType(CronRefusedException.class, () -> Cron.parse(text));
        assertThat(refused).isNotNull();
        assertThat(refused.offset()).isEqualTo(offset);
        assertThat(refused.given()).isEqualTo(given);
    }

    /** Of random schedules the next time matches, and no minute before it does. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noDueTimeIsPassedOver(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            Cron cron = Cron.parse(schedule(random));
            LocalDateTime after = LocalDateTime.of(2024, 1, 1, 0, 0).plusMinutes(random.nextInt(4 * 366 * 24 * 60));
            LocalDateTime next = cron.next(after).orElseThrow();
            assertThat(next).isAfter(after);
            assertThat(cron.matches(next)).as("%s after %s", cron, after).isTrue();
            LocalDateTime looked = after.plusMinutes(1);
            for (int minute = 0; minute < 20_000 && looked.isBefore(next); minute++) {
                assertThat(cron.matches(looked)).as("%s at %s", cron, looked).isFalse();
                looked = looked.plusMinutes(1);
            }
        }
    }

    private static String schedule(SplittableRandom random) {
        int[][] bounds = {{0, 59}, {0, 23}, {1, 28}, {1, 12}, {0, 7}};
        List<String> fields = new ArrayList<>();
        for (int[] bound : bounds) {
            int a = random.nextInt(bound[0], bound[1] + 1);
            int b = random.nextInt(a, bound[1] + 1);
            fields.add(
                    switch (random.nextInt(6)) {
                        case 0 -> String.valueOf(a);
                        case 1 -> a + "-" + b;
                        case 2 -> a + "," + b;
                        case 3 -> "*/" + random.nextInt(1, Math.max(2, bound[1] / 2));
                        default -> "*";
                    });
        }
        return String.join(" ", fields);
    }
}
