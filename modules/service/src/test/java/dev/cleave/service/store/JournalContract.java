package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What coordinators write down, so that the next controller finds it. */
interface JournalContract extends OpenStore {

    JournalEntry FIRST = new JournalEntry(1, 3, 1, new byte[] {1, 2, 3});
    JournalEntry SECOND = new JournalEntry(4, 4, 1, new byte[] {4});

    @Test
    default void theJournalIsReadAsItWasWrittenByTheNextController() throws Exception {
        JobId job = running();
        assertThat(write(job, FIRST)).isTrue();
        assertThat(write(job, SECOND)).isTrue();
        reopen();
        assertThat(store().jobs().journal(job)).containsExactly(FIRST, SECOND);
        assertThat(store().jobs().journal(running())).isEmpty();
    }

    @Test
    default void whatIsWrittenAgainIsThereOnce() {
        JobId job = running();
        write(job, FIRST);
        JournalEntry longer = new JournalEntry(1, 5, 1, new byte[] {1, 2, 3, 4, 5});
        write(job, longer);
        assertThat(store().jobs().journal(job)).containsExactly(longer);
    }

    @Test
    default void aSnapshotTakesThePlaceOfWhatItStandsFor() {
        JobId job = running();
        write(job, FIRST);
        write(job, SECOND);
        JournalEntry snapshot = new JournalEntry(0, 4, 1, new byte[] {9});
        JournalEntry third = new JournalEntry(5, 6, 1, new byte[] {5, 6});
        writer().journal(new JournalBatch(job, List.of(snapshot), List.of(third)));
        assertThat(store().jobs().journal(job)).containsExactly(snapshot, third);
        JournalEntry later = new JournalEntry(0, 6, 1, new byte[] {8});
        JournalEntry fourth = new JournalEntry(7, 7, 1, new byte[0]);
        writer().journal(new JournalBatch(job, List.of(later), List.of(fourth)));
        assertThat(store().jobs().journal(job)).containsExactly(later, fourth);
    }

    @Test
    default void theJournalIsForgottenWhenTheJobEndsOrBeginsAnew() {
        JobId ended = running();
        write(ended, FIRST);
        writer().end(ended, Samples.success(NOW + 2));
        assertThat(store().jobs().journal(ended)).isEmpty();

        JobId again = running();
        write(again, FIRST);
        writer().requeue(again, NOW + 2, 0, "");
        assertThat(store().jobs().journal(again)).isEmpty();
    }

    @Test
    default void aLateBatchOfAnEndedJobIsNotKept() {
        JobId job = running();
        writer().end(job, JobEnd.cancelled(NOW + 2));
        assertThat(write(job, FIRST)).isFalse();
        assertThat(store().jobs().journal(job)).isEmpty();
    }

    private boolean write(JobId job, JournalEntry entry) {
        return writer().journal(new JournalBatch(job, List.of(), List.of(entry)));
    }

    private JobId running() {
        JobId job = writer().submit(Samples.job()).job().id();
        writer().start(job, NOW + 1);
        return job;
    }
}
