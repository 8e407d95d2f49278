package dev.cleave.service.archive;

/** A jar that is not taken: what is wrong, in which entry, what it says, and what it should. */
public final class ArchiveRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final ArchiveFault fault;
    private final String entry;
    private final String given;
    private final String expected;

    ArchiveRefused(ArchiveFault fault, String entry, Object given, String expected) {
        super(fault + (entry.isEmpty() ? "" : " in " + entry) + ": " + given + " (expected: " + expected + ")");
        this.fault = fault;
        this.entry = entry;
        this.given = String.valueOf(given);
        this.expected = expected;
    }

    public ArchiveFault fault() {
        return fault;
    }

    /** The name of the entry; empty if it is about the whole. */
    public String entry() {
        return entry;
    }

    public String given() {
        return given;
    }

    public String expected() {
        return expected;
    }
}
