package dev.cleave.pipeline.cron;

import java.util.List;
import java.util.Locale;

/** The five fields of a schedule: their names, bounds, and words that stand for numbers. */
enum CronField {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY("day of the month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    /** 0 and 7 are Sunday. */
    WEEKDAY("day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final String title;
    private final int least;
    private final int most;
    private final List<String> words;

    CronField(String title, int least, int most, List<String> words) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.words = words;
    }

    String title() {
        return title;
    }

    String expected() {
        String range = "*, or numbers " + least + " to " + most + " with , - and /";
        return words.isEmpty() ? range : range + ", or " + words.get(0) + " to " + words.get(words.size() - 1);
    }

    /** The values that a text names, as bits. */
    long bits(String text, int offset) {
        long bits = 0;
        int at = offset;
        for (String part : text.split(",", -1)) {
            bits |= part(part, at);
            at += part.length() + 1;
        }
        if (this == WEEKDAY && (bits & 1L << 7) != 0) {
            bits = bits & ~(1L << 7) | 1;
        }
        return bits;
    }

    private long part(String part, int offset) {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, most, part, offset);
        int from = least;
        int to = this == WEEKDAY ? 6 : most;
        if (!range.equals("*")) {
            int dash = range.indexOf('-');
            from = value(dash < 0 ? range : range.substring(0, dash), part, offset);
            to = dash >= 0 ? value(range.substring(dash + 1), part, offset) : slash < 0 ? from : to;
            if (to < from) {
                throw refused(part, offset);
            }
        }
        long bits = 0;
        for (int value = from; value <= to; value += step) {
            bits |= 1L << value;
        }
        return bits;
    }

    private int value(String text, String part, int offset) {
        int word = words.indexOf(text.toLowerCase(Locale.ROOT));
        return word >= 0 ? word + least : number(text, least, most, part, offset);
    }

    private int number(String text, int smallest, int largest, String part, int offset) {
        if (text.matches("\\d{1,2}")) {
            int number = Integer.parseInt(text);
            if (number >= smallest && number <= largest) {
                return number;
            }
        }
        throw refused(part, offset);
    }

    private CronRefusedException refused(String part, int offset) {
        return new CronRefusedException(offset, title + " '" + part + "'", expected());
    }
}
