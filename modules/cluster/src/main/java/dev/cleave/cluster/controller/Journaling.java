package dev.cleave.cluster.controller;

import dev.cleave.core.coordination.CoordinationPort;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.DecisionLog;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalPort;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.journal.JournalWriter;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.session.FromSession;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a coordination and its actor: the shell of {@link JournalWriter}. Without a journal it passes on what it
 * gets. Not thread-safe.
 */
final class Journaling implements CoordinationPort, DecisionLog {

    private static final int MOST_IN_BATCH = 4096;
    /** What chunks of a session wait for at most that are done already: nobody else does, so that it is written at leisure. */
    private static final long SESSION_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CoordinationPort actor;
    private final @Nullable JobJournal journal;
    private final @Nullable JournalWriter writer;

    /**
     * Passes on to an actor.
     *
     * @param journal null if the job's controller need not be survived
     * @param isSession whether what is decided may wait a little to be written together
     * @param answered told, on any thread, what became of the last batch
     */
    Journaling(
            CoordinationPort actor,
            long epoch,
            @Nullable JobJournal journal,
            boolean isSession,
            Consumer<JobJournal.Written> answered) {
        this.actor = actor;
        this.journal = journal;
        this.writer = journal == null
                ? null
                : new JournalWriter(
                        epoch,
                        journal.lastSequence(),
                        MOST_IN_BATCH,
                        RETRY_NANOS,
                        new Port(journal, answered),
                        isSession ? SESSION_REST_NANOS : 0);
    }

    /** What was written before. */
    JobImage image() {
        return journal == null ? new JobImage() : journal.image();
    }

    @Override
    public void decided(JournalRecord record) {
        if (writer != null) {
            writer.decided(record);
        }
    }

    @Override
    public void send(NodeId node, ToNode message) {
        if (writer != null) {
            writer.send(node, message);
        } else {
            actor.send(node, message);
        }
    }

    @Override
    public void toClient(FromSession message) {
        actor.toClient(message);
    }

    @Override
    public void ended(Outcome outcome) {
        if (writer != null) {
            writer.ended(outcome);
        } else {
            actor.ended(outcome);
        }
    }

    /** The last batch is on disk, or is not known to be. */
    void answered(boolean isWritten, long now) {
        if (writer != null && isWritten) {
            writer.written(now);
        } else if (writer != null) {
            writer.notWritten(now);
        }
    }

    /** To be called after each event. */
    void flush(long now) {
        if (writer != null) {
            writer.flush(now);
        }
    }

    long dueAt() {
        return writer == null ? Long.MAX_VALUE : writer.dueAt();
    }

    /** Whether nothing should be taken in until more is written. */
    boolean isFull() {
        return writer != null && writer.isFull();
    }

    /** Whether the job is in a journal. */
    boolean isOn() {
        return writer != null;
    }

    private final class Port implements JournalPort {
        private final JobJournal to;
        private final Consumer<JobJournal.Written> answered;

        Port(JobJournal to, Consumer<JobJournal.Written> answered) {
            this.to = to;
            this.answered = answered;
        }

        @Override
        public void write(List<JournalEntry> batch) {
            to.append(batch).thenAccept(answered);
        }

        @Override
        public void send(NodeId node, ToNode message) {
            actor.send(node, message);
        }

        @Override
        public void ended(Outcome outcome) {
            actor.ended(outcome);
        }
    }
}
