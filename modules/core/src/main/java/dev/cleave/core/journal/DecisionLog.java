package dev.cleave.core.journal;

/** What a coordinator tells its decisions, in their order, before it sends anything that follows from them. */
public interface DecisionLog {

    /** For jobs whose coordinator is not to be survived. */
    DecisionLog NONE = record -> {};

    /** A decision was made. */
    void decided(JournalRecord record);
}
