package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What coordinators write down, so that the next controller finds it. */
interface JournalContract extends OpenStore {

    JournalEntry ROOT =
            new JournalEntry(PathKey.ROOT, null, Path.EMPTY, Long.MAX_VALUE, 1, 0, null, null, Measured.NOTHING);
    JournalEntry SHED = new JournalEntry(
            PathKey.ROOT.child(3).child(0),
            PathKey.ROOT,
            Path.of(3, 0),
            17,
            2,
            -5,
            new Payload.Inline(new byte[] {1, 2, 3}),
            null,
            Measured.NOTHING);
    JournalEntry LARGE = new JournalEntry(
            PathKey.ROOT.child(4),
            PathKey.ROOT,
            Path.of(4),
            18,
            1,
            6,
            new Payload.Blob(Samples.digest(8), 1 << 20),
            null,
            Measured.NOTHING);

    @Test
    default void theJournalIsReadAsItWasWrittenByTheNextController() throws Exception {
        JobId job = running();
        assertThat(writer().journal(new JournalBatch(job, List.of(ROOT, SHED, LARGE), List.of())))
                .isTrue();
        reopen();
        assertThat(store().jobs().journal(job)).containsExactlyInAnyOrder(ROOT, SHED, LARGE);
        assertThat(store().jobs().journal(running())).isEmpty();
    }

    @Test
    default void aKnownResultTakesTheLeasesPlaceAndSettledOnesGo() {
        JobId job = running();
        writer().journal(new JournalBatch(job, List.of(ROOT, SHED, LARGE), List.of()));
        JournalEntry known = new JournalEntry(
                SHED.key(),
                SHED.parent(),
                SHED.path(),
                SHED.weight(),
                SHED.attempt(),
                SHED.problemDigest(),
                null,
                new Payload.Inline(new byte[0]),
                new Measured(1, 2, 3));

        writer().journal(new JournalBatch(job, List.of(known), List.of(LARGE.key(), SHED.key())));

        assertThat(known.isKnown()).isTrue();
        assertThat(store().jobs().journal(job)).containsExactlyInAnyOrder(ROOT, known);
    }

    @Test
    default void theJournalIsForgottenWhenTheJobEndsOrBeginsAnew() {
        JobId ended = running();
        writer().journal(new JournalBatch(ended, List.of(ROOT, SHED), List.of()));
        writer().end(ended, Samples.success(NOW + 2));
        assertThat(store().jobs().journal(ended)).isEmpty();

        JobId again = running();
        writer().journal(new JournalBatch(again, List.of(ROOT, SHED), List.of()));
        writer().requeue(again, NOW + 2, 0, "");
        assertThat(store().jobs().journal(again)).isEmpty();
    }

    @Test
    default void aLateBatchOfAnEndedJobIsNotKept() {
        JobId job = running();
        writer().end(job, JobEnd.cancelled(NOW + 2));
        assertThat(writer().journal(new JournalBatch(job, List.of(ROOT), List.of())))
                .isFalse();
        assertThat(store().jobs().journal(job)).isEmpty();
    }

    private JobId running() {
        JobId job = writer().submit(Samples.job()).job().id();
        writer().start(job, NOW + 1);
        return job;
    }
}
