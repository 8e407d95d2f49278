package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs, from their submission to their end. */
interface JobContract extends OpenStore {

    @Test
    default void aJobIsReadAsItWasSubmittedAlsoByALaterProcess() throws Exception {
        Submission job = Samples.job("ada", Map.of("team", "blue & gold", "empty", ""));
        assertThat(writer().submit(job)).isEqualTo(new Accepted(JobRow.queued(job), true));

        reopen();

        assertThat(store().jobs().find(job.id())).contains(JobRow.queued(job));
        assertThat(store().jobs().events(job.id(), 0, 10))
                .containsExactly(new JobEvent(job.id(), 1, NOW, "QUEUED", ""));
    }

    @Test
    default void aJobThatWasNotSubmittedIsNotThere() {
        JobId unknown = Samples.id();
        assertThat(store().jobs().find(unknown)).isEmpty();
        assertThat(store().jobs().end(unknown)).isEmpty();
        assertThat(store().jobs().events(unknown, 0, 10)).isEmpty();
        assertThat(refusal(StoreCode.NO_SUCH_JOB, () -> writer().start(unknown, NOW)))
                .hasMessageContaining(unknown.value());
        refusal(StoreCode.NO_SUCH_JOB, () -> writer().end(unknown, JobEnd.cancelled(NOW)));
        refusal(StoreCode.NO_SUCH_JOB, () -> writer().event(unknown, NOW, "note", ""));
        refusal(StoreCode.NO_SUCH_JOB, () -> writer().journal(new JournalBatch(unknown, List.of(), List.of())));
    }

    @Test
    default void theSameRequestMakesTheSameJob() throws Exception {
        Submission first = Samples.request("ada", "nightly-7", 70);
        writer().submit(first);
        Submission again = Samples.request("ada", "nightly-7", 70);

        assertThat(writer().submit(again)).isEqualTo(new Accepted(JobRow.queued(first), false));
        assertThat(writer().submit(first)).isEqualTo(new Accepted(JobRow.queued(first), false));
        reopen();
        assertThat(writer().submit(again)).isEqualTo(new Accepted(JobRow.queued(first), false));
        assertThat(store().jobs().find(again.id())).isEmpty();
        assertThat(store().jobs().list(JobFilter.ALL, null, 10)).hasSize(1);
    }

    @Test
    default void anotherRequestUnderTheSameKeyIsRefused() {
        Submission first = Samples.request("ada", "nightly-7", 70);
        writer().submit(first);

        StoreException refusal =
                refusal(StoreCode.IDEMPOTENCY_CONFLICT, () -> writer().submit(Samples.request("ada", "nightly-7", 71)));
        assertThat(refusal)
                .hasMessageContainingAll(
                        "nightly-7",
                        Samples.digest(71),
                        Samples.digest(70),
                        first.id().value());
        assertThat(store().jobs().list(JobFilter.ALL, null, 10)).hasSize(1);
    }

    @Test
    default void keysOfTwoOwnersAreTwoKeys() {
        writer().submit(Samples.request("ada", "nightly-7", 70));
        assertThat(writer().submit(Samples.request("bob", "nightly-7", 71)).isNew())
                .isTrue();
    }

    @Test
    default void anotherRequestWithATakenIdIsRefused() {
        Submission first = Samples.job();
        writer().submit(first);
        Submission other = Samples.job(first.id(), "ada", Map.of(), "", Samples.digest(99));
        refusal(StoreCode.ID_TAKEN, () -> writer().submit(other));
        assertThat(store().jobs().find(first.id())).contains(JobRow.queued(first));
    }

    @Test
    default void aJobWaitsStartsGoesBackAndStartsAgain() {
        JobId id = writer().submit(Samples.job()).job().id();

        assertThat(writer().waits(id, "3 jobs before it")).isTrue();
        assertThat(job(id).waitingFor()).isEqualTo("3 jobs before it");

        assertThat(writer().start(id, NOW + 1)).isTrue();
        assertThat(writer().start(id, NOW + 2)).isFalse();
        assertThat(job(id)).isEqualTo(new JobRow(job(id).submission(), JobState.RUNNING, "", 1, 0, NOW + 1, 0));

        assertThat(writer().requeue(id, NOW + 3, NOW + 500, "a runner died")).isTrue();
        assertThat(writer().requeue(id, NOW + 4, NOW + 900, "twice")).isFalse();
        assertThat(job(id))
                .isEqualTo(
                        new JobRow(job(id).submission(), JobState.QUEUED, "a runner died", 1, NOW + 500, NOW + 1, 0));

        assertThat(writer().start(id, NOW + 500)).isTrue();
        assertThat(job(id)).isEqualTo(new JobRow(job(id).submission(), JobState.RUNNING, "", 2, 0, NOW + 1, 0));
        assertThat(store().jobs().events(id, 0, 10).stream().map(JobEvent::kind))
                .containsExactly("QUEUED", "RUNNING", "QUEUED", "RUNNING");
    }

    @Test
    default void aSuccessIsReadAsItWasWritten() throws Exception {
        JobId id = writer().submit(Samples.job()).job().id();
        writer().start(id, NOW + 1);
        JobEnd end = Samples.success(NOW + 2);

        assertThat(writer().end(id, end)).isTrue();
        reopen();

        assertThat(store().jobs().end(id)).contains(end);
        assertThat(job(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job(id).endedAt()).isEqualTo(NOW + 2);
        assertThat(store().jobs().events(id, 2, 10)).containsExactly(new JobEvent(id, 3, NOW + 2, "SUCCEEDED", ""));
    }

    @Test
    default void aLargeResultIsABlobAndAnEmptyOneIsEmpty() {
        Measured measured = new Measured(1, 1, 1);
        for (Payload result : List.of(
                new Payload.Blob(Samples.digest(5), 1 << 20),
                new Payload.Inline(new byte[0]),
                new Payload.Inline(new byte[65_536]))) {
            JobId id = writer().submit(Samples.job()).job().id();
            JobEnd end = new JobEnd(new Outcome.Succeeded(result, measured), "", JobEnd.NO_COUNTS, measured, NOW + 2);
            writer().end(id, end);
            assertThat(store().jobs().end(id)).contains(end);
        }
    }

    @Test
    default void theBlobsThatJobsNameAreThoseOfTheirResultsAndClassPaths() {
        assertThat(store().jobs().namedBlobs()).isEmpty();
        Submission first = Samples.job();
        writer().submit(first);
        JobId second = writer().submit(Samples.job()).job().id();
        Measured measured = new Measured(1, 1, 1);
        Payload result = new Payload.Blob(Samples.digest(5), 1 << 20);
        writer().end(
                        second,
                        new JobEnd(new Outcome.Succeeded(result, measured), "", JobEnd.NO_COUNTS, measured, NOW + 2));
        assertThat(store().jobs().resultBlobs()).containsExactly(Samples.digest(5));
        assertThat(first.spec().classPath()).isNotEmpty();
        assertThat(store().jobs().namedBlobs())
                .contains(Samples.digest(5))
                .containsAll(first.spec().classPath().stream()
                        .map(Payload.Blob::sha256)
                        .toList())
                .hasSize(1 + first.spec().classPath().size());
    }

    @Test
    default void aFailureIsReadAsItWasWritten() {
        JobId id = writer().submit(Samples.job()).job().id();
        JobFailure failure = JobFailure.of(Code.values()[0], "/0/3/1", new IllegalStateException("oops – é𝄞"));
        JobEnd end = new JobEnd(
                new Outcome.Failed(failure),
                "",
                new Counts(1, 2, 3, 4, 5, 6, 7, Long.MAX_VALUE),
                new Measured(8, 9, 10),
                NOW + 5);
        assertThat(writer().end(id, end)).isTrue();
        assertThat(store().jobs().end(id)).contains(end);
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    default void aJobEndsOnceAndNeverChangesAfterThat() {
        JobId id = writer().submit(Samples.job()).job().id();
        writer().start(id, NOW + 1);
        assertThat(writer().end(id, JobEnd.cancelled(NOW + 2))).isTrue();
        JobRow ended = job(id);

        assertThat(writer().end(id, Samples.success(NOW + 3))).isFalse();
        assertThat(writer().start(id, NOW + 3)).isFalse();
        assertThat(writer().requeue(id, NOW + 3, 0, "")).isFalse();
        assertThat(writer().waits(id, "for nothing")).isFalse();

        assertThat(job(id)).isEqualTo(ended);
        assertThat(store().jobs().end(id)).contains(JobEnd.cancelled(NOW + 2));
        assertThat(store().jobs().events(id, 0, 10)).hasSize(3);
    }

    @Test
    default void textForPeopleIsKeptWhateverIsInIt() {
        JobId id = writer().submit(Samples.job()).job().id();
        writer().waits(id, "a\0b");
        assertThat(job(id).waitingFor()).isEqualTo("a\uFFFDb");
        writer().event(id, NOW, "note", "half \uD834 of a pair");
        assertThat(store().jobs().events(id, 1, 1).get(0).text()).isEqualTo("half \uFFFD of a pair");
        JobFailure failure = new JobFailure(Code.values()[0], "/", "\0", "at \0");
        writer().end(id, new JobEnd(new Outcome.Failed(failure), "\0", JobEnd.NO_COUNTS, Measured.NOTHING, NOW));
        assertThat(store().jobs().end(id).orElseThrow().resultText()).isEqualTo("\uFFFD");
    }

    @Test
    default void namesThatNotEveryDatabaseKeepsAreRefused() {
        assertThat(refusal(StoreCode.INVALID_VALUE, () -> Samples.job("a\0a", Map.of())))
                .hasMessageContainingAll("owner", "U+0000", "position 1");
        refusal(StoreCode.INVALID_VALUE, () -> Samples.job("", Map.of()));
        refusal(StoreCode.INVALID_VALUE, () -> Samples.job("ada", Map.of("team", "\uDC00")));
        refusal(StoreCode.INVALID_VALUE, () -> Samples.job(Samples.id(), "ada", Map.of(), "", "no digest"));
    }

    @Test
    default void eventsAreNumberedFromOneAndComeInPages() {
        JobId id = writer().submit(Samples.job()).job().id();
        JobId other = writer().submit(Samples.job()).job().id();
        for (int i = 2; i <= 12; i++) {
            assertThat(writer().event(id, NOW + i, "note", "number " + i)).isEqualTo(i);
        }
        assertThat(writer().event(other, NOW, "note", "")).isEqualTo(2);

        List<JobEvent> page = store().jobs().events(id, 7, 3);
        assertThat(page.stream().map(JobEvent::number)).containsExactly(8L, 9L, 10L);
        assertThat(page.get(0)).isEqualTo(new JobEvent(id, 8, NOW + 8, "note", "number 8"));
        assertThat(store().jobs().events(id, 12, 3)).isEmpty();
    }

    private JobRow job(JobId id) {
        return store().jobs().find(id).orElseThrow();
    }
}
