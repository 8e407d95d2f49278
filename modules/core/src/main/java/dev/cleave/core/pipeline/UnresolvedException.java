package dev.cleave.core.pipeline;

/** Says that a value, once it was known, is not what a task needs; the task fails with that. */
public final class UnresolvedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * What was given and what was expected.
     *
     * @param given with its name
     * @param expected what would do
     */
    public UnresolvedException(String given, String expected) {
        super(given + " (expected: " + expected + ")");
    }
}
