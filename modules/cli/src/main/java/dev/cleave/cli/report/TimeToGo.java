package dev.cleave.cli.report;

/** When a job might be done, if it goes on as it went so far. */
final class TimeToGo {

    private TimeToGo() {}

    /** For example {@code about 12 s left}; of the first moments nothing is concluded. */
    static String of(double fraction, long elapsedNanos) {
        if (fraction >= 1) {
            return "done";
        }
        if (fraction < 0.002 || elapsedNanos < 500_000_000L) {
            return "time left unknown";
        }
        long seconds = Math.round(elapsedNanos * (1 - fraction) / fraction / 1e9);
        return seconds < 1
                ? "about 1 s left"
                : "about " + (seconds < 60 ? seconds + " s" : Units.time(seconds * 1e9)) + " left";
    }
}
