package dev.cleave.pipeline.cron;

/** Says that a text is no schedule. */
public final class CronRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String given;
    private final String expected;

    CronRefusedException(int offset, String given, String expected) {
        super(given + " (expected: " + expected + ")");
        this.offset = offset;
        this.given = given;
        this.expected = expected;
    }

    /** Where in the text, in characters from 0. */
    public int offset() {
        return offset;
    }

    /** What is there. */
    public String given() {
        return given;
    }

    /** What should be there. */
    public String expected() {
        return expected;
    }
}
