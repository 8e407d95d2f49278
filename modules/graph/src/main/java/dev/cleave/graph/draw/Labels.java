package dev.cleave.graph.draw;

import java.util.Locale;

/** Names and times, as they fit into a drawing. */
final class Labels {

    private static final int LONGEST_NAME = 26;
    private static final double[] UNIT_NANOS = {1, 1e3, 1e6, 1e9, 60e9, 3600e9, 86400e9};
    private static final String[] UNITS = {"ns", "µs", "ms", "s", "min", "h", "d"};

    private Labels() {}

    /** A name, without its middle if it is long: names of one workflow differ in their beginnings and ends. */
    static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) {
            return name;
        }
        int[] points = name.codePoints().toArray();
        int begin = (LONGEST_NAME - 1) / 2;
        int end = LONGEST_NAME - 1 - begin;
        return new String(points, 0, begin) + "…" + new String(points, points.length - end, end);
    }

    /** A time with three digits and its unit. */
    static String time(long nanos) {
        int unit = 0;
        while (unit + 1 < UNITS.length && nanos >= UNIT_NANOS[unit + 1] * (unit == 3 ? 2 : 1)) {
            unit++;
        }
        double value = nanos / UNIT_NANOS[unit];
        String digits = value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
        return nanos == 0 ? "0 s" : digits + " " + UNITS[unit];
    }

    /** Text that means itself in XML; characters that XML has not become question marks. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(point) ? point : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int point) {
        boolean isSurrogate = point >= 0xd800 && point <= 0xdfff;
        return point >= 0x20 && !isSurrogate && point != 0xfffe && point != 0xffff || point == '\t' || point == '\n';
    }
}
