package dev.cleave.pipeline.cron;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule as in crontab(5): minute, hour, day of the month, month, day of the week. Where both days are restricted, either will do. Of
 * {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly} and {@code @yearly} each stands for five fields.
 *
 * <p>Where clocks are put forward, what was due in the missing hour is due right after it; where they are put back, what is due at a time that
 * comes twice is due the first time only. Immutable; safe for use by many threads.
 */
public final class Cron {

    /** What could have been given. */
    public static final String EXPECTED =
            "five fields, as '30 2 * * 1-5': minute, hour, day of the month, month, day of the"
                    + " week; or @hourly, @daily, @weekly, @monthly, @yearly";

    private static final Map<String, String> WORDS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    /** The 29th of February on a given weekday comes every 28 years, and around 2100 every 40. */
    private static final int YEARS_AHEAD = 41;

    private final String text;
    private final long minutes;
    private final long hours;
    private final long days;
    private final long months;
    private final long weekdays;
    private final boolean isAnyDay;
    private final boolean isAnyWeekday;

    private Cron(String text, long[] bits, boolean isAnyDay, boolean isAnyWeekday) {
        this.text = text;
        this.minutes = bits[0];
        this.hours = bits[1];
        this.days = bits[2];
        this.months = bits[3];
        this.weekdays = bits[4];
        this.isAnyDay = isAnyDay;
        this.isAnyWeekday = isAnyWeekday;
    }

    /**
     * The schedule that a text is.
     *
     * @throws CronRefusedException if it is none, or one that is never due
     */
    public static Cron parse(String text) {
        String stripped = text.strip();
        String fields = WORDS.getOrDefault(stripped, text);
        List<CronField> known = List.of(CronField.values());
        long[] bits = new long[known.size()];
        String[] parts = new String[known.size()];
        int count = 0;
        int position = 0;
        while (true) {
            while (position < fields.length() && Character.isWhitespace(fields.charAt(position))) {
                position++;
            }
            if (position == fields.length()) {
                break;
            }
            int from = position;
            while (position < fields.length() && !Character.isWhitespace(fields.charAt(position))) {
                position++;
            }
            if (count < parts.length && !fields.startsWith("@")) {
                parts[count] = fields.substring(from, position);
                bits[count] = known.get(count).bits(parts[count], from);
            }
            count++;
        }
        if (count != parts.length) {
            String given = stripped.isEmpty()
                    ? "nothing"
                    : stripped.startsWith("@") ? stripped : count + (count == 1 ? " field" : " fields");
            throw new CronRefusedException(0, given, EXPECTED);
        }
        Cron cron = new Cron(stripped, bits, parts[2].startsWith("*"), parts[4].startsWith("*"));
        if (cron.next(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw new CronRefusedException(0, stripped + ", which is never due", "a day that there is in that month");
        }
        return cron;
    }

    /**
     * When it is due next.
     *
     * @param after only later times count
     */
    public ZonedDateTime next(ZonedDateTime after) {
        ZoneId zone = after.getZone();
        LocalDateTime local = after.toLocalDateTime();
        while (true) {
            LocalDateTime due = next(local)
                    .orElseThrow(() -> new IllegalStateException(text + ": not due within " + YEARS_AHEAD + " years"));
            ZoneOffsetTransition gap = zone.getRules().getTransition(due);
            ZonedDateTime moment = gap != null && gap.isGap()
                    ? gap.getDateTimeAfter().atZone(zone)
                    : due.atZone(zone).withEarlierOffsetAtOverlap();
            if (moment.isAfter(after)) {
                return moment;
            }
            local = due;
        }
    }

    /** The next local time that matches, if there is one. */
    Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime time = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        int lastYear = time.getYear() + YEARS_AHEAD;
        while (time.getYear() <= lastYear) {
            if (!has(months, time.getMonthValue())) {
                time = time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).plusMonths(1);
            } else if (!isDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!has(hours, time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!has(minutes, time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    /** Whether a local time is one of those that it names. */
    boolean matches(LocalDateTime time) {
        return has(months, time.getMonthValue())
                && isDay(time)
                && has(hours, time.getHour())
                && has(minutes, time.getMinute());
    }

    private boolean isDay(LocalDateTime time) {
        boolean day = has(days, time.getDayOfMonth());
        boolean weekday = has(weekdays, time.getDayOfWeek().getValue() % 7);
        return isAnyDay || isAnyWeekday ? day && weekday : day || weekday;
    }

    private static boolean has(long bits, int value) {
        return (bits & 1L << value) != 0;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
