package dev.cleave.cli.report;

import java.util.Locale;

/** Times, counts and sizes as people read them, the same in every locale. */
public final class Units {

    private static final double[] SCALE = {1e3, 1e6, 1e9};
    private static final String[] NAMES = {"µs", "ms", "s"};

    private Units() {}

    /**
     * A time with three digits and its unit.
     *
     * @param nanos the time in nanoseconds, not negative
     * @return for example {@code 870 µs}, {@code 12.3 ms}, {@code 4.31 s}, {@code 3 min 12 s}, {@code 2 h 05 min}
     */
    public static String time(double nanos) {
        if (nanos < 5) {
            return "0 s";
        }
        for (int unit = 0; unit < NAMES.length; unit++) {
            double value = nanos / SCALE[unit];
            if (unit == 2 ? value < 119.5 : value < 999.5) {
                return threeDigits(value) + " " + NAMES[unit];
            }
        }
        long seconds = Math.round(nanos / 1e9);
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min " + twoDigits(seconds % 60) + " s";
        }
        long minutes = Math.round(nanos / 60e9);
        if (minutes < 48 * 60) {
            return minutes / 60 + " h " + twoDigits(minutes % 60) + " min";
        }
        long hours = Math.round(nanos / 3600e9);
        return count(hours / 24) + " days " + hours % 24 + " h";
    }

    /**
     * A positive number with at least three digits.
     *
     * @return for example {@code 1.85}, {@code 27.7}, {@code 1,234}
     */
    public static String threeDigits(double value) {
        if (value < 9.995) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        if (value < 99.95) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return count(Math.round(value));
    }

    /** A whole number with its thousands apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A part of a whole, for example {@code 47.3 %}. */
    public static String percent(double fraction) {
        return String.format(Locale.ROOT, fraction >= 0.9995 ? "%.0f %%" : "%.1f %%", 100 * fraction);
    }

    /** A number of bytes, for example {@code 12.3 KiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes / 1024.0;
        for (String unit : new String[] {"KiB", "MiB", "GiB"}) {
            if (value < 1000 || unit.equals("GiB")) {
                return threeDigits(value) + " " + unit;
            }
            value /= 1024;
        }
        throw new AssertionError(bytes);
    }

    private static String twoDigits(long value) {
        return String.format(Locale.ROOT, "%02d", value);
    }
}
