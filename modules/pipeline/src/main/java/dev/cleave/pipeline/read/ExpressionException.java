package dev.cleave.pipeline.read;

/** Says where a text is no template, or no condition. */
final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String given;
    private final String expected;

    /**
     * A place in a text where something else should be.
     *
     * @param offset the place, in characters from the beginning of the text
     */
    ExpressionException(int offset, String given, String expected) {
        super(given + " (expected: " + expected + ")", null, false, false);
        this.offset = offset;
        this.given = given;
        this.expected = expected;
    }

    int offset() {
        return offset;
    }

    String given() {
        return given;
    }

    String expected() {
        return expected;
    }
}
